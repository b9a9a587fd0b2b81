import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CloudTrailRecord } from '../../core/cloudtrail/index.ts';
import { alertById } from '../../rules/catalogue.ts';
import { apiCall, defineAlert, record } from '../../rules/kit/index.ts';
import { context, givenHandlers, NOW } from './given.ts';

const { published } = await givenHandlers();
const snooping = vi.hoisted(() => ({ rules: [] as unknown[] }));
vi.mock('../../rules/catalogue.ts', async (original) => ({
  ...(await original<typeof import('../../rules/catalogue.ts')>()),
  get alerts() {
    return snooping.rules;
  },
}));
const { handler } = await import('../../functions/audit-logs.ts');

type Input = Parameters<typeof handler>[0];

/** An alert on a call that only reads. */
const { severity, why, respond, controls } = alertById('iam-user-created')!;
const listing = defineAlert({
  ...{ severity, why, respond, controls },
  id: 'users-listed',
  title: { en: 'Users listed', ko: '사용자 조회' },
  on: apiCall('iam.amazonaws.com', 'ListUsers', 'CreateUser'),
  about: () => 'users',
  fires: [record('ListUsers')],
  quiet: [record('ListRoles')],
});

let number = 0;
const call = (name: string, more: Partial<CloudTrailRecord> = {}): CloudTrailRecord => ({
  ...record(name),
  readOnly: /^(Get|List|Describe)/.test(name),
  eventID: `event-${number++}`,
  eventTime: '2026-01-05T08:30:10Z',
  ...more,
});

const batch = (messages: readonly (CloudTrailRecord | string)[], messageType = 'DATA_MESSAGE') => {
  const document = {
    messageType,
    owner: '123456789012',
    logGroup: '/trailkeeper/cloudtrail',
    logStream: 's',
    subscriptionFilters: ['audit'],
    logEvents: messages.map((message) => ({
      id: `log-${number++}`,
      timestamp: NOW,
      message: typeof message === 'string' ? message : JSON.stringify(message),
    })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(document)).toString('base64') } };
};

const written: string[] = [];
const handle = (input: object, within = context) => handler(input as Input, within);
const lines = () => written.splice(0).flatMap((text) => (text.startsWith('{') ? [JSON.parse(text)] : []));

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
});
afterAll(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});
beforeEach(() => {
  snooping.rules = [listing];
  delete process.env.AUDIT_EVENTS;
  vi.setSystemTime(Date.now() + 3600_000);
  published();
  lines();
});

describe('the audit handler', () => {
  it('writes who did what, without what was asked and answered', async () => {
    await handle(batch([call('CreateUser', { requestParameters: { userName: 'mallory', password: 'hunter2' } })]));

    const found = lines();
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(found.flatMap(({ auditEvent }) => auditEvent ?? [])).toEqual([
      {
        time: '2026-01-05T08:30:10Z',
        eventId: expect.any(String),
        account: '123456789012',
        region: 'us-east-1',
        service: 'iam',
        action: 'CreateUser',
        kind: 'change',
        outcome: 'succeeded',
        actor: 'alice',
        actorKind: 'iam-user',
        actorArn: 'arn:aws:iam::123456789012:user/alice',
        from: '203.0.113.7',
        client: expect.any(String),
        about: 'mallory',
      },
    ]);
  });

  it('writes changes, sign-ins and failures, all or none, as it is set', async () => {
    const records = () => [
      call('CreateUser'),
      call('ListRoles'),
      call('ListRoles', { errorCode: 'AccessDenied' }),
      call('ConsoleLogin', { eventType: 'AwsConsoleSignIn', readOnly: false }),
    ];
    const actions = async (asked: string) => {
      process.env.AUDIT_EVENTS = asked;
      await handle(batch(records()));
      return lines().flatMap(({ auditEvent }) => auditEvent?.action ?? []);
    };

    expect(await actions('changes')).toEqual(['CreateUser', 'ListRoles', 'ConsoleLogin']);
    expect(await actions('all')).toHaveLength(4);
    expect(await actions('none')).toEqual([]);
    await expect(actions('some')).rejects.toThrow('AUDIT_EVENTS is "some"; it must be all, changes or none');
  });

  it('counts by the minute calls were made in, in embedded metric format', async () => {
    await handle(
      batch([
        call('CreateUser'),
        call('ListRoles', { errorCode: 'AccessDenied' }),
        call('ListRoles', { eventTime: '2026-01-05T08:31:00Z', userIdentity: { type: 'Root' } }),
      ]),
    );

    const metrics = lines().filter(({ _aws }) => _aws);
    expect(metrics).toMatchObject([
      {
        _aws: {
          Timestamp: Date.parse('2026-01-05T08:30:00Z'),
          CloudWatchMetrics: [{ Namespace: 'Trailkeeper/Audit', Dimensions: [[]] }],
        },
        Calls: 2,
        Changes: 1,
        Denied: 1,
        RootCalls: 0,
      },
      { Calls: 1, Changes: 0, RootCalls: 1 },
    ]);
  });

  it('tells of calls that only read where an alert wants them, and leaves the others to EventBridge', async () => {
    const { alerts: raised } = await handle(batch([call('ListUsers'), call('CreateUser'), call('ListRoles')]));

    expect(raised).toBe(1);
    expect(published().map(({ Subject }) => Subject)).toEqual([expect.stringContaining('Users listed')]);
  });

  it('tells once of a record that comes again, in the same batch or another', async () => {
    const one = call('ListUsers');
    const input = batch([one, one]);

    await handle(input);
    await handle(input);
    await handle(batch([one]));

    expect(published()).toHaveLength(1);
    expect(
      lines()
        .filter(({ Calls }) => Calls !== undefined)
        .map(({ Calls }) => Calls),
    ).toEqual([1, 1]);
  });

  it('stops before its time is over, and takes up again what it did not do', async () => {
    const input = batch([call('ListUsers'), call('ListUsers', { awsRegion: 'eu-west-1' })]);
    let asked = 0;
    const short = { ...context, getRemainingTimeInMillis: () => (asked++ < 4 ? 30_000 : 4_000) };

    await expect(handle(input, short)).rejects.toThrow('out of time: 1 of 2 records');
    expect(lines()).toEqual([]);
    await handle(input);

    expect(published()).toHaveLength(2);
  });

  it('has nothing to do for a test message, and passes over what is no record', async () => {
    expect(await handle(batch(['reachable?'], 'CONTROL_MESSAGE'))).toEqual({ records: 0, alerts: 0, others: 0 });
    expect(await handle(batch(['{"a":1}', 'text', call('CreateUser')]))).toMatchObject({ records: 1, others: 2 });
  });

  it('refuses what no subscription hands over, with the reason', async () => {
    await expect(handle({ awslogs: { data: 'AAAA' } })).rejects.toThrow(
      /^the event is not a batch of a subscription: .*is not gzipped JSON/,
    );
    await expect(handle({ Records: [] })).rejects.toThrow(/awslogs/);
  });
});
