import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { comparesWithBand, timezoneOffset, wallClockPeriods } from '../../../../core/alarm/index.ts';
import { parseStatistic } from '../../../../core/metric/index.ts';
import { invalidCombination, invalidValue, missingParameter, validation } from '../errors.ts';
import { checkQueries } from './check-queries.ts';
import { periodOf } from './record.ts';

const day = 86_400;
const week = 7 * day;

/**
 * What PutMetricAlarm demands beyond single members. The texts of the period rule and of unsupported options are AWS's; the others
 * follow their manner and are unverified.
 * @throws AwsError
 */
export function checkMetricAlarm(input: PutMetricAlarmInput): void {
  if (input.EvaluationCriteria !== undefined) {
    throw validation(
      'Alarms on PromQL queries (EvaluationCriteria) are not evaluated here; use MetricName or Metrics.',
    );
  }
  if (input.EvaluationPeriods === undefined) throw missingParameter('The parameter EvaluationPeriods is required.');
  if (input.ComparisonOperator === undefined) throw missingParameter('The parameter ComparisonOperator is required.');
  if (input.Metrics !== undefined && input.Metrics.length > 0) checkQueries(input);
  else checkSingleMetric(input);
  checkThreshold(input);
  checkWindow(input);
  checkActions(input);
  const toAlarm = input.DatapointsToAlarm ?? 1;
  if (toAlarm > input.EvaluationPeriods) {
    throw validation('The value of DatapointsToAlarm must be less than or equal to the value of EvaluationPeriods.');
  }
  option('TreatMissingData', input.TreatMissingData, ['breaching', 'notBreaching', 'ignore', 'missing']);
  option('EvaluateLowSampleCountPercentile', input.EvaluateLowSampleCountPercentile, ['evaluate', 'ignore']);
}

function checkSingleMetric(input: PutMetricAlarmInput): void {
  if (input.MetricName === undefined) throw missingParameter('The parameter MetricName is required.');
  if (input.Namespace === undefined) throw missingParameter('The parameter Namespace is required.');
  if (input.Period === undefined) throw missingParameter('The parameter Period is required.');
  if (input.Statistic !== undefined && input.ExtendedStatistic !== undefined) {
    throw invalidCombination(
      'The parameters Statistic and ExtendedStatistic are mutually exclusive and you have specified both.',
    );
  }
  if (input.Statistic === undefined && input.ExtendedStatistic === undefined) {
    throw invalidCombination('Must specify either Statistic or ExtendedStatistic');
  }
  const extended = input.ExtendedStatistic;
  if (extended !== undefined && (parseStatistic(extended) === undefined || !/\d|IQM/i.test(extended))) {
    throw invalidValue(`The value ${extended} for parameter ExtendedStatistic is not supported.`);
  }
}

/** CloudWatch tests no action, but for the shape of its name. */
function checkActions(input: PutMetricAlarmInput): void {
  const actions = [input.AlarmActions, input.OKActions, input.InsufficientDataActions].flatMap((arns) => arns ?? []);
  const malformed = actions.find((arn) => !arn.startsWith('arn:'));
  if (malformed !== undefined) throw validation(`Invalid arn syntax: ${malformed}`);
  const onInstance = actions.find((arn) => /^arn:[^:]*:(?:automate:[^:]*:ec2:|swf:)/.test(arn));
  if (onInstance !== undefined && input.Metrics?.some(({ Expression }) => Expression !== undefined)) {
    throw validation('Alarms based on math expressions cannot perform EC2 actions.');
  }
}

function checkThreshold(input: PutMetricAlarmInput): void {
  const banded = comparesWithBand(input.ComparisonOperator as Parameters<typeof comparesWithBand>[0]);
  if (banded && input.ThresholdMetricId === undefined) {
    throw validation(`ThresholdMetricId must be specified for comparison operator ${input.ComparisonOperator}.`);
  }
  if (!banded && input.ThresholdMetricId !== undefined) {
    throw validation(`ThresholdMetricId must not be specified for comparison operator ${input.ComparisonOperator}.`);
  }
  if (!banded && input.Threshold === undefined) throw missingParameter('The parameter Threshold is required.');
  if (input.Threshold !== undefined && !Number.isFinite(input.Threshold)) {
    throw invalidValue(`The value ${input.Threshold} for parameter Threshold is invalid.`);
  }
}

function checkWindow(input: PutMetricAlarmInput): void {
  const period = periodOf(input);
  const periods = input.EvaluationPeriods ?? 1;
  if (![10, 20, 30].includes(period) && period % 60 !== 0) {
    throw validation('Metric alarm periods must be 10, 20, 30, or any multiple of 60.');
  }
  const longest = period >= 3600 ? week : day;
  if (period * periods > longest) {
    const span = longest === day ? 'a day' : 'seven days';
    throw validation(
      `Metrics cannot be checked across more than ${span} (EvaluationPeriods * Period must be <= ${longest}).`,
    );
  }
  const wallClock = input.EvaluationWindow?.WallClockWindow;
  if (wallClock === undefined) return;
  if (input.EvaluationWindow?.SlidingWindow !== undefined) {
    throw invalidCombination(
      'The parameters SlidingWindow and WallClockWindow are mutually exclusive and you have specified both.',
    );
  }
  if (!wallClockPeriods.includes(period)) {
    throw validation(`With a wall clock window the period must be one of ${wallClockPeriods.join(', ')} seconds.`);
  }
  const offset = timezoneOffset(0, wallClock.Timezone);
  if (offset === undefined || offset % 300_000 !== 0) {
    throw validation(`The time zone ${wallClock.Timezone} is not valid.`);
  }
}

function option(parameter: string, value: string | undefined, supported: readonly string[]): void {
  if (value === undefined || supported.includes(value)) return;
  const list = `${supported.slice(0, -1).join(', ')} and ${supported.at(-1)}`;
  throw validation(`Option ${value} is not supported. Supported options for parameter ${parameter} are ${list}.`);
}
