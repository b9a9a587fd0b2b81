import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AlarmState,
  evaluate,
  evaluationTimes,
  evaluationWindows,
  type ThresholdAlarm,
} from '../../../core/alarm/index.ts';
import { Simulation, simulated } from '../../../core/simulate/index.ts';
import { alarmPlan, changes, minutes, outcomesOf, recordAt, start } from './plans.ts';

describe('an alarm on virtual time', () => {
  it('goes to ALARM in the minute after the record, and back to OK when its period has passed', async () => {
    const outcomes = await outcomesOf(alarmPlan(), [recordAt(0, 'GetTrail'), recordAt(600)]);
    expect(changes(outcomes)).toEqual(['60 INSUFFICIENT_DATA -> OK', '660 OK -> ALARM', '1560 ALARM -> OK']);
  });

  it('tells which records are behind it, and why', async () => {
    const [, raised] = await outcomesOf(alarmPlan({ threshold: 2 }), [recordAt(0), recordAt(900), recordAt(930)]);
    expect(raised).toMatchObject({
      kind: 'alarm',
      to: 'ALARM',
      reason: expect.stringContaining('[2.0 (01/01/26 00:11:00)]'),
    });
    expect(raised?.kind === 'alarm' && raised.records.map(({ eventID }) => eventID)).toEqual(['id-900', 'id-930']);
  });

  it('has no data again when the data stops, where missing data is missing', async () => {
    const outcomes = await outcomesOf(alarmPlan({ treatMissingData: 'missing' }), [recordAt(0)]);
    expect(changes(outcomes)).toEqual(['60 INSUFFICIENT_DATA -> ALARM', '960 ALARM -> INSUFFICIENT_DATA']);
  });

  it('stays as it is, where missing data is ignored', async () => {
    expect(changes(await outcomesOf(alarmPlan({ treatMissingData: 'ignore' }), [recordAt(0)]))).toEqual([
      '60 INSUFFICIENT_DATA -> ALARM',
    ]);
  });

  it('takes values out of records', async () => {
    const plan = alarmPlan({ threshold: 5 }, { metricValue: '$.requestParameters.count' });
    const outcomes = await outcomesOf(plan, [
      recordAt(0, 'StopLogging', { requestParameters: { count: 4 } }),
      recordAt(3000, 'StopLogging', { requestParameters: { count: 6 } }),
    ]);
    expect(changes(outcomes).filter((change) => change.endsWith('-> ALARM'))).toEqual(['3060 OK -> ALARM']);
  });

  it('reports a default value for a minute with records of which none matches', async () => {
    const plan = alarmPlan({ period: 60, treatMissingData: 'missing' }, { metricValue: '1', defaultValue: 0 });
    const outcomes = await outcomesOf(plan, [recordAt(0, 'GetTrail'), recordAt(600), recordAt(610, 'GetTrail')]);
    expect(changes(outcomes)).toEqual([
      '60 INSUFFICIENT_DATA -> OK',
      '240 OK -> INSUFFICIENT_DATA',
      '660 INSUFFICIENT_DATA -> ALARM',
      '840 ALARM -> INSUFFICIENT_DATA',
    ]);
  });

  it('stops where it is told to', async () => {
    expect(changes(await outcomesOf(alarmPlan(), [recordAt(0)], { end: start + minutes(3) }))).toEqual([
      '60 INSUFFICIENT_DATA -> ALARM',
    ]);
    const before = await outcomesOf(alarmPlan(), [recordAt(600)], { start, end: start + minutes(5) });
    expect(changes(before)).toEqual(['60 INSUFFICIENT_DATA -> OK']);
  });

  it('is blind from its message to the last record that comes while it stands in ALARM', async () => {
    const simulation = new Simulation(alarmPlan());
    // ALARM from 60 to 1080 + 300, unheard: 200 and 420. Again at 6060, heard all.
    for (const seconds of [0, 200, 420, 6000, 6030]) simulation.play(simulated(recordAt(seconds)));
    simulation.settle();
    expect(simulation.blind()).toEqual([{ alarm: 'stopped', seconds: 420 - 60, from: start + 60_000 }]);
  });

  it('reaches the states it would reach if it were evaluated every time it is due', async () => {
    const treatMissingData = fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching');
    const settings = fc.record({
      period: fc.constantFrom(60, 300),
      evaluationPeriods: fc.integer({ min: 1, max: 3 }),
      threshold: fc.integer({ min: 1, max: 3 }),
      treatMissingData,
    });
    const gaps = fc.array(fc.oneof(fc.nat(90), fc.nat(4000)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(settings, gaps, async (alarm, times) => {
        const seconds = times.map((_, index) => times.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0));
        const records = seconds.map((at) => recordAt(at));
        const end = start + seconds.at(-1)! * 1000 + minutes(60);
        const plan = alarmPlan(alarm as Partial<ThresholdAlarm>);
        const outcomes = await outcomesOf(plan, records, { start, end });
        expect(changes(outcomes)).toEqual(
          everyEvaluation(
            plan.alarms[0]!.alarm,
            records.map(({ eventTime }) => Date.parse(eventTime)),
            end,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** The same, said plainly: every evaluation, over every record. */
function everyEvaluation(alarm: ThresholdAlarm, times: readonly number[], end: number): string[] {
  let state: AlarmState = 'INSUFFICIENT_DATA';
  const found: string[] = [];
  for (const at of evaluationTimes(alarm, start, end)) {
    const windows = evaluationWindows(alarm, at);
    const range = windows.map((one) => times.filter((time) => time >= one.start && time < one.end).length || undefined);
    const next: AlarmState = evaluate(alarm, range, state, { at, starts: windows.map((one) => one.start) }).state;
    if (next !== state) found.push(`${(at - start) / 1000} ${state} -> ${next}`);
    state = next;
  }
  return found;
}
