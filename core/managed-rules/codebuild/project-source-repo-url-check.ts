import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const source = (location: string) => ({ configuration: { source: { type: 'GITHUB', location } } });

/** @see AWS Config managed rule "codebuild-project-source-repo-url-check" */
export default defineResourceRule({
  id: 'CODEBUILD_PROJECT_SOURCE_REPO_URL_CHECK',
  resourceTypes: ['AWS::CodeBuild::Project'],
  evaluate: ({ configuration }) =>
    compliantWhen(
      !/^https?:\/\/[^/\s]*@/.test(textAt(configuration, 'source.location')),
      'The URL of the sources has credentials in it.',
    ),
  complies: [source('https://github.com/example/repository.git')],
  violates: [source('https://user:token@github.com/example/repository.git')],
});
