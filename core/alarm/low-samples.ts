import type { Observed, ThresholdAlarm } from './types.ts';
import type { Verdict } from './verdict.ts';

/**
 * Whether an alarm on a percentile told to ignore low sample counts has too few samples in its latest datapoint to be significant:
 * fewer than 10 / (1 - p) from the median up, fewer than 10 / p below it.
 * @see AWS, "Percentile-based CloudWatch alarms and low data samples"
 */
export function tooFewSamples(alarm: ThresholdAlarm, verdict: Verdict, observed: Observed): boolean {
  if (alarm.evaluateLowSampleCountPercentile !== 'ignore') return false;
  const percentile = /^p(\d+(?:\.\d+)?)$/i.exec(alarm.extendedStatistic ?? '')?.[1];
  const latest = verdict.judged.at(-1);
  const samples = latest === undefined ? undefined : observed.sampleCounts?.[latest];
  if (percentile === undefined || samples === undefined) return false;
  const rank = Number(percentile) / 100;
  return samples < 10 / (rank >= 0.5 ? 1 - rank : rank);
}
