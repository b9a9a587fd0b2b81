import { randomUUID } from 'node:crypto';
import { nextTime, parseSchedule } from '../../../core/schedule/index.ts';
import type { Timer } from '../../clock.ts';
import { busEvent } from './envelope.ts';
import { send } from './ingest.ts';
import { type BusRef, type Rule, ruleScope } from './model.ts';
import type { EventsState } from './state.ts';

/** Rules with a schedule: each has a timer on the clock, set anew after it fell due. */
export class Schedules {
  readonly #state: EventsState;
  readonly #timers = new Map<string, Timer>();

  constructor(state: EventsState) {
    this.#state = state;
  }

  /** Sets the timers of all that is stored. */
  start(): void {
    for (const scope of this.#state.rules.scopes()) {
      const [account, region, ...name] = scope.split('/') as [string, string, string];
      const bus: BusRef = { account, region, name: name.join('/') };
      for (const rule of this.#state.rules.list(scope)) if (rule.schedule) this.#set(bus, rule);
    }
  }

  /** To be called when a rule was put, changed or deleted. */
  changed(bus: BusRef, name: string): void {
    this.#state.parts.store.afterCommit(() => {
      const key = `${ruleScope(bus)}/${name}`;
      this.#timers.get(key)?.cancel();
      this.#timers.delete(key);
      const rule = this.#state.rules.get(ruleScope(bus), name);
      if (rule) this.#set(bus, rule);
    });
  }

  #set(bus: BusRef, rule: Rule): void {
    if (!rule.schedule || rule.state === 'DISABLED') return;
    const { clock } = this.#state.parts;
    const due = nextTime(parseSchedule(rule.schedule), clock.now(), rule.scheduledSince ?? rule.createdAt);
    if (due === undefined) return;
    const timer = clock.at(due, () => this.#fire(bus, rule.name, due));
    this.#timers.set(`${ruleScope(bus)}/${rule.name}`, timer);
  }

  #fire(bus: BusRef, name: string, time: number): void {
    const rule = this.#state.rules.get(ruleScope(bus), name);
    if (!rule) return;
    const { store, deliveries } = this.#state.parts;
    const event = busEvent({
      id: randomUUID(),
      detailType: 'Scheduled Event',
      source: 'aws.events',
      account: bus.account,
      time,
      region: bus.region,
      resources: [rule.arn],
      detail: '{}',
    });
    store.write(() => {
      deliveries.note(event.id, event.about, [rule.arn]);
      send(this.#state, bus, rule, event);
    });
    this.#set(bus, rule);
  }
}
