import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { awsAt, awsCommand, awsReadingAddress } from '../support/aws-cli.ts';
import { engine } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { testFolder } from '../support/folder.ts';

const disk = testFolder();

/** An engine and the AWS CLI of somebody who has just installed it. */
async function given() {
  const { url } = await engine();
  const { command, args: first, env } = awsAt(url, {}, awsReadingAddress ?? awsCommand);
  const text = async (...args: string[]) => (await promisify(execFile)(command, [...first, ...args], { env })).stdout;
  const config = async (...args: string[]) => {
    const stdout = await text('configservice', ...args);
    return stdout === '' ? {} : (JSON.parse(stdout) as Record<string, never>);
  };
  return { text, config };
}

const volume = (encrypted: boolean) => [
  ...['--resource-type', 'AWS::EC2::Volume', '--resource-id', `vol-${encrypted}`, '--schema-version-id', '1'],
  ...['--configuration', JSON.stringify({ encrypted, size: encrypted ? 8 : 100, state: { value: 'in-use' } })],
];

describe.skipIf(!awsCommand)('AWS Config by the AWS CLI', () => {
  it.skipIf(!awsReadingAddress)('is turned on by one command, records, judges, is asked and delivers', async () => {
    const { text, config } = await given();

    // Makes the bucket and the topic, then the recorder and the channel, and starts.
    const subscribed = await text(
      'configservice',
      'subscribe',
      ...['--s3-bucket', 'config-files', '--sns-topic', 'config-changes'],
      ...['--iam-role', 'arn:aws:iam::123456789012:role/config'],
    );
    const status = await text('configservice', 'get-status');
    for (const encrypted of [true, false]) await config('put-resource-config', ...volume(encrypted));
    await config(
      'put-config-rule',
      '--config-rule',
      JSON.stringify({ ConfigRuleName: 'sealed', Source: { Owner: 'AWS', SourceIdentifier: 'ENCRYPTED_VOLUMES' } }),
    );
    const rules = await config('describe-config-rules', '--query', 'ConfigRules[].[ConfigRuleName,ConfigRuleState]');
    const compliance = await config(
      ...['describe-compliance-by-config-rule', '--query', 'ComplianceByConfigRules[].Compliance.ComplianceType'],
    );
    const details = await config(
      ...['get-compliance-details-by-config-rule', '--config-rule-name', 'sealed'],
      ...['--compliance-types', 'NON_COMPLIANT', '--query'],
      'EvaluationResults[].[EvaluationResultIdentifier.EvaluationResultQualifier.ResourceId,Annotation]',
    );
    const found = await config(
      'select-resource-config',
      '--expression',
      "SELECT resourceId WHERE resourceType = 'AWS::EC2::Volume' AND configuration.size > 50",
      ...['--query', 'Results'],
    );
    const history = await config(
      ...['get-resource-config-history', '--resource-type', 'AWS::EC2::Volume', '--resource-id', 'vol-true'],
      ...['--query', 'configurationItems[].configurationItemStatus'],
    );
    const { configSnapshotId } = await config('deliver-config-snapshot', '--delivery-channel-name', 'default');
    const delivered = await config(
      'describe-delivery-channel-status',
      ...['--query', 'DeliveryChannelsStatus[].configSnapshotDeliveryInfo.lastStatus'],
    );
    await text('s3', 'cp', '--recursive', 's3://config-files/', disk.folder);
    const listed = await text('s3', 'ls', '--recursive', 's3://config-files/');

    expect(subscribed).toContain('Subscribe succeeded');
    expect(status).toMatch(/recorder: ON[\s\S]*last status: (PENDING|SUCCESS)/);
    expect(rules).toEqual([['sealed', 'ACTIVE']]);
    expect(compliance).toEqual(['NON_COMPLIANT']);
    expect(details).toEqual([['vol-false', 'The volume is not encrypted.']]);
    expect(found).toEqual(['{"resourceId":"vol-false"}']);
    expect(history).toEqual(['ResourceDiscovered']);
    expect(delivered).toEqual(['SUCCESS']);
    const key = listed.match(/AWSLogs\/\S+ConfigSnapshot_\S+/)?.[0] ?? '';
    expect(key).toContain(configSnapshotId);
    const snapshot = JSON.parse(gunzipSync(readFileSync(path.join(disk.folder, key))).toString()) as {
      configurationItems: { resourceId: string }[];
    };
    expect(snapshot.configurationItems.map(({ resourceId }) => resourceId)).toEqual(['vol-false', 'vol-true']);
  });

  it('sends its changes to a queue through the topic', async () => {
    const { text, config } = await given();
    await text('s3', 'mb', 's3://config-files');
    await text('sns', 'create-topic', '--name', 'config-changes');
    const queue = JSON.parse(await text('sqs', 'create-queue', '--queue-name', 'changes')) as { QueueUrl: string };
    await text(
      ...['sns', 'subscribe', '--topic-arn', 'arn:aws:sns:us-east-1:123456789012:config-changes'],
      ...['--protocol', 'sqs', '--notification-endpoint', 'arn:aws:sqs:us-east-1:123456789012:changes'],
      ...['--attributes', 'RawMessageDelivery=true'],
    );
    await config(
      'put-configuration-recorder',
      '--configuration-recorder',
      'name=default,roleARN=arn:aws:iam::1:role/r',
    );
    await config(
      ...['put-delivery-channel', '--delivery-channel'],
      'name=default,s3BucketName=config-files,snsTopicARN=arn:aws:sns:us-east-1:123456789012:config-changes',
    );
    await config('start-configuration-recorder', '--configuration-recorder-name', 'default');

    await config('put-resource-config', ...volume(true));
    const message = await eventually(async () => {
      const answer = await text('sqs', 'receive-message', '--queue-url', queue.QueueUrl);
      const { Messages } = JSON.parse(answer || '{}') as { Messages?: { Body: string }[] };
      return Messages?.[0]?.Body;
    });

    expect(JSON.parse(message)).toMatchObject({
      messageType: 'ConfigurationItemChangeNotification',
      configurationItem: { resourceId: 'vol-true', configurationItemStatus: 'ResourceDiscovered' },
      configurationItemDiff: { changeType: 'CREATE' },
    });
  });
});
