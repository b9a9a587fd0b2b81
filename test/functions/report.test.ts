import {
  ConfigServiceClient,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEvidence } from '../../account/evidence.ts';
import { assess, frameworks } from '../../reports/index.ts';
import { context, givenHandlers } from './given.ts';

const { served, operations, published } = await givenHandlers();
Object.assign(process.env, { FRAMEWORKS: 'cis-aws-3.0, cis-aws-7.0', REPORTS_BUCKET: 'reports' });
const { handler } = await import('../../functions/report.ts');

type Input = Parameters<typeof handler>[0];

const s3 = new S3Client({ ...served.config, forcePathStyle: true });
let hour = 0;
const due = () => ({ scheduledTime: new Date(Date.UTC(2026, 0, 5, hour++)).toISOString() });
const handle = (input: object, within = context) => handler(input as Input, within);
const keys = async () =>
  ((await s3.send(new ListObjectsV2Command({ Bucket: 'reports' }))).Contents ?? []).map(({ Key }) => Key!);

beforeAll(async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'reports' }));
  const config = new ConfigServiceClient(served.config);
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: 'default', roleARN: 'r' } }));
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: 'reports' } }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
  await config.send(
    new PutConfigRuleCommand({
      ConfigRule: {
        ConfigRuleName: 'trailkeeper-root-account-mfa-enabled',
        Source: { Owner: 'AWS', SourceIdentifier: 'ROOT_ACCOUNT_MFA_ENABLED' },
      },
    }),
  );
  config.destroy();
});
afterAll(() => s3.destroy());
beforeEach(() => void published());

describe('the report handler', () => {
  it('writes each framework for people and programs, and sends its sum', async () => {
    const { written, undone } = await handle(due());

    expect(undone).toEqual([]);
    expect(written.map((uri) => uri.replace('s3://reports/', '')).sort()).toEqual((await keys()).sort());
    const json = written.find((uri) => uri.includes('cis-aws-3.0') && uri.endsWith('.json'))!;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'reports', Key: json.replace('s3://reports/', '') }));
    const assessment = JSON.parse(await Body!.transformToString());
    const evidence = await readEvidence(served.config, Date.parse(assessment.readAt));
    expect(assessment).toEqual(JSON.parse(JSON.stringify(assess(frameworks[0]!, evidence))));
    const [first, second] = published();
    expect(first?.Subject).toMatch(/^\[REPORT\] .*3\.0.*: \d+ failed, \d+ passed$/);
    expect(first?.Message).toContain(`aws s3 cp ${json} .`);
    expect(first?.MessageAttributes?.kind).toEqual({ DataType: 'String', StringValue: 'report' });
    expect(second?.Subject).toMatch(/7\.0/);
  });

  it('reports once for each time it is due', async () => {
    const time = due();

    const first = await handle(time);
    const second = await handle(time);

    expect(second).toEqual(first);
    expect(published()).toHaveLength(2);
  });

  it('takes the event of a schedule rule too', async () => {
    await handle({ 'detail-type': 'Scheduled Event', time: '2026-01-06T06:00:00Z', id: 'x' });

    expect(published()).toHaveLength(2);
  });

  it('stops before its time is over, and says what it did not write', async () => {
    let asked = 0;
    const running = { ...context, getRemainingTimeInMillis: () => (asked++ < 4 ? 30_000 : 5_000) };

    const { written, undone } = await handle(due(), running);

    expect(written.length).toBeGreaterThan(0);
    expect(undone.length).toBeGreaterThan(0);
    expect(
      published()
        .map(({ Message }) => Message)
        .join(),
    ).toContain(`Not written, for want of time\n${undone[0]}`);
  });

  it('fails by itself when reading takes too long, so that it is tried again', async () => {
    const late = { ...context, getRemainingTimeInMillis: () => 5_000 };

    await expect(handle(due(), late)).rejects.toThrow('out of time: nothing is written yet');
    expect(operations()).not.toContain('Publish');
  });

  it('refuses what is no time of a report, with the reason', async () => {
    await expect(handle({})).rejects.toThrow(/^the event is not the time of a report: /);
  });
});
