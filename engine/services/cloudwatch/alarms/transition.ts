import {
  type AlarmAction,
  type AlarmNotification,
  actionOf,
  actionsFor,
  lambdaActionEvent,
  notification,
  type StateRecord,
  stateChangeEvent,
} from '../../../../core/alarm/index.ts';
import { isSendable } from '../../../action-call.ts';
import { Signal } from '../../../signal.ts';
import { type CloudWatchState, homeOf } from '../state.ts';
import { actionItem, stateUpdate } from './history-items.ts';
import { type AlarmRecord, descriptionOf } from './record.ts';

/** One action of one transition, with all that its target may be given. */
export interface ActionRun {
  readonly scope: string;
  readonly alarm: string;
  readonly alarmArn: string;
  readonly action: AlarmAction;
  /** For SNS. */
  readonly notification: AlarmNotification;
  /** For Lambda. */
  readonly lambdaEvent: object;
  readonly stateChangedAt: number;
}

/** What became of an action, told by who ran it. */
export interface ActionEnd {
  readonly scope: string;
  readonly alarm: string;
  readonly arn: string;
  readonly stateChangedAt: number;
  readonly outcome: 'Succeeded' | 'Failed';
  readonly error?: string;
  readonly published?: unknown;
}

export interface StateChange {
  readonly scope: string;
  readonly alarm: AlarmRecord;
  readonly before: StateRecord;
}

/** Puts alarms into states: stored, remembered in the history, told on the bus, acted upon. */
export class Transitions {
  readonly #state: CloudWatchState;
  /** Told within the write, after the alarm's own events: composite alarms look at it. */
  readonly changed = new Signal<StateChange>();

  constructor(state: CloudWatchState) {
    this.#state = state;
  }

  /** Gives an alarm a state. Only a change of the state's value is history, an event and a reason to act. */
  enter<T extends AlarmRecord>(scope: string, alarm: T, next: StateRecord, { act }: { act: boolean }): T {
    return this.#state.parts.store.write(() => {
      const before = alarm.state;
      const changes = before.state !== next.state;
      const entered: T = { ...alarm, state: next, transitionedAt: changes ? next.at : alarm.transitionedAt };
      this.#state.alarms.put(scope, alarm.name, entered);
      if (!changes) return entered;
      this.#state.history.add(scope, stateUpdate(alarm, next, before));
      this.#state.event.tell(stateChangeEvent(homeOf(scope), descriptionOf(entered), next, before));
      if (act) this.act(scope, entered, before);
      this.changed.tell({ scope, alarm: entered, before });
      return entered;
    });
  }

  /** Runs the actions of an alarm's present state: all of them, or those `which` picks. */
  act(
    scope: string,
    alarm: AlarmRecord,
    before: StateRecord,
    which: (action: AlarmAction) => boolean = () => true,
  ): void {
    if (!alarm.actionsEnabled) return;
    const home = homeOf(scope);
    const description = descriptionOf(alarm);
    for (const arn of actionsFor(description, alarm.state.state)) {
      const action = actionOf(arn, description, alarm.state);
      if (!which(action)) continue;
      const call = 'call' in action ? action.call : undefined;
      const isSent = call ? isSendable(call, this.#state.parts.settings) : action.kind !== 'other';
      if (isSent) {
        this.#state.action.tell({
          scope,
          alarm: alarm.name,
          alarmArn: alarm.arn,
          action,
          notification: notification(home, description, alarm.state, before),
          lambdaEvent: lambdaActionEvent(home, description, alarm.state, before),
          stateChangedAt: alarm.state.at,
        });
        continue;
      }
      const at = this.#state.now();
      const item = { alarm, arn, outcome: 'Recorded', published: call, stateChangedAt: alarm.state.at, at } as const;
      this.#state.history.add(scope, actionItem(item));
    }
  }

  /** Remembers how an action ended. */
  ended({ scope, alarm: name, ...end }: ActionEnd): void {
    const alarm = this.#state.alarms.get(scope, name);
    if (alarm) this.#state.history.add(scope, actionItem({ ...end, alarm, at: this.#state.now() }));
  }
}
