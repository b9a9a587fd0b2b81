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
  /** Oldest first. */
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/**
 * A label with its dynamic parts filled in: `${PROP('Dim.InstanceId')} peaked at ${MAX_TIME}` and so on. A part that is none stays.
 * @see AWS, "Using dynamic labels"
 */
export const dynamicLabel = (template: string, subject: LabelSubject): string =>
  template.replace(/\$\{([^}]*)\}/g, (whole, inside: string) => partOf(inside.trim(), subject) ?? whole);

function partOf(part: string, subject: LabelSubject): string | undefined {
  const property = /^PROP\('([^']+)'\)$/.exec(part)?.[1];
  if (property !== undefined) return propertyOf(property, subject);
  const time = /^(FIRST|LAST|MIN|MAX)_TIME(_RELATIVE)?$/.exec(part);
  if (time !== null) return timeOf(time[1] ?? '', subject);
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
    case 'SUM':
      return none ? Number.NaN : values.reduce((a, b) => a + b, 0);
    case 'AVG':
      return values.reduce((a, b) => a + b, 0) / values.length;
    default:
      return undefined;
  }
}

function timeOf(which: string, { times, values }: LabelSubject): string {
  const value = summaryOf(which, values);
  const place = which === 'FIRST' ? 0 : which === 'LAST' ? times.length - 1 : values.indexOf(value ?? Number.NaN);
  const at = times[place];
  return at === undefined ? '--' : new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
