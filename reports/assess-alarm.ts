import type { FeedingFilter, WatchingAlarm } from '../core/compliance/index.ts';
import { covers } from '../core/filter-pattern/compare/index.ts';
import { FilterPatternError, parseFilterPattern } from '../core/filter-pattern/index.ts';
import type { MetricAlarmRule, Rule } from '../rules/kit/index.ts';
import type { AssessedControl, AssessedResource } from './assess.ts';

export type AlarmOutcome = Pick<AssessedControl, 'decidedBy' | 'resources'>;

/**
 * A control that wants an alarm: one has to be there whose filter matches all that the catalogue's does, whatever its text, that goes off
 * at as little, and that somebody hears. Nothing is said where there is none: who watches by other means is not known.
 */
export function assessAlarm(own: readonly Rule[], alarms: readonly WatchingAlarm[]): AlarmOutcome | undefined {
  const rule = own.find((each) => each.kind === 'metric-alarm');
  if (!rule) return undefined;
  const watching = alarms.filter(({ filters }) => filters.some((filter) => isEnough(filter, rule)));
  if (watching.length === 0) return undefined;
  const judged = watching.map((alarm) => ({ alarm, missing: missingIn(alarm, rule) }));
  // One that works is enough; the others are not shown, as nothing is wrong.
  const working = judged.filter(({ missing }) => missing.length === 0);
  const shown = working.length > 0 ? working : judged;
  return {
    decidedBy: shown.map(({ alarm }) => alarm.name),
    resources: shown.map(({ alarm, missing }) => resourceOf(alarm, missing)),
  };
}

function resourceOf(alarm: WatchingAlarm, missing: readonly string[]): AssessedResource {
  const [filter] = alarm.filters;
  const fine = [`state ${alarm.state}`, filter && `fed by ${filter.name} on ${filter.logGroup}`, heardBy(alarm)];
  return {
    rule: alarm.name,
    resourceType: 'AWS::CloudWatch::Alarm',
    resourceId: alarm.name,
    arn: alarm.arn,
    state: missing.length === 0 ? 'COMPLIANT' : 'NON_COMPLIANT',
    annotation: (missing.length === 0 ? fine.filter((each) => each !== undefined) : missing).join(', '),
    recordedAt: alarm.changedAt,
  };
}

function heardBy({ told }: WatchingAlarm): string {
  const [known] = told.filter(({ listeners }) => (listeners ?? 0) > 0);
  if (!known) return `tells ${told[0]?.target ?? 'nobody'}`;
  return `heard by ${known.listeners} confirmed ${known.listeners === 1 ? 'subscription' : 'subscriptions'}`;
}

function missingIn({ told, threshold }: WatchingAlarm, { alarm }: MetricAlarmRule): string[] {
  return [
    ...(told.length === 0 ? ['it tells nobody'] : []),
    ...(told.length > 0 && told.every(({ listeners }) => listeners === 0)
      ? ['nobody has confirmed a subscription to what it tells']
      : []),
    ...(threshold !== undefined && threshold > alarm.threshold
      ? [`it goes off at ${threshold}, not at ${alarm.threshold}`]
      : []),
  ];
}

const known = new Map<string, boolean>();

/** Whether a filter matches all that a rule's does. Comparing is dear, and the same patterns come again. */
function isEnough({ pattern }: FeedingFilter, { filter }: MetricAlarmRule): boolean {
  if (pattern === filter.filterPattern) return true;
  const key = `${pattern}\n${filter.filterPattern}`;
  const found = known.get(key) ?? covering(pattern, filter.filterPattern);
  known.set(key, found);
  return found;
}

function covering(wide: string, narrow: string): boolean {
  try {
    return covers(parseFilterPattern(wide), parseFilterPattern(narrow)).verdict === 'covers';
  } catch (error) {
    if (error instanceof FilterPatternError) return false;
    throw error;
  }
}
