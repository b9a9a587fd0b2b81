import type { Timer } from '../../clock.ts';
import type { LogGroup, LogsState } from './state.ts';

const DAY = 24 * 3600 * 1000;
const HOUR = 3600 * 1000;

/** How long a group keeps an event, in ms; undefined for ever. One of class DELIVERY keeps it for a day, whatever its setting. */
export function retentionOf({ class: logClass, retentionInDays }: LogGroup): number | undefined {
  if (logClass === 'DELIVERY') return DAY;
  return retentionInDays === undefined ? undefined : retentionInDays * DAY;
}

/** Events before this moment are gone, whether they are deleted yet or not. */
export function expiryOf(group: LogGroup, now: number): number {
  const retention = retentionOf(group);
  return retention === undefined ? 0 : now - retention;
}

/**
 * Deletes what has expired. A group's events are hidden to the millisecond (`expiryOf`); their rows are deleted within the hour
 * after a whole request's events have expired. AWS itself takes up to 72 hours.
 */
export class Expiry {
  readonly #state: LogsState;
  readonly #timers = new Map<number, Timer>();

  constructor(state: LogsState) {
    this.#state = state;
  }

  /** Sets the timers of all groups again after a start. */
  start(): void {
    const { groups } = this.#state;
    for (const scope of groups.scopes()) for (const group of groups.list(scope)) this.watch(scope, group);
  }

  /** To be called when events come into a group and when its retention changes. */
  watch(scope: string, group: LogGroup): void {
    const retention = retentionOf(group);
    if (retention === undefined || this.#timers.has(group.id)) return;
    const earliest = this.#state.chunks.earliest(group.id);
    if (earliest === undefined) return;
    const { clock } = this.#state.parts;
    const due = Math.max(earliest + retention + 1, clock.now() + HOUR);
    this.#timers.set(
      group.id,
      clock.at(due, () => this.#sweep(scope, group)),
    );
  }

  /** To be called before `watch` when a group's retention has changed, and when a group goes. */
  forget(group: LogGroup): void {
    this.#timers.get(group.id)?.cancel();
    this.#timers.delete(group.id);
  }

  #sweep(scope: string, { id, name }: LogGroup): void {
    this.#timers.delete(id);
    const group = this.#state.groups.get(scope, name);
    if (group?.id !== id) return;
    const before = expiryOf(group, this.#state.parts.clock.now());
    if (before > 0) this.#state.chunks.expire(id, before);
    this.watch(scope, group);
  }
}
