import { eachAt, isTrue, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const task = (User: string | null, Privileged = false) => ({
  configuration: { NetworkMode: 'host', ContainerDefinitions: [{ User, Privileged }] },
});

/** @see AWS Config managed rule "ecs-task-definition-user-for-host-mode-check" */
export default defineResourceRule({
  id: 'ECS_TASK_DEFINITION_USER_FOR_HOST_MODE_CHECK',
  resourceTypes: ['AWS::ECS::TaskDefinition'],
  parameters: { SkipInactiveTaskDefinitions: { type: 'boolean' } },
  evaluate: ({ configuration }, { parameters }) => {
    const skips = parameters.SkipInactiveTaskDefinitions?.toLowerCase() === 'true';
    if (skips && textAt(configuration, 'Status') === 'INACTIVE') return notApplicable('an inactive task definition');
    if (textAt(configuration, 'NetworkMode') !== 'host') return notApplicable("not in the host's network");
    const isRoot = eachAt(configuration, 'ContainerDefinitions').some(
      (each) => !isTrue(each, 'Privileged') && ['', 'root', '0'].includes(textAt(each, 'User')),
    );
    return compliantWhen(!isRoot, "A container is root in the host's network.");
  },
  complies: [task('app'), task(null, true)],
  exempts: [
    { configuration: { NetworkMode: 'awsvpc' } },
    {
      configuration: { ...task(null).configuration, Status: 'INACTIVE' },
      parameters: { SkipInactiveTaskDefinitions: 'true' },
    },
  ],
  violates: [task(null), task('root')],
});
