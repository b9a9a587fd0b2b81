import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { awsCommand, aws as run } from '../support/aws-cli.ts';
import { clientOptions, engine } from '../support/engine.ts';

const [MONITORING, SOURCE] = ['111122223333', '444455556666'];

describe.skipIf(!awsCommand)('with the AWS CLI, a monitoring account', () => {
  it('sees log groups of the accounts linked to it, and none before', { timeout: 240_000 }, async () => {
    // Prepare
    const { url } = await engine();
    const as =
      (AWS_ACCESS_KEY_ID: string) =>
      async (...words: string[]) => {
        const text = await run(url, words, { AWS_ACCESS_KEY_ID });
        return text === '' ? {} : (JSON.parse(text) as Record<string, never>);
      };
    const [monitoring, source] = [as(MONITORING), as(SOURCE)];
    const credentials = { accessKeyId: SOURCE, secretAccessKey: 'secret' };
    const logs = new CloudWatchLogsClient({ ...clientOptions({ url }), credentials });
    const names = { logGroupName: 'app', logStreamName: 's' };
    await logs.send(new CreateLogGroupCommand(names));
    await logs.send(new CreateLogStreamCommand(names));
    await logs.send(new PutLogEventsCommand({ ...names, logEvents: [{ timestamp: Date.now(), message: 'theirs' }] }));
    const arn = `arn:aws:logs:us-east-1:${SOURCE}:log-group:app`;
    const list = async () => {
      const { logGroups } = await monitoring('logs', 'describe-log-groups', '--include-linked-accounts');
      return (logGroups as unknown as { arn: string }[]).map((group) => group.arn);
    };
    const before = await list();

    // Act
    const { Arn: sink } = await monitoring('oam', 'create-sink', '--name', 'central');
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: SOURCE }, Action: ['oam:CreateLink'], Resource: '*' }],
    };
    const link = ['oam', 'create-link', '--label-template', '$AccountName', '--sink-identifier', String(sink)];
    const linked = () => source(...link, '--resource-types', 'AWS::Logs::LogGroup');
    const early = await linked().catch((error: Error) => error.message);
    await monitoring('oam', 'put-sink-policy', '--sink-identifier', sink!, '--policy', JSON.stringify(policy));
    await linked();
    const after = await list();
    const found = await monitoring('logs', 'filter-log-events', '--log-group-identifier', arn);
    const attached = await monitoring('oam', 'list-attached-links', '--sink-identifier', sink!);

    // Assess
    expect(before).toEqual([]);
    expect(early).toContain('(AccessDeniedException) when calling the CreateLink operation');
    expect(after).toEqual([`${arn}:*`]);
    expect(found).toMatchObject({ events: [{ message: 'theirs' }] });
    expect(attached).toMatchObject({ Items: [{ Label: SOURCE, ResourceTypes: ['AWS::Logs::LogGroup'] }] });
  });
});
