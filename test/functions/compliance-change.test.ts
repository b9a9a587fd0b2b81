import {
  ConfigServiceClient,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConfigurationItem } from '../../core/configuration-item/index.ts';
import { configRules } from '../../rules/catalogue.ts';
import { record } from '../../rules/kit/index.ts';
import { context, givenHandlers, NOW } from './given.ts';

const { served, operations, published } = await givenHandlers();
process.env.SUPPRESSIONS_PATH = '/trailkeeper/suppressions';
const { handler } = await import('../../functions/compliance-change.ts');

type Input = Parameters<typeof handler>[0];

const rule = configRules.find(({ id }) => id === 's3-bucket-blocks-public-access')!;
const iso = (ms: number) => new Date(ms).toISOString();
const MINUTE = 60_000;

const item = (example: (typeof rule.complies)[number], resourceId: string, at: number): ConfigurationItem => ({
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: iso(at),
  configurationStateId: at,
  awsAccountId: '123456789012',
  configurationItemStatus: 'OK',
  awsRegion: 'us-east-1',
  relatedEvents: [],
  relationships: [],
  tags: {},
  supplementaryConfiguration: {},
  ...example,
  resourceId,
  resourceName: resourceId,
});

let number = 0;
const result = (complianceType: string, at: number, annotation?: string) => ({
  complianceType,
  resultRecordedTime: iso(at),
  annotation,
  evaluationResultIdentifier: { orderingTimestamp: iso(at) },
});

/** As the engine's clock has it: Config cannot know of items later than now. */
const change = (resourceId: string, from: string | undefined, to: string | undefined, more: object = {}) => ({
  version: '0',
  id: `change-${number++}`,
  'detail-type': 'Config Rules Compliance Change',
  source: 'aws.config',
  account: '123456789012',
  time: iso(NOW),
  region: 'us-east-1',
  resources: [],
  detail: {
    resourceId,
    awsRegion: 'us-east-1',
    awsAccountId: '123456789012',
    configRuleName: `trailkeeper-${rule.id}`,
    resourceType: 'AWS::S3::Bucket',
    messageType: 'ComplianceChangeNotification',
    newEvaluationResult: to && result(to, NOW, 'Not set: blockPublicPolicy'),
    oldEvaluationResult: from && result(from, NOW - 60 * MINUTE),
    ...more,
  },
});

const handle = (input: object) => handler(input as Input, context);

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  const config = new ConfigServiceClient(served.config);
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: 'default', roleARN: 'r' } }));
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: 'b' } }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
  config.destroy();
  const ports = served.services.config.ports;
  ports.record(item(rule.complies[0]!, 'books', NOW - 90 * MINUTE));
  ports.record(item(rule.violates[2]!, 'books', NOW));
  served.services.cloudtrail.ports.deliver([
    {
      ...record('PutBucketPublicAccessBlock', {
        source: 's3.amazonaws.com',
        request: { bucketName: 'books' },
      }),
      resources: [{ type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::books' }],
      readOnly: false,
      eventID: '0a1b2c3d-0000-0000-0000-000000000000',
      eventTime: iso(NOW - MINUTE),
    },
  ]);
  const ssm = new SSMClient(served.config);
  const suppression = {
    rule: rule.id,
    resource: 'AWS::S3::Bucket/public-*',
    owner: 'web',
    reason: 'the shop window',
    expires: '2026-01-31',
  };
  await ssm.send(
    new PutParameterCommand({
      Name: '/trailkeeper/suppressions/1',
      Type: 'String',
      Value: JSON.stringify([suppression]),
    }),
  );
  ssm.destroy();
});
afterAll(() => void vi.useRealTimers());
beforeEach(() => {
  published();
  // Each test in windows of its own.
  vi.setSystemTime(Date.now() + 3600_000);
});

describe('the compliance change handler', () => {
  it('tells which resource broke which rule, what changed, who caused it and what to do', async () => {
    await handle(change('books', 'COMPLIANT', 'NON_COMPLIANT'));

    const [message] = published();
    expect(message?.Subject).toBe('[NON_COMPLIANT HIGH] S3 bucket blocks public access: books');
    expect(message?.MessageAttributes).toMatchObject({
      kind: { StringValue: 'compliance' },
      severity: { StringValue: 'high' },
      state: { StringValue: 'NON_COMPLIANT' },
    });
    expect(message?.Message?.split('\n\nRule ')[0]).toMatchInlineSnapshot(`
      "[HIGH] S3 bucket blocks public access

      On       AWS::S3::Bucket books
      State    COMPLIANT -> NON_COMPLIANT
      When     2026-01-05 08:36:16 UTC
      Reason   Not set: blockPublicPolicy
      Account  123456789012, us-east-1
      Look     https://us-east-1.console.aws.amazon.com/config/home?region=us-east-1#/resources/timeline?resourceType=AWS%3A%3AS3%3A%3ABucket&resourceId=books

      What changed
      - SupplementaryConfiguration.PublicAccessBlockConfiguration.BlockPublicPolicy: true -> false

      Who caused it
      - alice (203.0.113.7): PutBucketPublicAccessBlock, 2026-01-05 08:35:16 UTC, 0a1b2c3d-0000-0000-0000-000000000000

      Why it matters
      Without the block one policy or ACL makes the bucket public.

      What to do
      1. Close it: aws s3api put-public-access-block --bucket books --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true"
    `);
  });

  it('names the call before where Config captured it after the next', async () => {
    const { record: recordItem } = served.services.config.ports;
    recordItem(item(rule.complies[0]!, 'late', NOW - 30_000));
    recordItem(item(rule.violates[2]!, 'late', NOW - 20_000));
    served.services.cloudtrail.ports.deliver([
      {
        ...record('PutBucketPublicAccessBlock', { source: 's3.amazonaws.com', request: { bucketName: 'late' } }),
        resources: [{ type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::late' }],
        readOnly: false,
        eventTime: iso(NOW - 2 * MINUTE),
      },
    ]);

    await handle(change('late', 'COMPLIANT', 'NON_COMPLIANT'));

    expect(published()[0]?.Message).toContain(
      `Who caused it\n- alice (203.0.113.7): PutBucketPublicAccessBlock, ${iso(NOW - 2 * MINUTE).slice(0, 10)}`,
    );
  });

  it('tells when it complies again or is gone, not what was in order from the beginning', async () => {
    await handle(change('books', 'NON_COMPLIANT', 'COMPLIANT'));
    await handle(change('gone', 'NON_COMPLIANT', undefined));
    await handle(change('new', undefined, 'COMPLIANT'));
    await handle(change('new', 'COMPLIANT', 'INSUFFICIENT_DATA'));

    expect(published().map(({ Subject }) => Subject)).toEqual([
      '[COMPLIANT] S3 bucket blocks public access: books',
      '[NOT_APPLICABLE] S3 bucket blocks public access: gone',
    ]);
  });

  it('says of a managed rule what the controls it decides ask for', async () => {
    await handle(
      change('123456789012', undefined, 'NON_COMPLIANT', {
        configRuleName: 'trailkeeper-root-account-mfa-enabled',
        resourceType: 'AWS::::Account',
      }),
    );

    const [message] = published();
    expect(message?.Subject).toMatch(/^\[NON_COMPLIANT CRITICAL\] /);
    expect(message?.Message).toMatch(/cis-aws-3\.0:1\.5/);
    expect(message?.Message).toContain('the rule judged it anew, or is new itself');
  });

  it('tells nobody of what somebody answers for, until the suppression is over', async () => {
    await handle(change('public-shop', 'COMPLIANT', 'NON_COMPLIANT'));
    const suppressed = published();
    vi.setSystemTime(Date.parse('2026-02-01T00:00:01Z'));
    await handle(change('public-shop', 'COMPLIANT', 'NON_COMPLIANT'));

    expect(suppressed).toEqual([]);
    expect(published()).toHaveLength(1);
  });

  it('publishes a change once, and sums up what comes in a storm', async () => {
    const first = change('a', 'COMPLIANT', 'NON_COMPLIANT');

    await handle(first);
    await handle(first);
    await handle({ ...first, id: 'again' });
    for (let i = 0; i < 20; i++) await handle(change(`b${i}`, 'COMPLIANT', 'NON_COMPLIANT'));

    expect(operations().filter((each) => each === 'CreateSchedule')).toHaveLength(1);
    expect(published()).toHaveLength(10);
  });

  it('refuses what is no change of compliance, with the reason', async () => {
    await expect(handle({ source: 'aws.config' })).rejects.toThrow(/^the event is not a change of compliance: /);
    await expect(handle(change('x', 'COMPLIANT', 'GREAT'))).rejects.toThrow(/complianceType/);
  });
});
