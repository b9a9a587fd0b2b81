import type { Finding, Incident } from './incident.ts';

/**
 * Time is cut into windows of a quarter of an hour, the same for all rules. Within one, each incident of a rule in an account is told once,
 * at once; what comes again, and what comes when many incidents have been told already, is counted and told in one digest when the
 * window ends. Nothing is left out of both.
 */
export const WINDOW = 15 * 60_000;

/** So many incidents of one rule in one account are told one by one within a window: beyond it a reader needs the sum. */
export const MOST_TOLD = 10;

/** So many incidents a digest lists; those beyond are in its count. */
export const MOST_LISTED = 20;

/** The beginning of the window a moment lies in, ms since 1970. */
export const windowStart = (now: number): number => Math.floor(now / WINDOW) * WINDOW;

/** A scheduler takes moments to come, with whole seconds, and is exact to a minute. */
const SOONEST = 60_000;

/**
 * When the digest of a window is sent: at its end, but not within a minute of the first finding it counts.
 * @param now when that finding was taken
 */
export const digestDue = (start: number, now: number): number =>
  Math.max(start + WINDOW, Math.ceil((now + SOONEST) / 1000) * 1000);

/** What a digest says of one incident. */
export interface Counted extends Incident {
  readonly count: number;
  /** The id of the first event that was counted. */
  readonly sample: string;
}

/** What was not told one by one. */
export interface Rest {
  readonly count: number;
  /** When the earliest and the latest of it happened, ms since 1970. */
  readonly first: number;
  readonly last: number;
  /** By incident, at most `MOST_LISTED`. */
  readonly counted: Readonly<Record<string, Counted>>;
}

/** What one rule found in one account within one window. */
export interface IncidentWindow {
  readonly kind: Finding['kind'];
  readonly rule: string;
  readonly account: string;
  /** ms since 1970 */
  readonly start: number;
  /** The id of the event each incident was told with, by its key. */
  readonly told: Readonly<Record<string, string>>;
  readonly rest?: Rest;
}

/** The window's name: the same for all findings that share it. */
export const windowId = ({ kind, rule, account }: Pick<Finding, 'kind' | 'rule' | 'account'>, start: number): string =>
  `window#${kind}#${rule}#${account}#${new Date(start).toISOString()}`;

/**
 * Whether a finding is told at once. One whose incident was told with this very event is: its telling failed, and it came again.
 * @param window as it is before the finding; undefined when this is its first
 */
export function isTold(window: Pick<IncidentWindow, 'told'> | undefined, { key, id }: Finding): boolean {
  if (window === undefined) return true;
  const told = window.told[key];
  return told === undefined ? Object.keys(window.told).length < MOST_TOLD : told === id;
}

/** The rest with one more finding in it. */
export function counting(rest: Rest | undefined, { key, id, time, incident }: Finding): Rest {
  const { count = 0, first = time, last = time, counted = {} } = rest ?? {};
  const before = counted[key];
  const isListed = before !== undefined || Object.keys(counted).length < MOST_LISTED;
  return {
    count: count + 1,
    first: Math.min(first, time),
    last: Math.max(last, time),
    counted: isListed
      ? { ...counted, [key]: { ...(before ?? { ...incident, sample: id }), count: (before?.count ?? 0) + 1 } }
      : counted,
  };
}
