import type { Timer } from '../../clock.ts';
import { EVERY } from './frequency.ts';
import type { ConfigState } from './state.ts';

/** What is done again and again while a recorder is on. */
export interface Rounds {
  snapshot(scope: string): void;
  history(scope: string): void;
  endDay(scope: string): void;
}

type Round = keyof Rounds;

/** Sets the clock for what a recorder that is on does regularly, counted from its start: after a restart it goes on in step. */
export class Schedule {
  readonly #state: ConfigState;
  readonly #rounds: Rounds;
  readonly #timers = new Map<string, Map<Round, { readonly timer: Timer; readonly due: number }>>();

  constructor(state: ConfigState, rounds: Rounds) {
    this.#state = state;
    this.#rounds = rounds;
  }

  /** For an engine that starts again. */
  start(): void {
    for (const scope of this.#state.recorders.scopes()) this.set(scope);
  }

  /** A recorder or a channel is another than before. */
  set(scope: string): void {
    for (const { timer } of this.#timers.get(scope)?.values() ?? []) timer.cancel();
    this.#timers.set(scope, new Map());
    const recorder = this.#state.recorders.list(scope)[0];
    const channel = this.#state.activeChannel(scope);
    if (!recorder || !channel) return;
    const frequency = channel.configSnapshotDeliveryProperties?.deliveryFrequency;
    this.#wait(scope, 'history', EVERY.Six_Hours);
    this.#wait(scope, 'endDay', EVERY.TwentyFour_Hours);
    if (frequency) this.#wait(scope, 'snapshot', EVERY[frequency]);
  }

  /** When files come next, ms since 1970. */
  next(scope: string): { readonly snapshot: number | undefined; readonly history: number | undefined } {
    const timers = this.#timers.get(scope);
    return { snapshot: timers?.get('snapshot')?.due, history: timers?.get('history')?.due };
  }

  #wait(scope: string, round: Round, every: number): void {
    const { clock } = this.#state.parts;
    const startedAt = this.#state.recorders.list(scope)[0]?.startedAt ?? clock.now();
    const passed = Math.floor((clock.now() - startedAt) / every);
    const due = startedAt + (passed + 1) * every;
    const timer = clock.at(due, () => {
      this.#wait(scope, round, every);
      this.#rounds[round](scope);
    });
    this.#timers.get(scope)?.set(round, { timer, due });
  }
}
