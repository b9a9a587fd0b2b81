import { csv } from '../parameters.ts';
import { isTrue } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const privileged = { resourceId: 'images', configuration: { environment: { privilegedMode: true } } };

/** @see AWS Config managed rule "codebuild-project-environment-privileged-check" */
export default defineResourceRule({
  id: 'CODEBUILD_PROJECT_ENVIRONMENT_PRIVILEGED_CHECK',
  resourceTypes: ['AWS::CodeBuild::Project'],
  parameters: { exemptedProjects: { type: 'CSV' } },
  evaluate: ({ configuration, resourceId, resourceName }, { parameters }) => {
    const isExempt = csv(parameters.exemptedProjects).some((name) => name === resourceId || name === resourceName);
    return compliantWhen(
      isExempt || !isTrue(configuration, 'environment.privilegedMode'),
      'Builds run in privileged containers.',
    );
  },
  complies: [{ configuration: {} }, { ...privileged, parameters: { exemptedProjects: 'images' } }],
  violates: [privileged],
});
