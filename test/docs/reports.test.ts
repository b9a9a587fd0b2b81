import { readFileSync } from 'node:fs';
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, CreateLogGroupCommand, PutMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ConfigServiceClient, PutConfigRuleCommand } from '@aws-sdk/client-config-service';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { reportFormats, statuses } from '../../reports/index.ts';
import { statusText } from '../../reports/texts.ts';
import { trailkeeper } from '../support/cli.ts';
import { blocksOf } from '../support/docs.ts';
import { clientOptions, engine } from '../support/engine.ts';
import { testFolder } from '../support/folder.ts';

const PAGE = 'docs/reports.md';
const text = readFileSync(PAGE, 'utf8');
const blocks = blocksOf(PAGE);
const { folder, file } = testFolder();

describe(`what ${PAGE} says`, () => {
  it('names every format and every status there is', () => {
    for (const format of reportFormats) expect(text).toContain(`| \`${format}\` |`);
    for (const status of statuses) expect(text).toContain(`| ${statusText[status].en.toLowerCase()} |`);
  });

  it('shows settings that hold', async () => {
    const [settings] = blocks.filter(({ kind }) => kind === 'ts');
    // Under the test runner modules are found its way: there the settings have no name.
    const kit = new URL('../../infra/settings.ts', import.meta.url).href;
    file('trailkeeper.config.ts', `${settings?.text.replace('trailkeeper/settings', kit)}\n`);
    const started = await engine();
    const { out } = await trailkeeper(
      ...['report', '--endpoint', started.url, '--config', `${folder}/trailkeeper.config.ts`, '--format', 'json'],
    );
    expect(JSON.parse(out)).toMatchObject({ suppressionFindings: [{ kind: 'unused' }] });
  });

  it('allows every call the command makes, and no other', async () => {
    const started = await engine();
    const options = clientOptions(started);
    const logs = new CloudWatchLogsClient(options);
    const events = new EventBridgeClient(options);
    const { TopicArn } = await new SNSClient(options).send(new CreateTopicCommand({ Name: 'told' }));
    const Source = { Owner: 'AWS' as const, SourceIdentifier: 'RDS_STORAGE_ENCRYPTED' };
    await new ConfigServiceClient(options).send(
      new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'encrypted', Source } }),
    );
    await trailkeeper('import', file('items.json', JSON.stringify([database])), '--endpoint', started.url);
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'trail' }));
    const metric = { metricName: 'm', metricNamespace: 'n', metricValue: '1' };
    await logs.send(
      new PutMetricFilterCommand({
        logGroupName: 'trail',
        filterName: 'f',
        filterPattern: '',
        metricTransformations: [metric],
      }),
    );
    await new CloudWatchClient(options).send(
      new PutMetricAlarmCommand({
        AlarmName: 'a',
        Namespace: 'n',
        MetricName: 'm',
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        AlarmActions: [TopicArn ?? ''],
      }),
    );
    const EventPattern = JSON.stringify({ source: ['aws.cloudwatch'] });
    await events.send(new PutRuleCommand({ Name: 'changes', EventPattern }));
    const Arn = 'arn:aws:lambda:us-east-1:123456789012:function:nobody';
    await events.send(new PutTargetsCommand({ Rule: 'changes', Targets: [{ Id: 't', Arn }] }));
    const before = (await calls(started.url)).length;

    const { code } = await trailkeeper('report', '--endpoint', started.url, '--format', 'md');

    const made = new Set((await calls(started.url)).slice(before));
    const [policy] = blocks.filter(({ kind }) => kind === 'json');
    const allowed = (JSON.parse(policy?.text ?? '') as { Statement: { Action: string[] }[] }).Statement[0]?.Action;
    expect([code, [...made].toSorted()]).toEqual([0, allowed]);
  });
});

const database = {
  configurationItemCaptureTime: '2026-01-01T00:00:00Z',
  awsAccountId: '123456789012',
  awsRegion: 'us-east-1',
  resourceType: 'AWS::RDS::DBInstance',
  resourceId: 'db',
  configuration: { storageEncrypted: true },
};

/** Every call an engine got, as policies name it. */
async function calls(url: string): Promise<string[]> {
  const answer = (await (await fetch(`${url}/_trailkeeper/calls`)).json()) as {
    readonly calls: readonly { readonly service: string; readonly operation: string }[];
  };
  return answer.calls.map(({ service, operation }) => `${service}:${operation}`);
}
