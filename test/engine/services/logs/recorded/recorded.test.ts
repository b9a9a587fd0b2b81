import { gunzipSync } from 'node:zlib';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CreateStreamCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../../support/engine.ts';
import { differences } from '../../../../support/recorded-match.ts';
import { sharedData, sharedJson } from '../../../../support/shared.ts';
import { deliveries } from './deliveries.ts';
import { destinations } from './destinations.ts';
import { events } from './events.ts';
import { exports } from './exports.ts';
import { groups } from './groups.ts';
import { metricFilters } from './metric-filters.ts';
import { queries } from './queries.ts';
import { resourcePolicies } from './resource-policies.ts';
import { GROUP, type Scenario, type Stage } from './stage.ts';
import { streams } from './streams.ts';
import { subscriptions } from './subscriptions.ts';

const scenarios: Readonly<Record<string, Record<string, Scenario>>> = {
  delivery: deliveries,
  destinations,
  events,
  export_tasks: exports,
  filter_events: events,
  groups,
  metric_filters: metricFilters,
  queries,
  resource_policies: resourcePolicies,
  streams,
  subscription_filters: subscriptions,
};

/** Where an answer is to differ from the recorded one, and why. */
const exceptions: Readonly<Record<string, string>> = {
  // AWS gave a token though there was nothing more, and its own client reads on until there is none.
  'test_describe_log_groups_with_pattern describe-log-groups-pattern.nextToken': 'a token behind the last page',
  // Of a source that never was the same is said with one full stop; this is recorded where a source could not be made.
  'test_delete_delivery_source error-after-delete.Error.Message': 'two full stops',
};

type Recording = Record<string, { readonly 'recorded-content': Record<string, unknown> }>;

async function setStage(): Promise<Stage> {
  const running = await engine({ clock: 'virtual', startAt: Date.UTC(2026, 0, 10, 12) });
  const options = clientOptions(running);
  const lambda = new LambdaClient(options);
  await new S3Client({ ...options, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: 'bucket' }));
  await new KinesisClient(options).send(new CreateStreamCommand({ StreamName: 'stream', ShardCount: 1 }));
  const { KeyMetadata } = await new KMSClient(options).send(new CreateKeyCommand({}));
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'function',
      Role: 'arn:aws:iam::123456789012:role/function',
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Code: { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = async () => {};') }) },
    }),
  );
  const handed: { logEvents: unknown[] }[] = [];
  running.deliveries.settled.to(({ delivery }) => {
    if (delivery.kind !== 'lambda') return;
    const { awslogs } = JSON.parse(delivery.payload) as { awslogs: { data: string } };
    handed.push(JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()) as { logEvents: unknown[] });
  });
  return {
    logs: new CloudWatchLogsClient(options),
    now: running.clock.now(),
    bucketArn: 'arn:aws:s3:::bucket',
    functionArn: FunctionArn,
    streamArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/stream',
    keyArn: KeyMetadata?.Arn ?? '',
    permit: () =>
      lambda.send(
        new AddPermissionCommand({
          FunctionName: 'function',
          StatementId: 'function',
          Principal: 'logs.us-east-1.amazonaws.com',
          Action: 'lambda:InvokeFunction',
          SourceArn: `arn:aws:logs:us-east-1:123456789012:log-group:${GROUP}:*`,
          SourceAccount: '123456789012',
        }),
      ),
    handed: async () => {
      await running.clock.idle();
      return handed.flatMap(({ logEvents }) => logEvents);
    },
    idle: () => running.clock.idle(),
  };
}

/**
 * A recording with what stands for something else written as `<...>`: `create-time` and its like for a moment or a number, `id` for an
 * event's id, texts of the day for themselves.
 */
const prepared = (recorded: unknown): unknown =>
  JSON.parse(
    JSON.stringify(recorded)
      .replace(/"(?:create-time|last-updated-time|too-(?:old|new)-log-event-(?:end|start)-index)"/g, '"timestamp"')
      .replaceAll('"id":"id"', '"id":"<id>"')
      .replace(/Request ID: [\w-]+/, 'Request ID: <id>')
      .replace('test-bucket-d5301391', '<bucket>')
      // The name of a record field, not a date.
      .replaceAll('"date"', '"<date>"'),
  );

describe.skipIf(!sharedData)('what AWS answered when it was recorded', () => {
  for (const [file, known] of Object.entries(scenarios)) {
    const recording = sharedData ? sharedJson<Recording>(`recorded-aws/logs/test_logs_${file}.snapshot.json`) : {};
    for (const [id, { 'recorded-content': content }] of Object.entries(recording)) {
      const name = id.split('::').at(-1)!;
      it(`${file}: ${name}`, async () => {
        const scenario = known[name];
        expect(scenario, 'is not played').toBeDefined();

        const answers = await scenario!(await setStage());

        const found = Object.entries(content).flatMap(([part, recorded]) =>
          differences(prepared(recorded), answers[part], part),
        );
        const wanted = found.filter((each) => exceptions[`${name} ${each.split(': recorded')[0]}`] === undefined);
        expect(wanted).toEqual([]);
      });
    }
  }
});
