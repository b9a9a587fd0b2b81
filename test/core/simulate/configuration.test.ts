import { describe, expect, it } from 'vitest';
import { normaliseItem } from '../../../core/configuration-item/index.ts';
import {
  type Outcome,
  type SimulatedConfigRule,
  type SimulateOptions,
  type SimulationPlan,
  simulate,
  simulated,
} from '../../../core/simulate/index.ts';
import { minutes, recordAt, start } from './plans.ts';

const versioned: SimulatedConfigRule = {
  id: 'versioned',
  name: 'trailkeeper-versioned',
  resourceTypes: ['AWS::S3::Bucket'],
  onChange: true,
  judge: ({ supplementaryConfiguration: parts }) =>
    JSON.stringify(parts.BucketVersioningConfiguration ?? null).includes('"Enabled"')
      ? { compliance: 'COMPLIANT' }
      : { compliance: 'NON_COMPLIANT', annotation: 'Versioning is off.' },
};
const young: SimulatedConfigRule = {
  ...versioned,
  id: 'young',
  every: minutes(60),
  judge: ({ resourceCreationTime }, now) => ({
    compliance: now - Date.parse(resourceCreationTime ?? '') < minutes(90) ? 'COMPLIANT' : 'NON_COMPLIANT',
  }),
};
const any: SimulatedConfigRule = {
  id: 'any',
  name: 'any',
  resourceTypes: ['AWS::S3::Bucket'],
  onChange: true,
  judgeAll: (items, _account, _now, areAll) => ({
    compliance: items.length > 0 ? 'COMPLIANT' : areAll ? 'NON_COMPLIANT' : 'NOT_APPLICABLE',
  }),
};

const call = (seconds: number, eventName: string, request: object = {}, more: object = {}) =>
  recordAt(seconds, eventName, {
    eventSource: 's3.amazonaws.com',
    requestParameters: { bucketName: 'books', ...request },
    readOnly: false,
    ...more,
  });
const enable = { VersioningConfiguration: { Status: 'Enabled' } };

async function outcomesOf(
  rules: SimulatedConfigRule[],
  records: ReturnType<typeof call>[],
  options: SimulateOptions = {},
  home?: string,
) {
  const plan: SimulationPlan = {
    filters: [],
    alarms: [],
    alerts: [],
    configRules: rules,
    ...(home && { home: { region: home, forwarded: [] } }),
  };
  const outcomes: Outcome[] = [];
  for await (const outcome of simulate(
    plan,
    records.map((record) => simulated(record)),
    options,
  ))
    outcomes.push(outcome);
  return outcomes;
}

/** `10 INSUFFICIENT_DATA -> COMPLIANT`: seconds into the year, and the change. */
const verdicts = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap((one) =>
    one.kind === 'compliance'
      ? [`${(one.time - start) / 1000} ${one.transition.from ?? '-'} -> ${one.transition.to}`]
      : [],
  );

describe('Config rules on virtual time', () => {
  it('judge what records changed, and name the call', async () => {
    const outcomes = await outcomesOf(
      [versioned],
      [call(10, 'CreateBucket'), call(20, 'PutBucketVersioning', enable), call(30, 'DeleteBucket')],
    );
    expect(verdicts(outcomes)).toEqual([
      '10 - -> NON_COMPLIANT',
      '20 NON_COMPLIANT -> COMPLIANT',
      '30 COMPLIANT -> NOT_APPLICABLE',
    ]);
    const changes = outcomes.flatMap((one) => (one.kind === 'change' ? [one.change] : []));
    expect(changes.map(({ changeType, callers }) => [changeType, callers[0]?.eventName, callers[0]?.actor])).toEqual([
      ['CREATE', 'CreateBucket', 'mallory'],
      ['UPDATE', 'PutBucketVersioning', 'mallory'],
      ['DELETE', 'DeleteBucket', 'mallory'],
    ]);
    expect(outcomes.find(({ kind }) => kind === 'compliance')).toMatchObject({
      rule: 'versioned',
      transition: {
        ruleName: 'trailkeeper-versioned',
        resourceType: 'AWS::S3::Bucket',
        resourceId: 'books',
        region: 'us-east-1',
      },
      change: { changeType: 'CREATE' },
    });
  });

  it('say nothing of calls that failed, or change nothing', async () => {
    const failed = call(20, 'PutBucketVersioning', enable, { errorCode: 'AccessDenied' });
    const again = call(40, 'PutBucketVersioning', enable);
    const outcomes = await outcomesOf([versioned], [failed, call(30, 'PutBucketVersioning', enable), again]);
    expect(verdicts(outcomes)).toEqual(['30 - -> COMPLIANT']);
    expect(outcomes.filter(({ kind }) => kind === 'change').length).toBe(1);
  });

  it('are asked again by the clock', async () => {
    const outcomes = await outcomesOf([young], [call(0, 'CreateBucket')], { start, end: start + minutes(300) });
    expect(verdicts(outcomes)).toEqual(['0 - -> COMPLIANT', '7200 COMPLIANT -> NON_COMPLIANT']);
  });

  it('know all of a type only where Config recorded it', async () => {
    const gone = [call(10, 'CreateBucket'), call(20, 'DeleteBucket')];
    expect(verdicts(await outcomesOf([any], gone))).toEqual(['10 - -> COMPLIANT', '20 COMPLIANT -> NOT_APPLICABLE']);
    const items = [item('other', 5), item('other', 15, 'ResourceDeleted')];
    expect(verdicts(await outcomesOf([any], gone, { items }))).toEqual([
      '5 - -> COMPLIANT',
      '20 COMPLIANT -> NON_COMPLIANT',
    ]);
  });

  it("begin with Config's own items, and go on from them", async () => {
    const outcomes = await outcomesOf([versioned], [call(20, 'PutBucketVersioning', enable)], {
      items: [item('books', 5)],
    });
    expect(verdicts(outcomes)).toEqual(['5 - -> NON_COMPLIANT', '20 NON_COMPLIANT -> COMPLIANT']);
    const [, change] = outcomes.flatMap((one) => (one.kind === 'change' ? [one] : []));
    expect(change?.item.configuration).toEqual({ name: 'books' });
  });

  it('see at home what is there, and what is in no region', async () => {
    const elsewhere = call(10, 'CreateBucket', {}, { awsRegion: 'eu-west-1' });
    expect(await outcomesOf([versioned], [elsewhere], {}, 'us-east-1')).toEqual([]);
    const user = { ...versioned, resourceTypes: ['AWS::IAM::User'] };
    const made = call(
      10,
      'CreateUser',
      {},
      { eventSource: 'iam.amazonaws.com', responseElements: { user: { userName: 'bob', userId: 'AIDA1' } } },
    );
    expect(verdicts(await outcomesOf([user], [made], {}, 'eu-west-1'))).toEqual(['10 - -> NON_COMPLIANT']);
  });
});

const item = (resourceId: string, seconds: number, status = 'OK') =>
  normaliseItem({
    configurationItemCaptureTime: new Date(start + seconds * 1000).toISOString(),
    configurationItemStatus: status,
    awsAccountId: '123456789012',
    awsRegion: 'us-east-1',
    resourceType: 'AWS::S3::Bucket',
    resourceId,
    resourceName: resourceId,
    configuration: status === 'OK' ? { name: resourceId } : null,
  });
