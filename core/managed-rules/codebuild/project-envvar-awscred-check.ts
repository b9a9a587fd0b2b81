import { eachAt, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';

const variable = (name: string, type: string) => ({
  configuration: { environment: { environmentVariables: [{ name, type }] } },
});

/** @see AWS Config managed rule "codebuild-project-envvar-awscred-check" */
export default defineResourceRule({
  id: 'CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK',
  resourceTypes: ['AWS::CodeBuild::Project'],
  evaluate: ({ configuration }) => {
    const found = eachAt(configuration, 'environment.environmentVariables').find(
      (each) =>
        ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].includes(textAt(each, 'name')) &&
        ['', 'PLAINTEXT'].includes(textAt(each, 'type')),
    );
    return compliantUnless(found && `${textAt(found, 'name')} stands in the project.`);
  },
  complies: [variable('STAGE', 'PLAINTEXT'), variable('AWS_ACCESS_KEY_ID', 'SECRETS_MANAGER')],
  violates: [variable('AWS_SECRET_ACCESS_KEY', 'PLAINTEXT')],
});
