// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudWatch's dynamic labels look like it
import { describe, expect, it } from 'vitest';
import { dynamicLabel, type LabelSubject } from '../../../core/metric/label.ts';

const start = Date.UTC(2026, 10, 21, 3);
const subject: LabelSubject = {
  metric: { namespace: 'shop', name: 'latency', dimensions: [{ name: 'Host', value: 'a' }] },
  stat: 'p90',
  period: 60,
  region: 'eu-west-1',
  account: '123456789012',
  label: 'latency',
  now: start + 3_600_000,
  times: [start, start + 60_000, start + 300_000],
  values: [4, 1, 9.12345],
};

/** Every part of AWS's table of dynamic labels. */
const parts: Record<string, string> = {
  AVG: '4.708',
  DATAPOINT_COUNT: '3',
  FIRST: '4',
  FIRST_LAST_RANGE: '5.123',
  FIRST_LAST_TIME_RANGE: '5m',
  FIRST_TIME: '2026-11-21 03:00',
  FIRST_TIME_RELATIVE: '1h',
  LABEL: 'latency',
  LAST: '9.123',
  LAST_TIME: '2026-11-21 03:05',
  LAST_TIME_RELATIVE: '55m',
  MAX: '9.123',
  MAX_TIME: '2026-11-21 03:05',
  MAX_TIME_RELATIVE: '55m',
  MIN: '1',
  MIN_MAX_RANGE: '8.123',
  MIN_MAX_TIME_RANGE: '4m',
  MIN_TIME: '2026-11-21 03:01',
  MIN_TIME_RELATIVE: '59m',
  "PROP('AccountId')": '123456789012',
  "PROP('AccountLabel')": '123456789012',
  "PROP('Dim.Host')": 'a',
  "PROP('Dim.Other')": '--',
  "PROP('MetricName')": 'latency',
  "PROP('Namespace')": 'shop',
  "PROP('Period')": '60',
  "PROP('Region')": 'eu-west-1',
  "PROP('Stat')": 'p90',
  SUM: '14.123',
};

describe('a dynamic label', () => {
  for (const [part, shown] of Object.entries(parts)) {
    it(`fills in ${part}`, () => {
      expect(dynamicLabel(`[\${${part}}]`, subject)).toBe(`[${shown}]`);
    });
  }

  it('shows times in the zone asked for', () => {
    expect(dynamicLabel('${LAST_TIME}', { ...subject, timezone: '+0900' })).toBe('2026-11-21 12:05');
    expect(dynamicLabel('${LAST_TIME}', { ...subject, timezone: '-0330' })).toBe('2026-11-20 23:35');
  });

  it('shows dashes where there is no datapoint, but for their number', () => {
    const label = '${MAX} ${AVG} ${LAST_TIME} ${MIN_TIME_RELATIVE} ${FIRST_LAST_TIME_RANGE} ${DATAPOINT_COUNT}';
    expect(dynamicLabel(label, { ...subject, times: [], values: [] })).toBe('-- -- -- -- -- 0');
  });

  it('leaves what is none', () => {
    expect(dynamicLabel('${max} ${NOTHING} $MAX {MAX}', subject)).toBe('${max} ${NOTHING} $MAX {MAX}');
  });
});
