import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { DescribeAlarmHistoryCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { sharedData, sharedPath } from '../../../support/shared.ts';
import { type Given, given } from './support.ts';

const minute = 60_000;
const five = 5 * minute;

/** When the records that CIS 1.2 control 1 counts happened: the pattern is done by hand here, so that this test owes nothing to ours. */
function unauthorizedCalls(): number[] {
  const seen = new Set<string>();
  const times: number[] = [];
  for (const line of gunzipSync(readFileSync(sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz')))
    .toString()
    .split('\n')) {
    if (line === '') continue;
    const { eventID, eventTime, errorCode } = JSON.parse(line) as {
      eventID: string;
      eventTime: string;
      errorCode?: string;
    };
    if (seen.has(eventID)) continue;
    seen.add(eventID);
    if (errorCode?.endsWith('UnauthorizedOperation') || errorCode?.startsWith('AccessDenied'))
      times.push(Date.parse(eventTime));
  }
  return times.sort((a, b) => a - b);
}

/** The transitions of a 1 of 1 alarm over sliding five-minute sums, minute by minute, from nothing but AWS's rule. */
function expectedTransitions(times: readonly number[], from: number, to: number): [number, string][] {
  const perMinute = new Map<number, number>();
  for (const at of times) perMinute.set(Math.floor(at / minute), (perMinute.get(Math.floor(at / minute)) ?? 0) + 1);
  const transitions: [number, string][] = [];
  let state = 'INSUFFICIENT_DATA';
  for (let at = from + minute; at <= to; at += minute) {
    let next = 'INSUFFICIENT_DATA';
    for (let back = 0; back < 15 && next === 'INSUFFICIENT_DATA'; back++) {
      if (perMinute.has(at / minute - 1 - back)) next = 'ALARM';
    }
    if (next !== state) transitions.push([at, next]);
    state = next;
  }
  return transitions;
}

const transitionsOf = async ({ client }: Given) => {
  const items = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new DescribeAlarmHistoryCommand({ HistoryItemType: 'StateUpdate', ScanBy: 'TimestampAscending', NextToken }),
    );
    items.push(...(page.AlarmHistoryItems ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return items.map(({ Timestamp, HistorySummary }) => [Timestamp?.getTime(), HistorySummary?.split(' to ')[1]]);
};

describe.skipIf(!sharedData)('CIS 1.2 control 1 on real records', () => {
  const times = sharedData ? unauthorizedCalls() : [];
  const from = Math.floor((times[0] ?? 0) / five) * five - five;
  const to = (times.at(-1) ?? 0) + 60 * minute;

  it('breaches in 984 aligned periods and turns when an independent computation says', async () => {
    const here = await given(from);
    await here.alarm({
      Statistic: 'Sum',
      Period: 300,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
    const datum = {
      scope: '123456789012/us-east-1',
      namespace: 'shop',
      name: 'latency',
      dimensions: {},
      unit: 'None',
      value: 1,
    };
    here.ports.put(times.map((timestamp) => ({ ...datum, timestamp })));

    await here.clock.advanceTo(to);

    const Metric = { Namespace: 'shop', MetricName: 'latency' };
    const { MetricDataResults } = await here.client.send(
      new GetMetricDataCommand({
        StartTime: new Date(from),
        EndTime: new Date(to),
        MetricDataQueries: [{ Id: 'm1', MetricStat: { Metric, Period: 300, Stat: 'Sum' } }],
      }),
    );
    const values = MetricDataResults?.[0]?.Values ?? [];
    expect(values.filter((value) => value >= 1)).toHaveLength(984);
    expect(values.reduce((a, b) => a + b, 0)).toBe(times.length);
    expect(await transitionsOf(here)).toEqual(expectedTransitions(times, from, to));
  });
});
