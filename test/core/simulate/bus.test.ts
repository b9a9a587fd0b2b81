import { describe, expect, it } from 'vitest';
import { eventOf } from '../../../core/cloudtrail/index.ts';
import { eventText, isReadOnlyManagement, kindOf, simulated } from '../../../core/simulate/index.ts';
import { generateWeek } from '../../../samples/index.ts';

const call = (eventSource: string, eventName: string, more: object = {}) =>
  kindOf({ eventTime: '2026-01-01T00:00:00Z', awsRegion: 'us-east-1', eventSource, eventName, ...more });

describe('what reaches the event bus', () => {
  it('keeps management calls that Describe, Get or List for rules that ask for all of them', () => {
    const names = ['DescribeInstances', 'GetUser', 'ListUsers'];
    expect(names.map((name) => isReadOnlyManagement(call('ec2.amazonaws.com', name)))).toEqual([true, true, true]);
  });

  it('lets every rule see other calls that only read', () => {
    const names = ['AssumeRole', 'LookupEvents', 'HeadBucket', 'CreateUser', 'Decrypt'];
    for (const name of names)
      expect(isReadOnlyManagement(call('sts.amazonaws.com', name, { readOnly: true }))).toBe(false);
  });

  it('makes the exceptions AWS makes for STS', () => {
    expect(isReadOnlyManagement(call('sts.amazonaws.com', 'GetSessionToken'))).toBe(false);
    expect(isReadOnlyManagement(call('sts.amazonaws.com', 'GetFederationToken'))).toBe(false);
    expect(isReadOnlyManagement(call('sts.amazonaws.com', 'GetCallerIdentity'))).toBe(true);
  });

  it('does not count data events and service events among management calls', () => {
    expect(isReadOnlyManagement(call('s3.amazonaws.com', 'GetObject', { managementEvent: false }))).toBe(false);
    expect(isReadOnlyManagement(call('kms.amazonaws.com', 'GetKey', { eventType: 'AwsServiceEvent' }))).toBe(false);
  });
});

describe("a record's event as text", () => {
  it('is the event of the parsed record', () => {
    const { records } = generateWeek({ seed: 3, end: Date.UTC(2026, 5, 1) });
    for (const record of records.slice(0, 400)) {
      const one = simulated(record);
      expect(JSON.parse(eventText(one, one.text))).toEqual(eventOf(record));
    }
  });
});
