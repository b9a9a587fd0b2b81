import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type CountedFilter,
  everyManagedRule,
  readFilters,
  replayPage,
  replaySummary,
  runReplay,
} from '../../replay/index.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { generateWeek } from '../../samples/index.ts';
import { sharedData, sharedJson, sharedPath } from '../support/shared.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-'));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const filtersFrom = (entries: unknown) => readFilters(file('filters.json', JSON.stringify(entries)));

const { records } = generateWeek({ seed: 1, end: Date.UTC(2026, 10, 20, 9), region: 'ap-northeast-2' });
const week = file('week.json', JSON.stringify({ Records: records }));

describe('a replay of the sample week', () => {
  it('tells of the intrusion, in the shape others rely on', async () => {
    const result = await runReplay({ paths: [week], rules: catalogue });
    expect(result).toMatchObject({
      events: records.length,
      distinct: records.length,
      duplicates: 0,
      from: records[0]?.eventTime,
      to: records.at(-1)?.eventTime,
      seconds: expect.any(Number),
      skipped: [],
    });
    expect(result.alerts.find(({ rule }) => rule === 'iam-user-created')).toMatchObject({
      time: expect.stringMatching(/^2026-11-20T\d\d:\d\d:\d\dZ$/),
      eventId: expect.any(String),
      actor: 'batch-upload',
      resource: 'svc-backup',
    });
    expect(new Set(result.alerts.map(({ rule }) => rule))).toContain('trail-stopped');
    expect(result.alarms.filter(({ to }) => to === 'ALARM').map(({ alarm }) => alarm)).toContain(
      'trailkeeper-cis-unauthorized-api-calls',
    );
  });

  it('tells the same, as to alerts, of a deploy whose home is where people work', async () => {
    const [everywhere, atHome] = await Promise.all([
      runReplay({ paths: [week], rules: catalogue }),
      runReplay({ paths: [week], rules: catalogue, homeRegion: 'ap-northeast-2' }),
    ]);
    expect(atHome.alerts).toEqual(everywhere.alerts);
    const elsewhere = await runReplay({ paths: [week], rules: catalogue, homeRegion: 'eu-west-1' });
    expect(elsewhere.alerts.map(({ rule }) => rule)).toContain('iam-user-created');
    expect(elsewhere.alerts.map(({ rule }) => rule)).not.toContain('trail-stopped');
  });

  it('counts filters that are asked for, and names one that AWS would refuse with its column', async () => {
    const filters = filtersFrom([
      { id: 'users', pattern: '{ $.eventName = CreateUser }' },
      { id: 'broken', pattern: '{ $.a = Failed authentication }' },
      { id: 'all', pattern: '' },
    ]);
    const result = await runReplay({ paths: [week], rules: [], filters });
    expect(result.filters).toMatchObject([
      { filter: 'users', matches: 1, periods: { seconds: 300, breaching: 1, of: 2016 - 1 } },
      { filter: 'broken', matches: 0, error: { message: 'Invalid metric filter pattern', column: 16 } },
      { filter: 'all', matches: records.length },
    ]);
  });

  it('is summed up for a person', async () => {
    const filters = filtersFrom([{ id: 'users', pattern: '{ $.eventName = CreateUser }' }]);
    const result = await runReplay({ paths: [week], rules: catalogue, filters });
    const lines = replaySummary({ ...result, seconds: 0.4 }, catalogue).split('\n');
    expect(lines[0]).toBe(
      `${records.length.toLocaleString('en-US')} records, ${records.length.toLocaleString('en-US')} distinct, 2026-11-13 to 2026-11-20 UTC, in 0.4 s`,
    );
    expect(lines.find((line) => line.includes('IAM user created'))).toMatch(
      /^ {2}ALERT +medium +IAM user created: svc-backup +11-20 \d\d:\d\d {2}by batch-upload {2}from 198\.51\.100\.77$/,
    );
    expect(lines.find((line) => line.includes('Unauthorized API calls'))).toMatch(/ALARM +medium .* periods of 5 min/);
    expect(lines.find((line) => line.includes('FILTER'))).toMatch(/users +1 record, 1 of 2,015 periods of 5 min/);
  });

  it('makes a page that no name in a record can break', async () => {
    const evil = {
      ...records.at(-1)!,
      eventID: 'e',
      eventName: 'CreateUser',
      eventSource: 'iam.amazonaws.com',
      awsRegion: 'us-east-1',
      requestParameters: { userName: '<script>alert("x")</script>' },
    };
    const result = await runReplay({ paths: [file('evil.json', JSON.stringify(evil))], rules: catalogue });
    const page = replayPage(result, catalogue);
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(page).not.toContain('<script');
    expect(page).not.toMatch(/(src|href)=/);
    expect(replayPage(result, catalogue, 'ko')).not.toContain('<script');
    expect(replaySummary(result, catalogue)).toContain('IAM user created');
  });

  it('says on its page where a list ends before what it lists', async () => {
    const made = Array.from({ length: 1200 }, (_, index) => ({
      ...records[0]!,
      eventID: `e-${index}`,
      eventName: 'CreateUser',
      eventSource: 'iam.amazonaws.com',
      awsRegion: 'us-east-1',
      requestParameters: { userName: 'mallory' },
    }));
    const path = file('many.ndjson', made.map((one) => JSON.stringify(one)).join('\n'));
    const page = replayPage(await runReplay({ paths: [path], rules: catalogue }), catalogue);
    expect(page.match(/<code>e-\d+<\/code>/g)).toHaveLength(1000);
    expect(page).toContain('The first 1,000 of 1,200; replay --json has them all.');
  });

  it('names a rule whose pattern AWS would refuse', async () => {
    const [alert] = catalogue.filter((rule) => rule.kind === 'alert');
    const rules = [{ ...alert!, pattern: { source: [] } }];
    await expect(runReplay({ paths: [week], rules })).rejects.toThrow(/^rule "iam-user-created": AWS would refuse/);
  });

  it('is content with an archive in which nothing happened', async () => {
    const result = await runReplay({ paths: [file('empty.json', '{"Records":[]}')], rules: catalogue });
    expect(result).toMatchObject({ events: 0, from: null, to: null, alerts: [], alarms: [], blind: [] });
    expect(replaySummary(result, catalogue)).toMatch(/^no records, in .*\n\n {2}nothing to tell/);
    expect(replayPage(result, catalogue)).toContain('no records');
  });
});

describe('a file of filters', () => {
  it('says which entry is none', () => {
    expect(() => filtersFrom({ id: 'a' })).toThrow(/filters\.json: not a list/);
    expect(() => filtersFrom([{ id: 'a', pattern: '' }, { id: 'b' }])).toThrow(/filters\.json: entry 2 is not/);
    expect(() =>
      filtersFrom([
        { id: 'a', pattern: '' },
        { id: 'a', pattern: '' },
      ]),
    ).toThrow(/two filters have the id "a"/);
    expect(() => readFilters(file('broken.json', '['))).toThrow(/broken\.json: /);
    expect(() => readFilters(join(folder, 'none.json'))).toThrow(/none\.json/);
  });
});

interface Control {
  readonly n: number;
  readonly patterns: Record<string, string[]>;
  readonly securityHub?: { readonly pattern: string };
}

describe('a replay of records beside AWS Config files', () => {
  it('goes on from what Config recorded', async () => {
    const snapshot = {
      fileVersion: '1.0',
      configurationItems: [
        {
          configurationItemCaptureTime: '2026-11-01T00:00:00Z',
          configurationItemStatus: 'OK',
          awsAccountId: '123456789012',
          awsRegion: 'us-east-1',
          resourceType: 'AWS::S3::Bucket',
          resourceId: 'books',
          configuration: { name: 'books' },
          supplementaryConfiguration: {},
        },
        { resourceType: 'AWS::S3::Bucket' },
      ],
    };
    const block = {
      eventVersion: '1.11',
      eventTime: '2026-11-02T00:00:00Z',
      eventSource: 's3.amazonaws.com',
      eventName: 'PutBucketPublicAccessBlock',
      eventID: 'e-1',
      awsRegion: 'us-east-1',
      recipientAccountId: '123456789012',
      userIdentity: { type: 'IAMUser', userName: 'ada' },
      requestParameters: {
        bucketName: 'books',
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      },
    };
    mkdirSync(join(folder, 'both'), { recursive: true });
    file('both/snapshot.json', JSON.stringify(snapshot));
    file('both/records.ndjson', `${JSON.stringify(block)}\n${JSON.stringify(snapshot.configurationItems[0])}\n`);
    const result = await runReplay({ paths: [join(folder, 'both')], rules: catalogue });
    expect(result.compliance.map(({ rule, time, from, to, actor }) => [rule, time, from, to, actor])).toEqual([
      ['s3-bucket-blocks-public-access', '2026-11-01T00:00:00Z', 'INSUFFICIENT_DATA', 'NON_COMPLIANT', null],
      ['s3-bucket-blocks-public-access', '2026-11-02T00:00:00Z', 'NON_COMPLIANT', 'COMPLIANT', 'ada'],
    ]);
    expect(result.events).toBe(1);
    expect(result.resources.map(({ resourceId, changes }) => [resourceId, changes.length])).toEqual([['books', 2]]);
    expect(result.skipped).toMatchObject([{ reason: expect.stringMatching(/configurationItems\[1\]/) }]);
  });
});

describe('a replay of an account with AWS Config on', () => {
  it("takes Config's own item for each change, and names the call behind it", async () => {
    const { records: all, items } = generateWeek({ seed: 1, end: Date.UTC(2026, 10, 20, 9) });
    mkdirSync(join(folder, 'config'), { recursive: true });
    file('config/records.json', JSON.stringify({ Records: all }));
    file('config/history.json', JSON.stringify({ fileVersion: '1.0', configurationItems: items }));
    const result = await runReplay({ paths: [join(folder, 'config')], rules: catalogue });
    const group = result.resources.find(({ resourceName }) => resourceName === 'shop-web');
    expect(
      group?.changes.map(({ changeType, callers }) => [changeType, callers.map(({ eventName }) => eventName)]),
    ).toEqual([
      ['CREATE', []],
      ['UPDATE', ['AuthorizeSecurityGroupIngress']],
      ['UPDATE', ['RevokeSecurityGroupIngress']],
    ]);
    const opened = result.compliance.find(
      ({ rule, to }) => rule === 'security-group-closes-admin-ports' && to === 'NON_COMPLIANT',
    );
    expect(opened).toMatchObject({ name: 'shop-web', from: 'COMPLIANT', actor: 'svc-backup' });
  });
});

describe.skipIf(!sharedData)('a replay of real records', () => {
  /** Every published text, under the keys of the expected counts. */
  const cisFilters = () => {
    const entries = sharedJson<Control[]>('cis-metric-filters.json').flatMap(({ n, patterns, securityHub }) => {
      const textOf = (version: string) =>
        Object.entries(patterns).find(([, versions]) => versions.includes(version))?.[0];
      const first = [
        { id: '1.v12', pattern: securityHub?.pattern },
        { id: '1.v14-3.0', pattern: textOf('1.4') },
        { id: '1.v4+', pattern: textOf('4.0') },
      ];
      return n === 1 ? first : [{ id: String(n), pattern: textOf('1.4') }];
    });
    return filtersFrom(entries.filter(({ pattern }) => pattern !== undefined));
  };

  it('gives for every CIS control the counts of an independent reading', async () => {
    const result = await runReplay({
      paths: [sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz')],
      rules: catalogue,
      filters: cisFilters(),
    });
    const expected = sharedJson<Record<string, { unique_hits: Record<string, number> }>>(
      'cloudtrail/cis-expected-hits.json',
    );
    const hits = expected['s3-ransomware-lab']!.unique_hits;
    const asked = result.filters.filter(({ filter }) => /^\d/.test(filter));
    expect(Object.fromEntries(asked.map(({ filter, matches }) => [filter, matches]))).toEqual(
      Object.fromEntries(asked.map(({ filter }) => [filter, hits[filter] ?? 0])),
    );
    expect([result.events, result.distinct, result.duplicates]).toEqual([30476, 23980, 6496]);
    expect(asked.find(({ filter }) => filter === '1.v12')?.periods).toEqual({ seconds: 300, breaching: 984, of: 1372 });
  });

  it('rebuilds what was changed, and has the rules judge what is known of it', async () => {
    const result = await runReplay({
      paths: [sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz')],
      rules: catalogue,
      managed: everyManagedRule(),
    });
    const verdicts = result.compliance.map(({ rule, resource, name, time, from, to, actor }) =>
      [time, rule, name ?? resource, from, to, actor].join(' '),
    );
    // The user's policy is known, so that they have one of their own; whether the bucket is versioned nobody knows.
    expect(verdicts).toEqual([
      '2021-07-29T13:06:49Z iam-user-without-own-policies jmerckle INSUFFICIENT_DATA NON_COMPLIANT jmerckle',
      '2021-07-29T13:06:49Z IAM_NO_INLINE_POLICY_CHECK jmerckle INSUFFICIENT_DATA NON_COMPLIANT jmerckle',
      '2021-07-29T13:06:49Z IAM_USER_NO_POLICIES_CHECK jmerckle INSUFFICIENT_DATA NON_COMPLIANT jmerckle',
      ...verdicts.slice(3),
    ]);
    expect(result.compliance.filter(({ resource }) => resource === 'AWS::S3::Bucket/falsimentis-log')).toMatchObject([
      { rule: 'S3_BUCKET_SSL_REQUESTS_ONLY', to: 'NON_COMPLIANT', actor: 'root' },
    ]);
    expect(result.compliance.filter(({ rule }) => rule === 'CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED')).toMatchObject([
      { from: 'INSUFFICIENT_DATA', to: 'NON_COMPLIANT', time: '2021-07-29T23:53:36Z' },
      { from: 'NON_COMPLIANT', to: 'COMPLIANT', time: '2021-07-29T23:53:53Z' },
    ]);
    const trail = result.resources.find(({ resourceId }) => resourceId === 'management-events');
    expect(trail?.changes.map(({ callers: [caller] }) => [caller?.eventName, caller?.actor, caller?.from])).toEqual([
      ['CreateTrail', 'root', expect.any(String)],
      ['PutEventSelectors', 'root', expect.any(String)],
      ['StartLogging', 'root', expect.any(String)],
      ['UpdateTrail', 'root', expect.any(String)],
    ]);
  });

  it('counts the same over the bucket layout as over its records in one file', async () => {
    const filters: CountedFilter[] = cisFilters();
    const layout = await runReplay({ paths: [sharedPath('cloudtrail/s3-layout')], rules: catalogue, filters });
    const kept = new Set<string>();
    const flat: string[] = [];
    const { readArchive } = await import('../../replay/index.ts');
    for await (const batch of readArchive([sharedPath('cloudtrail/s3-layout')]).batches)
      for (const { eventID } of batch) kept.add(eventID);
    for await (const batch of readArchive([sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz')]).batches)
      for (const { eventID, text } of batch) if (kept.has(eventID)) flat.push(text);
    mkdirSync(join(folder, 'flat'));
    const one = await runReplay({ paths: [file('flat/flat.ndjson', flat.join('\n'))], rules: catalogue, filters });
    expect([layout.events, layout.distinct]).toEqual([1014, 959]);
    for (const part of ['alerts', 'alarms', 'filters', 'blind', 'from', 'to'] as const)
      expect(layout[part]).toEqual(one[part]);
  });
});
