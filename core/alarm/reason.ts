import { comparesWithBand, comparisonWords } from './comparison.ts';
import { Double, javaDouble, javaJson } from './java-json.ts';
import { isoOffset, reasonTime } from './time-text.ts';
import type { Observed, ThresholdAlarm } from './types.ts';
import { datapointsToAlarmOf, treatmentOf, type Verdict } from './verdict.ts';

type Range = readonly (number | undefined)[];

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const was = (count: number) => (count === 1 ? 'was' : 'were');

/**
 * AWS's sentence for a verdict. Recorded or published: all datapoints present, none present, some missing and filled in. The wording
 * for `missing` with a partly filled range, and for five or more datapoints within the threshold, follows the same pattern and is
 * unverified.
 */
export function stateReason(alarm: ThresholdAlarm, range: Range, verdict: Verdict, observed: Observed): string {
  const treatment = treatmentOf(alarm);
  if (verdict.state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${plural(verdict.filled, 'datapoint')} ${was(verdict.filled)} unknown.`;
  }
  if (verdict.filled > 0 && (treatment === 'breaching' || treatment === 'notBreaching')) {
    const received = verdict.judged.length;
    const text = received === 0 ? 'no datapoints were' : `${plural(received, 'datapoint')} ${was(received)}`;
    const as = treatment === 'breaching' ? 'Breaching' : 'NonBreaching';
    const missing = `${plural(verdict.filled, 'missing datapoint')} ${was(verdict.filled)} treated as [${as}]`;
    return `${crossed(alarm)}: ${text} received for ${plural(alarm.evaluationPeriods, 'period')} and ${missing}.`;
  }
  return decidedByDatapoints(alarm, range, verdict, observed);
}

/** From so many deciding datapoints on the sentence names only the latest of them, after the comparison. */
const manyDatapoints = 5;

/** An alarm that names its datapoints to alarm gets the longer sentence with the minimum for the transition. */
function decidedByDatapoints(alarm: ThresholdAlarm, range: Range, verdict: Verdict, observed: Observed): string {
  const alarming = verdict.state === 'ALARM';
  const deciding = verdict.judged.filter((at) => verdict.breaching.includes(at) === alarming).toReversed();
  const count = deciding.length;
  const list = deciding
    .slice(0, manyDatapoints)
    .map((at) => `${javaDouble(range[at] as number)} (${reasonTime(observed.starts[at] ?? 0)})`)
    .join(', ');
  const named = alarm.datapointsToAlarm !== undefined;
  const head = named ? `${count} out of the last ${verdict.judged.length} datapoints` : plural(count, 'datapoint');
  const comparison = `${was(count)} ${limit(alarm, alarming, deciding, observed)}`;
  const end = named ? ` (${minimum(alarm, alarming)}).` : '.';
  if (count < manyDatapoints) return `${crossed(alarm)}: ${head} [${list}] ${comparison}${end}`;
  const which = alarming ? 'which crossed the threshold' : 'which did not cross the threshold';
  return `${crossed(alarm)}: ${head} ${comparison}. The most recent datapoints ${which}: [${list}]${end}`;
}

function minimum(alarm: ThresholdAlarm, alarming: boolean): string {
  const toAlarm = datapointsToAlarmOf(alarm);
  return alarming
    ? `minimum ${plural(toAlarm, 'datapoint')} for OK -> ALARM transition`
    : `minimum ${plural(alarm.evaluationPeriods - toAlarm + 1, 'datapoint')} for ALARM -> OK transition`;
}

const crossed = (alarm: ThresholdAlarm) =>
  comparesWithBand(alarm.comparisonOperator) ? 'Thresholds Crossed' : 'Threshold Crossed';

function limit(alarm: ThresholdAlarm, alarming: boolean, deciding: readonly number[], observed: Observed): string {
  const not = alarming ? '' : 'not ';
  const list = (side: 'lower' | 'upper') =>
    deciding.map((at) => javaDouble(observed.bands?.[at]?.[side] ?? Number.NaN)).join(', ');
  switch (alarm.comparisonOperator) {
    case 'GreaterThanUpperThreshold':
      return `${not}greater than the upper thresholds [${list('upper')}]`;
    case 'LessThanLowerThreshold':
      return `${not}less than the lower thresholds [${list('lower')}]`;
    case 'LessThanLowerOrGreaterThanUpperThreshold':
      return `${not}less than the lower thresholds [${list('lower')}] or ${not}greater than the upper thresholds [${list('upper')}]`;
    default:
      return `${not}${comparisonWords(alarm.comparisonOperator)} the threshold (${javaDouble(alarm.threshold ?? Number.NaN)})`;
  }
}

/** AWS's `StateReasonData`, version 1.0: what was asked, what came back (oldest first), what was evaluated (latest first). */
export function stateReasonData(alarm: ThresholdAlarm, range: Range, verdict: Verdict, observed: Observed): string {
  const value = (at: number) => new Double(range[at] as number);
  const first = verdict.judged[0];
  const banded = comparesWithBand(alarm.comparisonOperator);
  const side = (name: 'lower' | 'upper') =>
    banded ? verdict.judged.map((at) => new Double(observed.bands?.[at]?.[name] ?? Number.NaN)) : undefined;
  return javaJson({
    version: '1.0',
    queryDate: isoOffset(observed.at),
    startDate: first === undefined ? undefined : isoOffset(observed.starts[first] ?? 0),
    unit: alarm.unit,
    statistic: alarm.statistic ?? alarm.extendedStatistic,
    period: alarm.period,
    recentDatapoints: verdict.judged.map(value),
    recentLowerThresholds: side('lower'),
    recentUpperThresholds: side('upper'),
    threshold: banded || alarm.threshold === undefined ? undefined : new Double(alarm.threshold),
    evaluatedDatapoints: evaluated(alarm, range, verdict).map((at) => {
      const samples = observed.sampleCounts?.[at];
      return {
        timestamp: isoOffset(observed.starts[at] ?? 0),
        sampleCount: samples === undefined ? undefined : new Double(samples),
        value: range[at] === undefined ? undefined : value(at),
      };
    }),
  });
}

/** The real datapoints judged and, where some had to be filled in, the latest missing ones: as many as evaluation periods. */
function evaluated(alarm: ThresholdAlarm, range: Range, verdict: Verdict): number[] {
  if (verdict.filled === 0) return verdict.judged.toReversed();
  const missing = range.flatMap((value, at) => (value === undefined ? [at] : [])).slice(-verdict.filled);
  return [...verdict.judged, ...missing].sort((a, b) => b - a).slice(0, alarm.evaluationPeriods);
}
