import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { actorOf, asRecord, isGlobal } from '../../core/cloudtrail/index.ts';
import { generateWeek } from '../../samples/index.ts';

const end = Date.UTC(2026, 10, 20, 8, 0, 0);
const week = generateWeek({ seed: 7, end, region: 'ap-northeast-2' });
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

describe('the sample week', () => {
  it('is the same, byte for byte, for the same seed and end', () => {
    expect(digest(generateWeek({ seed: 7, end, region: 'ap-northeast-2' }))).toBe(digest(week));
    expect(digest(generateWeek({ seed: 8, end, region: 'ap-northeast-2' }))).not.toBe(digest(week));
  });

  it('holds a few thousand records, each with its own id, in order, within seven days', () => {
    const keys = week.records.map(({ eventTime, eventID }) => `${eventTime} ${eventID}`);
    expect(keys).toEqual(keys.toSorted());
    expect(new Set(week.records.map(({ eventID }) => eventID)).size).toBe(week.records.length);
    expect(week.records.length).toBeGreaterThan(2000);
    expect(week.records.length).toBeLessThan(8000);
    for (const { eventTime } of week.records) {
      expect(eventTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(Date.parse(eventTime)).toBeGreaterThanOrEqual(end - 7 * 86_400_000);
      expect(Date.parse(eventTime)).toBeLessThanOrEqual(end);
    }
  });

  it('measures every instance each five minutes, busier after dinner in Seoul than before dawn', () => {
    const instances = week.items.filter(({ resourceType }) => resourceType === 'AWS::EC2::Instance');
    const data = week.metrics.flat();
    const cpu = data.filter(({ name }) => name === 'CPUUtilization');
    const averageAt = (hourOfSeoul: number) => {
      const values = cpu.filter(({ timestamp }) => (new Date(timestamp).getUTCHours() + 9) % 24 === hourOfSeoul);
      return values.reduce((sum, { value }) => sum + value, 0) / values.length;
    };

    expect(new Set(data.map(({ dimensions }) => dimensions.InstanceId))).toEqual(
      new Set(instances.map(({ resourceId }) => resourceId)),
    );
    expect(new Set(data.map(({ timestamp }) => timestamp % 300_000))).toEqual(new Set([0]));
    expect(cpu).toHaveLength(new Set(instances.map(({ resourceId }) => resourceId)).size * 7 * 288);
    for (const { value } of cpu) expect(value > 0 && value < 100).toBe(true);
    expect(averageAt(21)).toBeGreaterThan(5 * averageAt(4));
  });

  it("has the shape of CloudTrail's records", () => {
    for (const record of week.records) {
      expect(asRecord(record)).toBe(record);
      expect(record).toMatchObject({ eventVersion: '1.11', recipientAccountId: '123456789012', managementEvent: true });
      expect(record.eventID).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(actorOf(record).name).not.toBe('unknown');
      if (isGlobal(record.eventSource)) expect(record.awsRegion).toBe('us-east-1');
    }
  });

  it('calls only from addresses that belong to nobody', () => {
    const addresses = week.records.map(({ sourceIPAddress }) => sourceIPAddress ?? '').filter((one) => /^\d/.test(one));
    for (const address of new Set(addresses))
      expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113|10\.20\.\d+)\.\d+$/);
  });

  it('tells the story of the intrusion in its order', () => {
    const from = week.records.filter(({ sourceIPAddress }) => sourceIPAddress === '198.51.100.77');
    const story = [
      'CreateUser',
      'CreateAccessKey',
      'AttachUserPolicy',
      'CreateLoginProfile',
      'ConsoleLogin',
      'PutBucketPolicy',
      'AuthorizeSecurityGroupIngress',
      'StopLogging',
    ];
    expect(from.map(({ eventName }) => eventName).filter((name) => story.includes(name))).toEqual(story);
    expect(from.filter(({ errorCode }) => errorCode !== undefined).length).toBeGreaterThan(10);
  });

  it('is silent while the trail is stopped', () => {
    const stop = week.records.findIndex(({ eventName }) => eventName === 'StopLogging');
    const [stopped, started] = [week.records[stop]!, week.records[stop + 1]!];
    expect(started.eventName).toBe('StartLogging');
    expect(Date.parse(started.eventTime) - Date.parse(stopped.eventTime)).toBe(20 * 60_000);
  });

  it('comes with configuration items for what the intrusion changed', () => {
    const states = (type: string, name: string) =>
      week.items
        .filter((item) => item.resourceType === type && item.resourceName === name)
        .map(({ configuration }) => configuration);
    expect(
      states('AWS::EC2::SecurityGroup', 'shop-web').map((one) => JSON.stringify(one).includes('"fromPort":22')),
    ).toEqual([false, true, false]);
    expect(states('AWS::CloudTrail::Trail', 'management-events').map((one) => one?.isLogging)).toEqual([
      true,
      false,
      true,
    ]);
    expect(states('AWS::IAM::User', 'svc-backup').length).toBe(6);
    expect(
      new Set(
        week.items.filter(({ resourceName }) => resourceName === 'svc-backup').map(({ resourceId }) => resourceId),
      ).size,
    ).toBe(1);
    const times = week.items.map(({ configurationItemCaptureTime }) => configurationItemCaptureTime);
    expect(times).toEqual(times.toSorted());
  });
});
