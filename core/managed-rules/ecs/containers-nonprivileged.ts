import { eachAt, isTrue } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const task = (Privileged: boolean) => ({ configuration: { ContainerDefinitions: [{ Privileged }] } });

/** @see AWS Config managed rule "ecs-containers-nonprivileged" */
export default defineResourceRule({
  id: 'ECS_CONTAINERS_NONPRIVILEGED',
  resourceTypes: ['AWS::ECS::TaskDefinition'],
  evaluate: ({ configuration }) =>
    compliantWhen(
      !eachAt(configuration, 'ContainerDefinitions').some((each) => isTrue(each, 'Privileged')),
      'A container is privileged.',
    ),
  complies: [task(false)],
  violates: [task(true)],
});
