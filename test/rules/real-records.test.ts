import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { actorOf, type CloudTrailRecord, eventOf, outcomeOf } from '../../core/cloudtrail/index.ts';
import { matchesEvent, parseEventPattern } from '../../core/event-pattern/index.ts';
import { FilterSet, parseFilterPattern } from '../../core/filter-pattern/index.ts';
import { alertMessage } from '../../core/message/index.ts';
import { alertById, alerts, metricAlarms } from '../../rules/catalogue.ts';
import { sharedData, sharedPath } from '../support/shared.ts';

const patterns = alerts.map(({ id, pattern }) => ({ id, pattern: parseEventPattern(JSON.stringify(pattern)) }));

const firing = (record: CloudTrailRecord): string[] => {
  const event = eventOf(record);
  return patterns.filter(({ pattern }) => matchesEvent(pattern, event)).map(({ id }) => id);
};

describe.skipIf(!sharedData)('on the real records of an account that was broken into', () => {
  let lines: string[];
  let records: CloudTrailRecord[];
  let fired: { id: string; record: CloudTrailRecord }[];

  beforeAll(() => {
    const text = gunzipSync(readFileSync(sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz'))).toString('utf8');
    const distinct = new Map<string, { line: string; record: CloudTrailRecord }>();
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const record = JSON.parse(line) as CloudTrailRecord;
      distinct.set(record.eventID ?? line, { line, record });
    }
    lines = [...distinct.values()].map(({ line }) => line);
    records = [...distinct.values()].map(({ record }) => record);
    fired = records.flatMap((record) => firing(record).map((id) => ({ id, record })));
  });

  it('alerts on these things, so many times, and on nothing else', () => {
    const counts = Object.groupBy(fired, ({ id }) => id);
    expect(Object.fromEntries(Object.entries(counts).map(([id, found]) => [id, found?.length]))).toEqual({
      'root-signed-in-without-mfa': 3,
      'root-sign-in-failed': 1,
      'root-made-change': 13,
      'access-key-created': 1,
      'inline-policy-all-actions': 1,
      'trail-changed': 3,
    });
  });

  it('catches the intruder making themselves administrator, and the second key', () => {
    const intruder = fired.filter(({ record }) => actorOf(record).name === 'jmerckle');
    expect(intruder.map(({ id, record }) => [id, record.eventName, record.eventTime])).toEqual([
      ['inline-policy-all-actions', 'PutUserPolicy', '2021-07-29T13:06:49Z'],
      ['access-key-created', 'CreateAccessKey', '2021-07-29T13:10:42Z'],
    ]);
  });

  it('writes a subject a phone can show for each', () => {
    const subjects = intruderSubjects();
    expect(subjects).toEqual([
      '[CRITICAL] Inline policy with every action: jmerckle by jmerckle',
      '[MEDIUM] Access key created: jmerckle by jmerckle',
    ]);
  });

  const intruderSubjects = () =>
    fired
      .filter(({ record }) => actorOf(record).name === 'jmerckle')
      .map(({ id, record }) => {
        const rule = alertById(id)!;
        return alertMessage({ rule, record, about: rule.about(record), lang: 'en' }).subject;
      });

  it('counts for each monitoring control what it means, the log delivery noise left out', () => {
    const set = new FilterSet(metricAlarms.map(({ filter }) => parseFilterPattern(filter.filterPattern)));
    const counts = new Map<string, number>();
    for (const line of lines) {
      for (const index of set.match(line)) {
        const { id } = metricAlarms[index]!;
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
    expect(Object.fromEntries(counts)).toEqual({
      'cis-unauthorized-api-calls': 4,
      'cis-sign-in-without-mfa': 3,
      'cis-root-usage': 655,
      'cis-iam-policy-changes': 3,
      'cis-cloudtrail-changes': 8,
      'cis-sign-in-failures': 1,
      'cis-s3-bucket-policy-changes': 1,
    });
  });

  it('names somebody for every record', () => {
    expect(records.filter((record) => /^(unknown|)$/.test(actorOf(record).name))).toEqual([]);
    expect(records.filter((record) => outcomeOf(record).kind === 'denied').length).toBeGreaterThan(9686);
  });
});

interface Labelled {
  readonly rule: string;
  readonly test: string;
  readonly expected: boolean;
  readonly event: CloudTrailRecord;
}

describe.skipIf(!sharedData)("on others' labelled events", () => {
  /** Their rules that mean what one of ours means; the events their rule fires on must fire ours, the others must not. */
  const same: Record<string, string> = {
    'AWS.IAM.CreateUser': 'iam-user-created',
    'AWS.IAM.AttachAdminUserPolicy': 'admin-policy-attached',
    'AWS.IAM.AttachAdminRolePolicy': 'admin-policy-attached',
    'AWS.Console.RootLogin': 'root-signed-in-without-mfa',
    'AWS.Console.RootLoginFailed': 'root-sign-in-failed',
    'AWS.CloudTrail.RootAccessKeyCreated': 'root-credentials-changed',
    'AWS.CloudTrail.RootPasswordChanged': 'root-credentials-changed',
    'AWS.CloudTrail.Stopped': 'trail-stopped',
    'AWS.CloudTrail.EventSelectorsDisabled': 'trail-stopped',
    'AWS.EC2.EBS.Encryption.Disabled': 'ebs-encryption-turned-off',
    'AWS.RDS.SnapshotShared': 'snapshot-shared',
    'AWS.S3.DeletePublicAccessBlock': 'public-access-block-removed',
    'AWS.VPCFlow.LogsDeleted': 'flow-logs-deleted',
    'AWS.EC2.RouteTableModified': 'network-path-changed',
    'AWS.CloudTrail.AttemptToLeaveOrg': 'organization-left',
  };

  const labelled = (): Labelled[] =>
    readFileSync(sharedPath('cloudtrail/labelled-events.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Labelled)
      .filter(({ rule }) => rule in same);

  it('agrees with them', () => {
    const differing = labelled().flatMap(({ rule, test, expected, event }) => {
      const fires = firing(asDelivered(event)).includes(same[rule] ?? '');
      return fires === expected ? [] : [`${rule}: ${test} (theirs ${expected}, ours ${fires})`];
    });
    expect(differing).toEqual([]);
  });

  /** Their records are cut down; AWS always says what kind of event it is. */
  const asDelivered = (event: CloudTrailRecord): CloudTrailRecord => ({
    eventType: event.eventName === 'ConsoleLogin' ? 'AwsConsoleSignIn' : 'AwsApiCall',
    ...event,
  });
});
