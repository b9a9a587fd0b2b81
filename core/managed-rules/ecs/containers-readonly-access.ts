import { eachAt, isTrue } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const task = (ReadonlyRootFilesystem: boolean) => ({
  configuration: { ContainerDefinitions: [{ ReadonlyRootFilesystem }] },
});

/** @see AWS Config managed rule "ecs-containers-readonly-access" */
export default defineResourceRule({
  id: 'ECS_CONTAINERS_READONLY_ACCESS',
  resourceTypes: ['AWS::ECS::TaskDefinition'],
  evaluate: ({ configuration }) =>
    compliantWhen(
      eachAt(configuration, 'ContainerDefinitions').every((each) => isTrue(each, 'ReadonlyRootFilesystem')),
      'A container may write to its root file system.',
    ),
  complies: [task(true)],
  violates: [task(false)],
});
