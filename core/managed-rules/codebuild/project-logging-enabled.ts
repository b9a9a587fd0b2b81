import { isAllowed } from '../parameters.ts';
import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const project = (logsConfig: Readonly<Record<string, Readonly<Record<string, string>>>>) => ({
  configuration: { logsConfig },
});

/** @see AWS Config managed rule "codebuild-project-logging-enabled" */
export default defineResourceRule({
  id: 'CODEBUILD_PROJECT_LOGGING_ENABLED',
  resourceTypes: ['AWS::CodeBuild::Project'],
  parameters: { s3BucketNames: { type: 'CSV' }, cloudWatchGroupNames: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters }) => {
    const logs = (name: string) => textAt(configuration, `logsConfig.${name}.status`) === 'ENABLED';
    const [toLogs, toS3] = [logs('cloudWatchLogs'), logs('s3Logs')];
    if (!toLogs && !toS3) return compliantWhen(false, 'The builds keep no logs.');
    const group = textAt(configuration, 'logsConfig.cloudWatchLogs.groupName');
    const [bucket = ''] = textAt(configuration, 'logsConfig.s3Logs.location')
      .replace(/^arn:[\w-]+:s3:::/, '')
      .split('/');
    const isRight =
      (!toLogs || isAllowed(parameters.cloudWatchGroupNames, group)) &&
      (!toS3 || isAllowed(parameters.s3BucketNames, bucket));
    return compliantWhen(isRight, 'The logs go elsewhere.');
  },
  complies: [
    project({ cloudWatchLogs: { status: 'ENABLED' }, s3Logs: { status: 'DISABLED' } }),
    {
      ...project({ s3Logs: { status: 'ENABLED', location: 'build-logs/projects' } }),
      parameters: { s3BucketNames: 'build-logs' },
    },
  ],
  violates: [
    project({ cloudWatchLogs: { status: 'DISABLED' }, s3Logs: { status: 'DISABLED' } }),
    { configuration: {} },
    {
      ...project({ cloudWatchLogs: { status: 'ENABLED', groupName: 'other' } }),
      parameters: { cloudWatchGroupNames: 'builds' },
    },
  ],
});
