import {
  alarmsOf,
  type ChildState,
  evaluatedAnew,
  onSuppressor,
  onTime,
  onTransition,
  parseAlarmRule,
  ruleHolds,
  type StateRecord,
  type Suppression,
  type SuppressionStep,
  suppressedReason,
  triggeringAlarms,
  turnedBy,
} from '../../../../core/alarm/index.ts';
import type { CloudWatchState } from '../state.ts';
import type { AlarmRecord, CompositeAlarmRecord } from './record.ts';
import type { StateChange, Transitions } from './transition.ts';

/** The name in a rule's `ALARM(name)` or `ALARM(arn:...:alarm:name)`. */
export const nameIn = (reference: string): string =>
  reference.startsWith('arn:') ? reference.split(':').slice(6).join(':') : reference;

/** Keeps composite alarms in the state their rules say, and their actions back while their suppressors speak. */
export class Composites {
  readonly #state: CloudWatchState;
  readonly #transitions: Transitions;
  /** Composite alarms being evaluated: one met again stands in a cycle and is not evaluated. */
  readonly #underway = new Set<string>();
  /** By scope, the names of composite alarms and whom each looks at: every change of any alarm asks. */
  readonly #known = new Map<
    string,
    Map<string, { readonly alarms: ReadonlySet<string>; readonly suppressor: string }>
  >();

  constructor(state: CloudWatchState, transitions: Transitions) {
    this.#state = state;
    this.#transitions = transitions;
    transitions.changed.to((change) => this.#follow(change));
    state.alarmTouched.to(({ scope, name }) => this.#learn(scope, name));
  }

  start(): void {
    for (const scope of this.#state.alarms.scopes()) {
      for (const alarm of this.#state.alarms.list(scope)) {
        this.#learn(scope, alarm.name);
        if (alarm.kind === 'composite') this.#await(scope, alarm);
      }
    }
  }

  /** Gives a composite alarm that was made or changed the state of its rule, with every alarm it names as the cause. */
  evaluateAnew(scope: string, alarm: CompositeAlarmRecord, operation: 'created' | 'updated'): void {
    this.#learn(scope, alarm.name);
    const state = this.#stateOf(scope, alarm);
    const children = this.#children(scope, alarm);
    this.#enter(scope, alarm, {
      state,
      reason: evaluatedAnew(alarm.arn, state, operation),
      reasonData: triggeringAlarms(children),
      at: this.#state.now(),
    });
  }

  /** The composite alarms whose rules name an alarm. */
  parentsOf(scope: string, name: string): CompositeAlarmRecord[] {
    return this.#where(scope, ({ alarms }) => alarms.has(name));
  }

  #where(scope: string, looks: (at: { alarms: ReadonlySet<string>; suppressor: string }) => boolean) {
    const found = [...(this.#known.get(scope) ?? [])].filter(([, each]) => looks(each)).map(([name]) => name);
    return found.sort().flatMap((name) => {
      const alarm = this.#state.alarms.get(scope, name);
      return alarm?.kind === 'composite' ? [alarm] : [];
    });
  }

  /** Notes whom a composite alarm looks at, or that it is gone. */
  #learn(scope: string, name: string): void {
    const alarm = this.#state.alarms.get(scope, name);
    const known = this.#known.get(scope) ?? new Map();
    this.#known.set(scope, known);
    if (alarm?.kind !== 'composite') known.delete(name);
    else
      known.set(name, { alarms: new Set(references(alarm)), suppressor: nameIn(alarm.input.ActionsSuppressor ?? '') });
  }

  #follow({ scope, alarm: child }: StateChange): void {
    for (const parent of this.parentsOf(scope, child.name)) this.#reconsider(scope, parent.name, child);
    for (const alarm of this.#where(scope, ({ suppressor }) => suppressor === child.name)) {
      this.#suppressorChanged(scope, alarm, child);
    }
  }

  #reconsider(scope: string, name: string, child: AlarmRecord): void {
    const alarm = this.#state.alarms.get(scope, name);
    const key = `${scope} ${name}`;
    if (alarm?.kind !== 'composite' || this.#underway.has(key)) return;
    const state = this.#stateOf(scope, alarm);
    if (state === alarm.state.state) return;
    const cause: ChildState = { arn: child.arn, state: child.state.state, at: child.state.at };
    this.#underway.add(key);
    try {
      const reasonData = triggeringAlarms([cause]);
      this.#enter(scope, alarm, { state, reason: turnedBy(cause), reasonData, at: this.#state.now() });
    } finally {
      this.#underway.delete(key);
    }
  }

  #stateOf(scope: string, alarm: CompositeAlarmRecord): 'ALARM' | 'OK' {
    const rule = parseAlarmRule(alarm.input.AlarmRule ?? '');
    const stateOf = (reference: string) => this.#state.alarms.get(scope, nameIn(reference))?.state.state;
    return ruleHolds(rule, stateOf) ? 'ALARM' : 'OK';
  }

  #children(scope: string, alarm: CompositeAlarmRecord): ChildState[] {
    return references(alarm).flatMap((name) => {
      const child = this.#state.alarms.get(scope, name);
      return child ? [{ arn: child.arn, state: child.state.state, at: child.state.at }] : [];
    });
  }

  /** A transition of the composite alarm itself: its actions run now, later, or not at all. */
  #enter(scope: string, alarm: CompositeAlarmRecord, next: StateRecord): void {
    const suppressor = suppressorOf(alarm);
    const changes = alarm.state.state !== next.state;
    const step = changes
      ? onTransition(alarm.suppression, suppressor, this.#suppressorInAlarm(scope, alarm), next.at)
      : { next: alarm.suppression, act: false };
    const entered = { ...alarm, suppression: step.next };
    this.#transitions.enter(scope, entered, { ...next, ...suppressedNow(step.next) }, { act: step.act });
    this.#await(scope, entered);
  }

  #suppressorChanged(scope: string, alarm: CompositeAlarmRecord, child: AlarmRecord): void {
    const suppressor = suppressorOf(alarm);
    if (suppressor === undefined) return;
    const inAlarm = child.state.state === 'ALARM';
    this.#take(scope, alarm, onSuppressor(alarm.suppression, suppressor, inAlarm, this.#state.now()));
  }

  /** Sets the timer of a wait or extension; a suppression that has changed by then is left alone. */
  #await(scope: string, alarm: CompositeAlarmRecord): void {
    const { until } = alarm.suppression;
    if (until === undefined) return;
    this.#state.parts.clock.at(until, () => {
      const present = this.#state.alarms.get(scope, alarm.name);
      if (present?.kind === 'composite') this.#take(scope, present, onTime(present.suppression, this.#state.now()));
    });
  }

  #take(scope: string, alarm: CompositeAlarmRecord, { next, act }: SuppressionStep): void {
    if (same(next, alarm.suppression)) return;
    const { actionsSuppressedBy: _by, actionsSuppressedReason: _reason, ...state } = alarm.state;
    const changed = { ...alarm, suppression: next, state: { ...state, ...suppressedNow(next) } };
    this.#state.parts.store.write(() => {
      this.#state.alarms.put(scope, alarm.name, changed);
      if (act) this.#transitions.act(scope, changed, { ...alarm.state, state: otherThan(alarm.state) });
    });
    this.#await(scope, changed);
  }

  #suppressorInAlarm(scope: string, alarm: CompositeAlarmRecord): boolean {
    const name = nameIn(alarm.input.ActionsSuppressor ?? '');
    return this.#state.alarms.get(scope, name)?.state.state === 'ALARM';
  }
}

const references = (alarm: CompositeAlarmRecord) => [
  ...new Set(alarmsOf(parseAlarmRule(alarm.input.AlarmRule ?? '')).map(nameIn)),
];

const suppressorOf = ({ input }: CompositeAlarmRecord) =>
  input.ActionsSuppressor === undefined
    ? undefined
    : {
        waitPeriod: input.ActionsSuppressorWaitPeriod ?? 0,
        extensionPeriod: input.ActionsSuppressorExtensionPeriod ?? 0,
      };

const suppressedNow = ({ by }: Suppression) =>
  by === undefined ? {} : { actionsSuppressedBy: by, actionsSuppressedReason: suppressedReason(by) };

const same = (a: Suppression, b: Suppression) => a.by === b.by && a.until === b.until && a.owed === b.owed;

/** Delayed actions tell of the transition that was held back; a composite alarm has two states once it is evaluated. */
const otherThan = ({ state }: StateRecord) => (state === 'ALARM' ? 'OK' : 'ALARM');
