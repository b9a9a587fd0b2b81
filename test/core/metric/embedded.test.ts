import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embeddedMetrics } from '../../../core/metric/index.ts';

const event = (more: object = {}, directive: object = {}) =>
  JSON.stringify({
    _aws: {
      Timestamp: 1574109732004,
      CloudWatchMetrics: [
        {
          Namespace: 'lambda-function-metrics',
          Dimensions: [['functionVersion']],
          Metrics: [{ Name: 'time', Unit: 'Milliseconds', StorageResolution: 60 }],
          ...directive,
        },
      ],
    },
    functionVersion: '$LATEST',
    time: 100,
    requestId: '989ffbf8',
    ...more,
  });

describe('a log event in embedded metric format', () => {
  it('carries a value with unit and dimensions', () => {
    expect(embeddedMetrics(event())).toEqual([
      {
        namespace: 'lambda-function-metrics',
        name: 'time',
        dimensions: [{ name: 'functionVersion', value: '$LATEST' }],
        unit: 'Milliseconds',
        value: 100,
        resolution: 60,
        timestamp: 1574109732004,
      },
    ]);
  });

  it('carries each of several values under each set of dimensions', () => {
    const found = embeddedMetrics(event({ time: [1, 2, 3] }, { Dimensions: [[], ['functionVersion', 'requestId']] }));
    expect(found.map(({ value, dimensions }) => [value, dimensions.length])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [1, 2],
      [2, 2],
      [3, 2],
    ]);
  });

  it('carries nothing where a target is missing or none', () => {
    expect(embeddedMetrics(event({ time: 'soon' }))).toEqual([]);
    expect(embeddedMetrics(event({}, { Dimensions: [['absent']] }))).toEqual([]);
    expect(embeddedMetrics(event({}, { Namespace: '' }))).toEqual([]);
    expect(embeddedMetrics(event({ time: { nested: 1 } }))).toEqual([]);
    expect(embeddedMetrics(event({ time: [1, 'two'] }))).toEqual([]);
    expect(embeddedMetrics(event({ functionVersion: 7 }))).toEqual([]);
    expect(embeddedMetrics(event({ functionVersion: 'v'.repeat(1025) }))).toEqual([]);
    expect(embeddedMetrics(event({}, { Metrics: [{ Name: 'time', Unit: 'Fortnights' }] }))).toEqual([]);
    expect(embeddedMetrics('{"CloudWatchMetrics" broken')).toEqual([]);
    expect(embeddedMetrics('plain text')).toEqual([]);
  });

  it('carries up to 100 values of a metric and 100 metrics, not more', () => {
    const values = (count: number) => Array.from({ length: count }, (_, at) => at);
    const metrics = (count: number) => Array.from({ length: count }, () => ({ Name: 'time' }));
    expect(embeddedMetrics(event({ time: values(100) }))).toHaveLength(100);
    expect(embeddedMetrics(event({ time: values(101) }))).toEqual([]);
    expect(embeddedMetrics(event({}, { Metrics: metrics(100) }))).toHaveLength(100);
    expect(embeddedMetrics(event({}, { Metrics: metrics(101) }))).toEqual([]);
  });

  it('may stand behind what Lambda writes before a message, and behind nothing else', () => {
    expect(embeddedMetrics(`2026-11-21T03:00:00.000Z\t4cbf0c1e\tINFO\t${event()}`)).toHaveLength(1);
    expect(embeddedMetrics(`request 4cbf0c1e ${event()}`)).toEqual([]);
    expect(embeddedMetrics(`${event()} done`)).toEqual([]);
  });

  it('is never the cause of a fault', () => {
    fc.assert(
      fc.property(fc.json(), (inner) => {
        embeddedMetrics(`{"_aws":{"Timestamp":1,"CloudWatchMetrics":${inner}},"a":1}`);
        embeddedMetrics(
          `{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"n","Dimensions":${inner},"Metrics":${inner}}]}}`,
        );
      }),
    );
  });
});
