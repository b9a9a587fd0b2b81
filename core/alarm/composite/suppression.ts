/**
 * Whether a composite alarm's actions may run, while a suppressor watches over them.
 * A transition with the suppressor silent waits for it (`WaitPeriod`): it may be about to speak. While the suppressor is in ALARM nothing
 * runs; after it falls silent the alarm is given time to recover (`ExtensionPeriod`). When a wait runs out, the actions of the state the
 * alarm is in by then run, if they are still owed.
 * @see AWS, "Composite alarm action suppression", examples 1-6
 */

export interface Suppressor {
  readonly waitPeriod: number;
  readonly extensionPeriod: number;
}

export type SuppressedBy = 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod';

/** What is remembered between events; `until` in milliseconds. */
export interface Suppression {
  readonly by: SuppressedBy | undefined;
  readonly until: number | undefined;
  /** A transition whose actions have not run yet. */
  readonly owed: boolean;
}

export interface SuppressionStep {
  readonly next: Suppression;
  /** Run the actions of the alarm's present state now. */
  readonly act: boolean;
}

export const unsuppressed: Suppression = { by: undefined, until: undefined, owed: false };

const seconds = (count: number) => count * 1000;
const waiting = (by: SuppressedBy, until: number | undefined, owed: boolean): SuppressionStep => ({
  next: { by, until, owed },
  act: false,
});

/** The composite alarm changed its state. */
export function onTransition(
  suppression: Suppression,
  suppressor: Suppressor | undefined,
  suppressorInAlarm: boolean,
  at: number,
): SuppressionStep {
  if (suppressor === undefined) return { next: unsuppressed, act: true };
  if (suppressorInAlarm) return waiting('Alarm', undefined, true);
  // A new wait begins at each transition, and replaces a wait or extension under way.
  if (suppressor.waitPeriod <= 0 && suppression.by === undefined) return { next: unsuppressed, act: true };
  return waiting('WaitPeriod', at + seconds(suppressor.waitPeriod), true);
}

/** The suppressor changed its state. */
export function onSuppressor(
  suppression: Suppression,
  suppressor: Suppressor,
  suppressorInAlarm: boolean,
  at: number,
): SuppressionStep {
  if (suppressorInAlarm) {
    return suppression.by === undefined && !suppression.owed
      ? { next: suppression, act: false }
      : waiting('Alarm', undefined, suppression.owed);
  }
  if (suppression.by !== 'Alarm') return { next: suppression, act: false };
  if (suppressor.extensionPeriod <= 0) return { next: unsuppressed, act: suppression.owed };
  return waiting('ExtensionPeriod', at + seconds(suppressor.extensionPeriod), suppression.owed);
}

/** A wait or extension may have run out. */
export function onTime(suppression: Suppression, at: number): SuppressionStep {
  if (suppression.until === undefined || at < suppression.until) return { next: suppression, act: false };
  return { next: unsuppressed, act: suppression.owed };
}

/** `Actions suppressed by WaitPeriod`. */
export const suppressedReason = (by: SuppressedBy): string => `Actions suppressed by ${by}`;
