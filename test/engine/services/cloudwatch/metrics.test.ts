import {
  DescribeAnomalyDetectorsCommand,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  GetMetricStatisticsCommand,
  type GetMetricStatisticsCommandInput,
  ListMetricsCommand,
  type MetricDatum,
  PutAnomalyDetectorCommand,
  PutMetricDataCommand,
  type StandardUnit,
  type Statistic,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { type Given, given, start } from './support.ts';

const minute = 60_000;
const put = ({ client }: Given, MetricData: MetricDatum[], Namespace = 'shop') =>
  client.send(new PutMetricDataCommand({ Namespace, MetricData }));
const around = { StartTime: new Date(start - minute), EndTime: new Date(start + minute) };

const data = async (here: Given, input: Partial<GetMetricDataCommandInput>) =>
  (await here.client.send(new GetMetricDataCommand({ ...around, MetricDataQueries: [], ...input })))
    .MetricDataResults ?? [];

const query = (Stat: string, Period = 60, Unit?: StandardUnit, Id = 'm1') => ({
  Id,
  MetricStat: { Metric: { Namespace: 'shop', MetricName: 'metric1' }, Period, Stat, Unit },
});

describe('datapoints', () => {
  it('come back as statistics of their minute', async () => {
    const here = await given();
    await put(here, [{ MetricName: 'metric1', Values: [1, 10], Counts: [2, 4], Unit: 'Count' }]);

    const { Datapoints } = await here.client.send(
      new GetMetricStatisticsCommand({
        ...around,
        Namespace: 'shop',
        MetricName: 'metric1',
        Period: 60,
        Statistics: ['SampleCount', 'Sum', 'Maximum'],
      }),
    );

    expect(Datapoints).toEqual([{ Maximum: 10, SampleCount: 6, Sum: 42, Timestamp: new Date(start), Unit: 'Count' }]);
  });

  it('have percentiles beside no other statistic', async () => {
    const here = await given();
    await put(here, [{ MetricName: 'metric1', Values: [1, 10], Counts: [2, 4], Unit: 'Count' }]);
    const ask = (input: Pick<GetMetricStatisticsCommandInput, 'Statistics' | 'ExtendedStatistics'>) =>
      here.client.send(
        new GetMetricStatisticsCommand({ ...around, Namespace: 'shop', MetricName: 'metric1', Period: 60, ...input }),
      );

    expect((await ask({ ExtendedStatistics: ['p50', 'tm50'] })).Datapoints).toEqual([
      { ExtendedStatistics: { p50: 10, tm50: 4 }, Timestamp: new Date(start), Unit: 'Count' },
    ]);
    await expect(ask({ Statistics: ['Sum'], ExtendedStatistics: ['p50'] })).rejects.toThrow('mutually exclusive');
    await expect(ask({})).rejects.toThrow('Must specify either Statistics or ExtendedStatistics');
  });

  it('of no samples are none', async () => {
    const here = await given();
    await put(here, [{ MetricName: 'metric1', Values: [5, 7], Counts: [0, 0] }]);
    await put(here, [{ MetricName: 'metric1', Values: [5, 7], Counts: [0, 1] }]);

    const [average] = await data(here, { MetricDataQueries: [query('Average')] });

    expect(average?.Values).toEqual([7]);
  });

  it('add up, request after request', async () => {
    const here = await given();
    for (let value = 0; value < 10; value++) await put(here, [{ MetricName: 'metric1', Value: value }]);
    for (const [stat, value] of [
      ['Sum', 45],
      ['Average', 4.5],
      ['Minimum', 0],
      ['SampleCount', 10],
      ['p90', 8],
    ] as const) {
      expect((await data(here, { MetricDataQueries: [query(stat)] }))[0]?.Values).toEqual([value]);
    }
  });

  it('come a thousand at a time, packed by the SDK', async () => {
    const here = await given();
    const MetricData = Array.from({ length: 1000 }, (_, Value) => ({ MetricName: 'metric1', Value }));
    await put(here, MetricData);
    for (const [stat, value] of [
      ['SampleCount', 1000],
      ['p90', 899],
      ['tm90', 449.5],
    ] as const) {
      expect((await data(here, { MetricDataQueries: [query(stat)] }))[0]?.Values).toEqual([value]);
    }
    await expect(put(here, [...MetricData, { MetricName: 'metric1', Value: 1 }])).rejects.toThrow('1000');
  });

  it('put one by one are one row in the end', async () => {
    const here = await given();
    for (let value = 0; value < 100; value++) {
      here.ports.put([
        {
          scope: '123456789012/us-east-1',
          namespace: 'shop',
          name: 'metric1',
          dimensions: {},
          value,
          unit: 'None',
          timestamp: start,
        },
      ]);
    }
    expect((await data(here, { MetricDataQueries: [query('p50')] }))[0]?.Values).toEqual([49]);
    const { rows } = here.store.db.prepare('SELECT COUNT(*) AS rows FROM metric_points').get() ?? {};
    expect(rows).toBeLessThan(64);
  });

  it('of different units stay apart in statistics', async () => {
    const here = await given();
    await put(here, [
      { MetricName: 'metric1', Value: 1, Unit: 'Seconds' },
      { MetricName: 'metric1', Value: 5, Unit: 'Count' },
      { MetricName: 'metric1', Value: 10 },
    ]);
    const input = {
      ...around,
      Namespace: 'shop',
      MetricName: 'metric1',
      Period: 60,
      Statistics: ['Average' as Statistic],
    };
    const { Datapoints = [] } = await here.client.send(new GetMetricStatisticsCommand(input));
    expect(Datapoints.map(({ Average, Unit }) => [Average, Unit])).toEqual([
      [5, 'Count'],
      [10, 'None'],
      [1, 'Seconds'],
    ]);
  });

  it('of different units give one line and a message where none is asked for', async () => {
    const here = await given();
    await put(here, [
      { MetricName: 'metric1', Value: 60_000, Unit: 'Milliseconds' },
      { MetricName: 'metric1', Value: 60, Unit: 'Seconds' },
    ]);
    expect(await data(here, { MetricDataQueries: [query('Sum')] })).toMatchObject([
      {
        Values: [60_000],
        Messages: [{ Code: 'MultipleUnits', Value: "Multiple units returned: '[Milliseconds, Seconds]'" }],
      },
    ]);
    expect(await data(here, { MetricDataQueries: [query('Sum', 60, 'Seconds')] })).toMatchObject([{ Values: [60] }]);
  });

  it('have labels with what differs', async () => {
    const here = await given();
    const labels = async (...queries: [string, number][]) =>
      (
        await data(here, {
          MetricDataQueries: queries.map(([stat, period], index) => query(stat, period, undefined, `m${index}`)),
        })
      ).map(({ Label }) => Label);
    expect(await labels(['Sum', 60], ['Minimum', 30])).toEqual(['metric1 Sum 60', 'metric1 Minimum 30']);
    expect(await labels(['Sum', 60], ['Minimum', 60])).toEqual(['metric1 Sum', 'metric1 Minimum']);
    expect(await labels(['Sum', 60], ['Sum', 30])).toEqual(['metric1 60', 'metric1 30']);
    expect(await labels(['Sum', 60])).toEqual(['metric1']);
  });

  it('come latest first, in pages', async () => {
    const here = await given();
    const MetricData = Array.from({ length: 20 }, (_, index) => ({
      MetricName: 'metric1',
      Value: index,
      Timestamp: new Date(start - (20 - index) * minute),
    }));
    await put(here, MetricData);
    const input = {
      StartTime: new Date(start - 20 * minute),
      EndTime: new Date(start),
      MetricDataQueries: [query('Sum')],
      MaxDatapoints: 12,
    };
    const first = await here.client.send(new GetMetricDataCommand(input));
    const second = await here.client.send(new GetMetricDataCommand({ ...input, NextToken: first.NextToken }));
    expect(first.MetricDataResults?.[0]?.Values).toEqual([19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8]);
    expect(first.MetricDataResults?.[0]?.StatusCode).toBe('PartialData');
    expect(second.MetricDataResults?.[0]?.Values).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
    expect(second.NextToken).toBeUndefined();
    const ascending = await data(here, { ...input, MaxDatapoints: 3, ScanBy: 'TimestampAscending' });
    expect(ascending[0]?.Values).toEqual([0, 1, 2]);
  });

  it('grow coarser with age', async () => {
    const here = await given();
    await put(here, [
      { MetricName: 'metric1', Value: 1, Timestamp: new Date(start), StorageResolution: 1 },
      { MetricName: 'metric1', Value: 2, Timestamp: new Date(start - minute) },
    ]);
    await here.clock.advanceTo(start + 20 * 86_400_000);
    const span = { StartTime: new Date(start - 10 * minute), EndTime: new Date(start + 10 * minute) };
    const [found] = await data(here, { ...span, MetricDataQueries: [query('Sum', 300)] });
    expect(found?.Timestamps).toEqual([new Date(start), new Date(start - 5 * minute)]);
    expect(found?.Values).toEqual([1, 2]);
    expect((await data(here, { ...span, MetricDataQueries: [query('Sum', 60)] }))[0]?.Values).toEqual([]);
    await here.clock.advanceTo(start + 460 * 86_400_000);
    expect((await data(here, { ...span, MetricDataQueries: [query('Sum', 3600)] }))[0]?.Values).toEqual([]);
  });
});

describe('expressions', () => {
  it('are computed over the queries they name, hidden ones too', async () => {
    const here = await given();
    await put(here, [
      { MetricName: 'metric1', Value: 10 },
      { MetricName: 'metric1', Value: 30 },
    ]);
    const results = await data(here, {
      MetricDataQueries: [
        { ...query('Sum'), ReturnData: false },
        { ...query('SampleCount', 60, undefined, 'm2'), ReturnData: false },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a dynamic label of CloudWatch, not of this file
        { Id: 'e1', Expression: 'm1 / m2', Label: 'mean, at most ${MAX}' },
        { Id: 'e2', Expression: 'e1 * 2' },
      ],
    });
    expect(results.map(({ Id, Label, Values }) => [Id, Label, Values])).toEqual([
      ['e1', 'mean, at most 20', [20]],
      ['e2', 'e2', [40]],
    ]);
  });

  it('search among the metrics', async () => {
    const here = await given();
    for (const queue of ['orders', 'mails']) {
      await put(here, [{ MetricName: 'depth', Value: 3, Dimensions: [{ Name: 'Queue', Value: queue }] }]);
    }
    const results = await data(here, {
      MetricDataQueries: [
        { Id: 'each', Expression: `SEARCH('{shop,Queue} MetricName="depth"', 'Sum', 60)`, Label: 'queue' },
        { Id: 'all', Expression: 'SUM(each)' },
      ],
    });
    expect(results.map(({ Id, Label, Values }) => [Id, Label, Values])).toEqual([
      ['each', 'queue depth mails', [3]],
      ['each', 'queue depth orders', [3]],
      ['all', 'all', [6]],
    ]);
  });

  it('give each metric found a dynamic label of its own', async () => {
    const here = await given();
    for (const queue of ['orders', 'mails']) {
      await put(here, [{ MetricName: 'depth', Value: queue.length, Dimensions: [{ Name: 'Queue', Value: queue }] }]);
    }
    const results = await data(here, {
      LabelOptions: { Timezone: '+0100' },
      MetricDataQueries: [
        {
          Id: 'each',
          Expression: `SEARCH('{shop,Queue} MetricName="depth"', 'Sum', 60)`,
          // biome-ignore lint/suspicious/noTemplateCurlyInString: a dynamic label of CloudWatch, not of this file
          Label: "[${PROP('Dim.Queue')} ${PROP('Stat')}: ${MAX} at ${LAST_TIME} of ${LABEL}]",
        },
      ],
    });
    expect(results.map(({ Label }) => Label)).toEqual([
      '[mails Sum: 5 at 2026-11-21 04:00 of depth mails]',
      '[orders Sum: 6 at 2026-11-21 04:00 of depth orders]',
    ]);
  });

  it('are refused with their id, and Metrics Insights by name', async () => {
    const here = await given();
    const send = (Expression: string) => data(here, { MetricDataQueries: [{ Id: 'e1', Expression }] });
    await expect(send('m9 + 1')).rejects.toThrow(
      "Error in expression 'e1': m9 is not the id of a metric or expression",
    );
    await expect(send('e1 + 1')).rejects.toThrow('refers to itself');
    await expect(send('SELECT AVG(x) FROM y')).rejects.toThrow('Metrics Insights');
  });

  it('are refused beside a metric, for periods there are none of, and for pages of nothing', async () => {
    const here = await given();
    const send = (input: Partial<GetMetricDataCommandInput>) => data(here, input);
    await expect(send({ MetricDataQueries: [{ ...query('Sum'), Expression: 'm1' }] })).rejects.toThrow('exclusive');
    await expect(send({ MetricDataQueries: [query('Sum', 45)] })).rejects.toThrow('multiple of 60');
    await expect(send({ MetricDataQueries: [query('Sum')], MaxDatapoints: 0 })).rejects.toThrow('greater than 0');
    await expect(send({ MetricDataQueries: [query('Sum')], LabelOptions: { Timezone: 'KST' } })).rejects.toThrow(
      'Timezone',
    );
  });

  it('are watched by alarms', async () => {
    const here = await given();
    await here.alarm({
      MetricName: undefined,
      Namespace: undefined,
      Statistic: undefined,
      Period: undefined,
      Metrics: [
        { ...query('Sum'), ReturnData: false },
        { Id: 'e1', Expression: 'm1 / 2', Label: 'half', ReturnData: true },
      ],
    });
    await put(here, [{ MetricName: 'metric1', Value: 120 }]);
    await here.clock.advanceTo(start + minute);
    expect(here.events.at(-1)?.detail).toMatchObject({
      state: {
        value: 'ALARM',
        reason: 'Threshold Crossed: 1 datapoint [60.0 (21/11/26 03:00:00)] was greater than the threshold (50.0).',
      },
      configuration: { metrics: [{ id: 'm1' }, { id: 'e1', expression: 'm1 / 2', label: 'half', returnData: true }] },
    });
  });
});

describe('anomaly detection', () => {
  it('learns what is usual and alarms on what is not', async () => {
    const here = await given();
    const metric = { Namespace: 'shop', MetricName: 'metric1' };
    for (let batch = 0; batch < 3; batch++) {
      const MetricData = Array.from({ length: 288 }, (_, index) => {
        const at = start - (batch * 288 + index + 1) * 5 * minute;
        return { MetricName: 'metric1', Value: 100 + (index % 5), Timestamp: new Date(at) };
      });
      await put(here, MetricData);
    }
    await here.client.send(
      new PutAnomalyDetectorCommand({ SingleMetricAnomalyDetector: { ...metric, Stat: 'Average' } }),
    );
    await here.alarm({
      MetricName: undefined,
      Namespace: undefined,
      Statistic: undefined,
      Period: undefined,
      Threshold: undefined,
      ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold',
      ThresholdMetricId: 'ad1',
      Metrics: [query('Average', 300), { Id: 'ad1', Expression: 'ANOMALY_DETECTION_BAND(m1, 3)' }],
    });

    await here.clock.advanceTo(start + minute);
    const states = () =>
      here.events
        .filter(({ detail }) => 'previousState' in detail)
        .map(({ detail }) => (detail as { state: { value: string } }).state.value);
    expect(states()).toEqual(['OK']);
    await put(here, [{ MetricName: 'metric1', Value: 500 }]);
    await here.clock.advanceTo(start + 2 * minute);

    expect(states()).toEqual(['OK', 'ALARM']);
    const { AnomalyDetectors } = await here.client.send(new DescribeAnomalyDetectorsCommand({}));
    expect(AnomalyDetectors).toMatchObject([{ ...metric, Stat: 'Average', StateValue: 'TRAINED' }]);
  });
});

describe('metrics', () => {
  it('are listed once, found by name and dimension, and forgotten after two weeks', async () => {
    const here = await given();
    for (const Value of ['a', 'b', 'a']) {
      await put(here, [
        {
          MetricName: 'metric1',
          Value: 1,
          Dimensions: [
            { Name: 'Host', Value },
            { Name: 'Disk', Value: '/' },
          ],
        },
      ]);
    }
    const list = async (input = {}) => (await here.client.send(new ListMetricsCommand(input))).Metrics ?? [];
    expect(await list()).toHaveLength(2);
    expect(await list({ Dimensions: [{ Name: 'Host', Value: 'b' }] })).toHaveLength(1);
    expect(await list({ Dimensions: [{ Name: 'Disk' }] })).toHaveLength(2);
    expect(await list({ Namespace: 'other' })).toHaveLength(0);
    await here.clock.advanceTo(start + 4 * 3_600_000);
    expect(await list({ RecentlyActive: 'PT3H' })).toHaveLength(0);
    await here.clock.advanceTo(start + 15 * 86_400_000);
    expect(await list()).toHaveLength(0);
  });
});

describe('datapoints of the engine itself', () => {
  it('are taken of any age, and left out where they are none', async () => {
    const here = await given();
    const datum = {
      scope: '123456789012/us-east-1',
      namespace: 'shop',
      name: 'metric1',
      dimensions: {},
      unit: 'Count',
    };
    const lastYear = start - 365 * 86_400_000;
    here.ports.put([
      { ...datum, value: 1, timestamp: lastYear },
      { ...datum, value: 1, timestamp: 1e300 },
      { ...datum, value: Number.NaN, timestamp: start },
    ]);
    const span = { StartTime: new Date(lastYear - 3_600_000), EndTime: new Date(start + minute) };
    expect((await data(here, { ...span, MetricDataQueries: [query('SampleCount', 3600)] }))[0]?.Values).toEqual([1]);
  });
});

describe('stored datapoints', () => {
  it('become fewer as they age, and go with their metric when they are expired', async () => {
    const here = await given();
    const MetricData = Array.from({ length: 120 }, (_, index) => ({
      MetricName: 'metric1',
      Value: 1,
      Timestamp: new Date(start - index * 1000),
      StorageResolution: 1,
    }));
    await put(here, MetricData);
    const stored = () => {
      const row = here.store.db.prepare('SELECT COUNT(*) AS points, SUM(sum) AS total FROM metric_points').get();
      return [row?.points, row?.total];
    };
    const aged = async (days: number) => {
      await here.clock.advanceTo(start + days * 86_400_000);
      return stored();
    };
    expect(stored()).toEqual([120, 120]);
    expect(await aged(2)).toEqual([3, 120]);
    expect(await aged(17)).toEqual([2, 120]);
    expect(await aged(65)).toEqual([2, 120]);
    expect(await aged(460)).toEqual([0, null]);
    expect(here.logged).toEqual([]);
  });
});
