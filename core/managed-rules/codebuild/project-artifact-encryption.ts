import { eachAt, isTrue, valueAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const project = (primary: boolean, ...secondary: boolean[]) => ({
  configuration: {
    artifacts: { type: 'S3', encryptionDisabled: primary },
    secondaryArtifacts: secondary.map((encryptionDisabled) => ({ encryptionDisabled })),
  },
});

/** @see AWS Config managed rule "codebuild-project-artifact-encryption" */
export default defineResourceRule({
  id: 'CODEBUILD_PROJECT_ARTIFACT_ENCRYPTION',
  resourceTypes: ['AWS::CodeBuild::Project'],
  evaluate: ({ configuration }) => {
    const all = [valueAt(configuration, 'artifacts'), ...eachAt(configuration, 'secondaryArtifacts')];
    return compliantWhen(!all.some((each) => isTrue(each, 'encryptionDisabled')), 'Artifacts are not encrypted.');
  },
  complies: [project(false), project(false, false), { configuration: { artifacts: { type: 'NO_ARTIFACTS' } } }],
  violates: [project(true), project(false, true)],
});
