import type { MetricIdentity } from './identity.ts';

/** What a graph's label may speak of. */
export interface LabelSubject {
  readonly metric?: MetricIdentity;
  readonly stat?: string;
  readonly period?: number;
  readonly region: string;
  readonly account: string;
  /** The label it would have without one of its own. */
  readonly label: string;
  /** When it is asked for, in milliseconds. */
  readonly now: number;
  /** `+0900`: the zone its times are shown in. */
  readonly timezone?: string;
  /** Oldest first. */
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/**
 * A label with its dynamic parts filled in: `${PROP('Dim.InstanceId')} peaked at ${MAX_TIME}` and so on. A part that is none stays. How
 * numbers, times and spans of time are written is unverified.
 * @see AWS, "Using dynamic labels"
 */
export const dynamicLabel = (template: string, subject: LabelSubject): string =>
  template.replace(dynamicPart, (whole, inside: string) => partOf(inside.trim(), subject) ?? whole);

const dynamicPart = /\$\{([^}]*)\}/g;

export const isDynamic = (template: string): boolean => template.search(dynamicPart) >= 0;

/** Minutes a zone such as `+0130` is ahead of UTC; undefined for text that is none. */
export function labelOffset(timezone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(timezone) ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
}

function partOf(part: string, subject: LabelSubject): string | undefined {
  const property = /^PROP\('([^']+)'\)$/.exec(part)?.[1];
  if (property !== undefined) return propertyOf(property, subject);
  const time = /^(FIRST|LAST|MIN|MAX)_TIME(_RELATIVE)?$/.exec(part);
  if (time !== null) {
    const at = timeOf(time[1] ?? '', subject);
    if (at === undefined) return '--';
    return time[2] === undefined ? written(at, subject.timezone) : lasting(subject.now - at);
  }
  const range = /^(FIRST_LAST|MIN_MAX)_TIME_RANGE$/.exec(part)?.[1];
  if (range !== undefined) {
    const [from, to] = range.split('_').map((which) => timeOf(which, subject));
    return from === undefined || to === undefined ? '--' : lasting(to - from);
  }
  const value = summaryOf(part, subject.values);
  if (value !== undefined) return Number.isNaN(value) ? '--' : `${Math.round(value * 1000) / 1000}`;
  return part === 'LABEL' ? subject.label : undefined;
}

function propertyOf(property: string, { metric, stat, period, region, account }: LabelSubject): string {
  if (property.startsWith('Dim.')) {
    return metric?.dimensions.find(({ name }) => name === property.slice('Dim.'.length))?.value ?? '--';
  }
  switch (property) {
    case 'MetricName':
      return metric?.name ?? '--';
    case 'Namespace':
      return metric?.namespace ?? '--';
    case 'Period':
      return `${period ?? '--'}`;
    case 'Stat':
      return stat ?? '--';
    case 'Region':
      return region;
    case 'AccountId':
    case 'AccountLabel':
      return account;
    default:
      return '--';
  }
}

function summaryOf(part: string, values: readonly number[]): number | undefined {
  const none = values.length === 0;
  switch (part) {
    case 'FIRST':
      return values[0] ?? Number.NaN;
    case 'LAST':
      return values.at(-1) ?? Number.NaN;
    case 'MIN':
      return none ? Number.NaN : Math.min(...values);
    case 'MAX':
      return none ? Number.NaN : Math.max(...values);
    case 'FIRST_LAST_RANGE':
      return (values.at(-1) ?? Number.NaN) - (values[0] ?? Number.NaN);
    case 'MIN_MAX_RANGE':
      return none ? Number.NaN : Math.max(...values) - Math.min(...values);
    case 'DATAPOINT_COUNT':
      return values.length;
    case 'SUM':
      return none ? Number.NaN : values.reduce((a, b) => a + b, 0);
    case 'AVG':
      return values.reduce((a, b) => a + b, 0) / values.length;
    default:
      return undefined;
  }
}

/** When the datapoint was that is the first, last, least or greatest. */
function timeOf(which: string, { times, values }: LabelSubject): number | undefined {
  const value = summaryOf(which, values);
  const place = which === 'FIRST' ? 0 : which === 'LAST' ? times.length - 1 : values.indexOf(value ?? Number.NaN);
  return times[place];
}

const written = (at: number, timezone = '+0000') =>
  new Date(at + (labelOffset(timezone) ?? 0) * 60_000).toISOString().slice(0, 16).replace('T', ' ');

/** `1d 2h 5m`, whichever end comes first. */
function lasting(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join(' ') || '0s';
}
