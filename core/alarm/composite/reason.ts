import { javaJson } from '../java-json.ts';
import { isoOffset, longTime } from '../time-text.ts';
import type { AlarmState } from '../types.ts';

/** One alarm that a composite alarm's rule names, with its state and since when. */
export interface ChildState {
  readonly arn: string;
  readonly state: AlarmState;
  readonly at: number;
}

/** The reason a composite alarm gives when one of its alarms turned it (recorded in AWS's sample events). */
export const turnedBy = (child: ChildState): string =>
  `${child.arn} transitioned to ${child.state} at ${longTime(child.at)}`;

/** The reason it gives after it was made or changed itself. */
export const evaluatedAnew = (arn: string, state: AlarmState, operation: 'created' | 'updated'): string =>
  operation === 'created'
    ? `${arn} was created and its alarm rule evaluates to ${state}`
    : `${arn} was updated and its new alarm rule evaluates to ${state}`;

/** `StateReasonData` of a composite alarm: the alarms whose states made its own. */
export const triggeringAlarms = (children: readonly ChildState[]): string =>
  javaJson({
    triggeringAlarms: children.map(({ arn, state, at }) => ({
      arn,
      state: { value: state, timestamp: isoOffset(at) },
    })),
  });
