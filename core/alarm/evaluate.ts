import { tooFewSamples } from './low-samples.ts';
import { stateReason, stateReasonData } from './reason.ts';
import type { AlarmState, Evaluation, Observed, ThresholdAlarm } from './types.ts';
import { judge } from './verdict.ts';

/**
 * One evaluation of a metric alarm: its state with AWS's sentence and reason data. Who evaluates often asks `decide` first and makes the
 * texts only when the state changes.
 * @param range datapoints of the evaluation range, oldest first; undefined where a period has none
 * @param before the state before this evaluation
 * @param observed when it happens, the periods' start times and, where known, sample counts and bands
 */
export function evaluate(
  alarm: ThresholdAlarm,
  range: readonly (number | undefined)[],
  before: AlarmState,
  observed: Observed,
): Evaluation {
  const verdict = judge(alarm, range, before, observed.bands);
  if (verdict.kept || tooFewSamples(alarm, verdict, observed)) {
    return { state: before, changed: false, reason: '', reasonData: '' };
  }
  return {
    state: verdict.state,
    changed: verdict.state !== before,
    reason: stateReason(alarm, range, verdict, observed),
    reasonData: stateReasonData(alarm, range, verdict, observed),
  };
}
