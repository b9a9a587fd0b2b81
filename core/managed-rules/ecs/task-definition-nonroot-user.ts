import { eachAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const task = (...users: (string | null)[]) => ({
  configuration: { ContainerDefinitions: users.map((User) => ({ User })) },
});

/** @see AWS Config managed rule "ecs-task-definition-nonroot-user" */
export default defineResourceRule({
  id: 'ECS_TASK_DEFINITION_NONROOT_USER',
  resourceTypes: ['AWS::ECS::TaskDefinition'],
  evaluate: ({ configuration }) => {
    const isRoot = eachAt(configuration, 'ContainerDefinitions').some((each) =>
      /^(|root|0)(:.*)?$/.test(textAt(each, 'User')),
    );
    return compliantWhen(!isRoot, 'A container is root, or does not say who it is.');
  },
  complies: [task('app'), task('1000:1000', 'app')],
  violates: [task('root'), task(null), task('app', 'root'), task('0:0')],
});
