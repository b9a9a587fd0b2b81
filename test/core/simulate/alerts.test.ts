import { describe, expect, it } from 'vitest';
import { eventOf } from '../../../core/cloudtrail/index.ts';
import { matchesEvent, parseEventPattern } from '../../../core/event-pattern/index.ts';
import { isReadOnlyManagement, kindOf } from '../../../core/simulate/index.ts';
import { simulationPlan } from '../../../replay/plan.ts';
import { catalogue } from '../../../rules/catalogue.ts';
import { generateWeek } from '../../../samples/index.ts';
import { alertPlan, outcomesOf, recordAt } from './plans.ts';

const stopped = { source: ['aws.cloudtrail'], detail: { eventName: ['StopLogging'] } };

describe('an alert rule', () => {
  it('tells who did what, of the record it matched', async () => {
    const plan = alertPlan('trail-stopped', stopped, { about: () => 'the trail' });
    expect(await outcomesOf(plan, [recordAt(0, 'StartLogging'), recordAt(5)])).toEqual([
      {
        kind: 'alert',
        rule: 'trail-stopped',
        time: Date.parse('2026-01-01T00:00:05Z'),
        eventId: 'id-5',
        actor: 'mallory',
        resource: 'the trail',
        record: recordAt(5),
        told: true,
      },
    ]);
  });

  it('sees calls that only read when it asks for all management events, not otherwise', async () => {
    const everything = { source: [{ prefix: 'aws.' }] };
    const records = [recordAt(0, 'DescribeTrails'), recordAt(1, 'StopLogging')];
    const names = async (more: object) =>
      (await outcomesOf(alertPlan('all', everything, more), records)).map((one) => one.kind === 'alert' && one.eventId);
    expect(await names({})).toEqual(['id-1']);
    expect(await names({ allManagementEvents: true })).toEqual(['id-0', 'id-1']);
  });

  it('sees calls that only read, of every region, where they come out of the log group', async () => {
    const home = { region: 'eu-west-1', forwarded: [] };
    const plan = { ...alertPlan('all', { source: [{ prefix: 'aws.' }] }), home };
    const records = [recordAt(0, 'DescribeTrails'), recordAt(1, 'StopLogging')];
    const ids = async (readsFromLogs: boolean) =>
      (await outcomesOf({ ...plan, readsFromLogs }, records)).map((one) => one.kind === 'alert' && one.eventId);

    expect(await ids(false)).toEqual([]);
    expect(await ids(true)).toEqual(['id-0']);
  });

  it('stands in its home region, and gets from us-east-1 what is forwarded', async () => {
    const forwarded = [
      parseEventPattern('{"source":["aws.cloudtrail"],"detail-type":["AWS API Call via CloudTrail"]}'),
    ];
    const plan = { ...alertPlan('trail-stopped', stopped), home: { region: 'ap-northeast-2', forwarded } };
    const from = (awsRegion: string, more: object = {}) => recordAt(0, 'StopLogging', { awsRegion, ...more });
    const counts = await Promise.all(
      [
        from('ap-northeast-2'),
        from('us-east-1'),
        from('eu-west-1'),
        from('us-east-1', { eventType: 'AwsServiceEvent' }),
      ].map(async (record) => (await outcomesOf(plan, [record])).length),
    );
    expect(counts).toEqual([1, 1, 0, 0]);
  });

  it('matches what its pattern matches, whatever is decided before the record is read', async () => {
    const { records } = generateWeek({ seed: 5, end: Date.UTC(2026, 5, 5) });
    const patterns = catalogue.flatMap((rule) =>
      rule.kind === 'alert' ? [{ id: rule.id, pattern: parseEventPattern(JSON.stringify(rule.pattern)) }] : [],
    );
    const expected = records
      .filter((record) => !isReadOnlyManagement(kindOf(record)))
      .flatMap((record) =>
        patterns
          .filter(({ pattern }) => matchesEvent(pattern, eventOf(record)))
          .map(({ id }) => `${record.eventID} ${id}`),
      );
    const outcomes = await outcomesOf(simulationPlan(catalogue), records);
    expect(outcomes.flatMap((one) => (one.kind === 'alert' ? [`${one.eventId} ${one.rule}`] : []))).toEqual(expected);
    expect(expected.length).toBeGreaterThan(5);
  });
});
