import type { CloudTrailRecord } from '../../core/cloudtrail/index.ts';
import { RuleError } from './errors.ts';
import { assertFields, textFields } from './fields.ts';
import { checkedTexts, type RuleTexts } from './texts.ts';

/** The metric filter on the trail's log group, in the names PutMetricFilter has. */
export interface MetricFilterPart {
  readonly filterName: string;
  readonly filterPattern: string;
  readonly metricName: string;
  readonly metricNamespace: string;
  readonly metricValue: '1';
}

/** The alarm on that metric, in the names PutMetricAlarm has. */
export interface AlarmPart {
  readonly alarmName: string;
  readonly statistic: 'Sum';
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparisonOperator: 'GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold';
  readonly treatMissingData: 'notBreaching' | 'breaching' | 'ignore' | 'missing';
}

/** A metric alarm as its file writes it. */
export interface MetricAlarmDefinition extends RuleTexts {
  /** A CloudWatch Logs filter pattern on CloudTrail records. */
  readonly filterPattern: string;
  /** Without it, the id in PascalCase. */
  readonly metricName?: string;
  /** How many matches within the period raise it; 1 without it. */
  readonly threshold?: number;
  /** Seconds, in whole minutes as a filter's metric has them, a week at most; 300 without it. */
  readonly period?: number;
  readonly treatMissingData?: AlarmPart['treatMissingData'];
  /** Records the filter must count. */
  readonly fires: readonly CloudTrailRecord[];
  /** Records it must not. */
  readonly quiet: readonly CloudTrailRecord[];
}

const fields: Readonly<Record<keyof MetricAlarmDefinition, true>> = {
  ...textFields,
  filterPattern: true,
  metricName: true,
  threshold: true,
  period: true,
  treatMissingData: true,
  fires: true,
  quiet: true,
};

const treatments: readonly AlarmPart['treatMissingData'][] = ['notBreaching', 'breaching', 'ignore', 'missing'];

const WEEK = 604_800;

/** A rule on the trail's log group: matches are counted, the count raises an alarm. */
export interface MetricAlarmRule extends RuleTexts {
  readonly kind: 'metric-alarm';
  readonly filter: MetricFilterPart;
  readonly alarm: AlarmPart;
  readonly fires: readonly CloudTrailRecord[];
  readonly quiet: readonly CloudTrailRecord[];
}

/** The namespace of every metric of the catalogue. */
export const metricNamespace = 'Trailkeeper';

/**
 * A metric alarm rule from its definition. Missing data does not breach unless said otherwise: the metric has a value only
 * in periods with a match, and with CloudWatch's default an alarm once raised would stay until the next one.
 * @throws RuleError when it lacks a text, an example that must count or one that must not, has a field no metric alarm has, or a value
 * PutMetricFilter or PutMetricAlarm would refuse
 */
export function defineMetricAlarm(definition: MetricAlarmDefinition): MetricAlarmRule {
  assertFields(`rule "${definition.id}"`, definition, fields);
  const texts = checkedTexts(definition);
  const { filterPattern, threshold = 1, period = 300, treatMissingData = 'notBreaching', fires, quiet } = definition;
  const { metricName = pascalCase(texts.id) } = definition;
  const refuse = (problem: string): never => {
    throw new RuleError(`rule "${texts.id}": ${problem}`);
  };
  if (typeof filterPattern !== 'string') refuse('filterPattern must be a CloudWatch Logs filter pattern');
  if (!Number.isFinite(threshold)) refuse('threshold must be a number');
  if (!(Number.isInteger(period / 60) && period >= 60 && period <= WEEK)) {
    refuse(`period must be whole minutes in seconds, 60 to ${WEEK}`);
  }
  if (!treatments.includes(treatMissingData)) refuse(`treatMissingData must be one of ${treatments.join(', ')}`);
  // What PutMetricFilter takes.
  if (!/^[^:*$]{1,255}$/.test(metricName)) refuse('metricName must be 1 to 255 characters, none of them : * or $');
  if (!fires?.length || !quiet?.length) refuse('give at least one example that fires and one that is quiet');
  const name = `trailkeeper-${texts.id}`;
  return {
    kind: 'metric-alarm',
    ...texts,
    filter: {
      filterName: name,
      filterPattern,
      metricName,
      metricNamespace,
      metricValue: '1',
    },
    alarm: {
      alarmName: name,
      statistic: 'Sum',
      period,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData,
    },
    fires,
    quiet,
  };
}

const pascalCase = (id: string): string =>
  id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
