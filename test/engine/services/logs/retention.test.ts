import {
  DescribeLogGroupsCommand,
  GetLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { DAY, givenStream, HOUR, NOW } from './given.ts';

async function givenRetention() {
  const given = await givenStream();
  const { client, parts } = given;
  return {
    ...given,
    retain: (retentionInDays: number) =>
      client.send(new PutRetentionPolicyCommand({ logGroupName: 'g', retentionInDays })),
    async texts() {
      const { events } = await client.send(new GetLogEventsCommand({ logGroupName: 'g', logStreamName: 's' }));
      return events?.map(({ message }) => message).join('');
    },
    async storedBytes() {
      return (await client.send(new DescribeLogGroupsCommand({}))).logGroups?.[0]?.storedBytes;
    },
    until: (ms: number) => parts.clock.advanceTo(NOW + ms),
  };
}

describe('a group’s retention', () => {
  it('hides an event when its time has come, and deletes it soon after', async () => {
    const { until, put, retain, storedBytes, texts } = await givenRetention();
    await retain(1);
    await put('g', 's', [
      { timestamp: NOW - 12 * HOUR, message: 'a' },
      { timestamp: NOW, message: 'b' },
    ]);

    await until(12 * HOUR);
    expect(await texts()).toBe('ab');
    await until(12 * HOUR + 1);
    expect(await texts()).toBe('b');
    await until(DAY + 1);
    expect(await texts()).toBe('');
    await until(DAY + 2 * HOUR);
    expect(await storedBytes()).toBe(0);
  });

  it('deletes what came before it was set, and keeps everything without one', async () => {
    const { until, put, retain, storedBytes } = await givenRetention();
    await put('g', 's', [{ timestamp: NOW, message: 'kept' }]);

    await until(400 * DAY);
    expect(await storedBytes()).toBe(4);
    await retain(365);
    await until(400 * DAY + 2 * HOUR);
    expect(await storedBytes()).toBe(0);
  });

  it('follows a longer retention set meanwhile', async () => {
    const { until, put, retain, storedBytes } = await givenRetention();
    await retain(1);
    await put('g', 's', [{ timestamp: NOW, message: 'kept' }]);

    await retain(7);
    await until(6 * DAY);
    expect(await storedBytes()).toBe(4);
    await until(8 * DAY);
    expect(await storedBytes()).toBe(0);
  });
});
