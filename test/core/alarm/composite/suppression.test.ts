import { describe, expect, it } from 'vitest';
import { onSuppressor, onTime, onTransition, type Suppression, unsuppressed } from '../../../../core/alarm/index.ts';

const suppressor = { waitPeriod: 2, extensionPeriod: 3 };

type Step = 'transition' | 'suppressor alarms' | 'suppressor recovers';

/** Plays what happens at each second and gives the seconds at which actions ran. */
function actions(story: Record<number, Step>, alarmingFromStart = false): number[] {
  let suppression: Suppression = unsuppressed;
  let inAlarm = alarmingFromStart;
  const ran: number[] = [];
  for (let second = 0; second <= 12; second++) {
    const steps = [onTime(suppression, second * 1000)];
    suppression = steps[0]?.next ?? suppression;
    const happens = story[second];
    if (happens !== undefined) {
      if (happens !== 'transition') inAlarm = happens === 'suppressor alarms';
      const step =
        happens === 'transition'
          ? onTransition(suppression, suppressor, inAlarm, second * 1000)
          : onSuppressor(suppression, suppressor, inAlarm, second * 1000);
      suppression = step.next;
      steps.push(step);
    }
    if (steps.some(({ act }) => act)) ran.push(second);
  }
  return ran;
}

describe("AWS's examples of action suppression, with a wait of 2 and an extension of 3", () => {
  it('1: the actions run when the wait is over', () => {
    expect(actions({ 2: 'transition' })).toEqual([4]);
  });

  it('2: a suppressor that alarms within the wait suppresses them', () => {
    expect(actions({ 2: 'transition', 3: 'suppressor alarms' })).toEqual([]);
  });

  it('3: a new transition begins a new wait', () => {
    expect(actions({ 2: 'transition', 3: 'transition' })).toEqual([5]);
  });

  it('4: a suppressor already in alarm suppresses them at once', () => {
    expect(actions({ 2: 'transition' }, true)).toEqual([]);
  });

  it('5: they run when the extension is over', () => {
    expect(actions({ 2: 'transition', 3: 'suppressor alarms', 6: 'suppressor recovers' })).toEqual([9]);
  });

  it('6: a transition within the extension begins a wait instead', () => {
    expect(actions({ 2: 'transition', 3: 'suppressor alarms', 6: 'suppressor recovers', 7: 'transition' })).toEqual([
      9,
    ]);
  });

  it('without a suppressor they run at once', () => {
    expect(onTransition(unsuppressed, undefined, false, 0).act).toBe(true);
  });
});
