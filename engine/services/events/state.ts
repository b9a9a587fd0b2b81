import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { type Bus, type BusRef, DEFAULT_BUS, type Rule, ruleScope } from './model.ts';

/** What the operations share: buses and rules. */
export class EventsState {
  readonly parts: EngineParts;
  readonly #buses: Documents<Bus>;
  readonly rules: Documents<Rule>;
  /** When a default bus nobody changed says it was made. */
  readonly #began: number;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.#began = parts.clock.now();
    this.#buses = parts.store.documents<Bus>('events.buses');
    this.rules = parts.store.documents<Rule>('events.rules');
  }

  bus(ref: BusRef): Bus | undefined {
    const kept = this.#buses.get(scopeOf(ref), ref.name);
    if (kept || ref.name !== DEFAULT_BUS) return kept;
    return { name: DEFAULT_BUS, statements: [], tags: {}, createdAt: this.#began, modifiedAt: this.#began };
  }

  /** The bus, or AWS's answer that there is none. */
  existingBus(ref: BusRef): Bus {
    const bus = this.bus(ref);
    if (!bus) throw noSuchBus(ref.name);
    return bus;
  }

  putBus(ref: BusRef, bus: Bus): void {
    this.#buses.put(scopeOf(ref), bus.name, bus);
  }

  deleteBus(ref: BusRef): void {
    this.#buses.delete(scopeOf(ref), ref.name);
  }

  /** The buses of an account and region, the default one among them. */
  listBuses(place: Pick<BusRef, 'account' | 'region'>): Bus[] {
    const kept = this.#buses.list(scopeOf(place));
    if (kept.some(({ name }) => name === DEFAULT_BUS)) return kept;
    const all = [...kept, this.existingBus({ ...place, name: DEFAULT_BUS })];
    return all.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  existingRule(bus: BusRef, name: string): Rule {
    const rule = this.rules.get(ruleScope(bus), name);
    if (!rule) {
      throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus.name}.`);
    }
    return rule;
  }

  putRule(bus: BusRef, rule: Rule): void {
    this.rules.put(ruleScope(bus), rule.name, rule);
  }
}

/** Refuses to touch a rule that belongs to an AWS service, such as an archive's. The words are unverified. */
export function checkNotManaged({ name, managedBy }: Rule): void {
  if (managedBy === undefined) return;
  throw new AwsError('ManagedRuleException', `Rule ${name} is managed by ${managedBy} and cannot be changed.`);
}

export const noSuchBus = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);

export const limitExceeded = (): AwsError =>
  new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
