import { CloudWatchClient, paginateDescribeAlarmHistory } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { play } from '../../cli/play.ts';
import { Told } from '../../cli/told.ts';
import { messageOf, type Outcome, simulate, simulated } from '../../core/simulate/index.ts';
import type { Engine } from '../../engine/index.ts';
import { loadBundles } from '../../functions/bundles.ts';
import { apply } from '../../infra/apply/index.ts';
import { plan } from '../../infra/plan.ts';
import type { Resource } from '../../infra/resource.ts';
import { engineSettings } from '../../infra/settings.ts';
import { simulationPlan } from '../../replay/plan.ts';
import { alertById, catalogue, metricAlarmByName } from '../../rules/catalogue.ts';
import { generateWeek } from '../../samples/index.ts';
import { clientOptions, engine as startedEngine } from '../support/engine.ts';

const HOUR = 3600_000;
const end = Date.parse('2026-11-20T09:00:00Z');
const begin = end - 7 * 24 * HOUR;
const account = '123456789012';
const address = 'security@example.com';

interface Transition {
  readonly alarm: string;
  readonly time: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** What the alarms' own histories say of the week. */
async function transitionsOf(engine: Engine, region: string): Promise<Transition[]> {
  const client = new CloudWatchClient(clientOptions(engine, region));
  const pages = paginateDescribeAlarmHistory(
    { client },
    { HistoryItemType: 'StateUpdate', StartDate: new Date(begin), ScanBy: 'TimestampAscending' },
  );
  const transitions: Transition[] = [];
  for await (const { AlarmHistoryItems = [] } of pages) {
    for (const { AlarmName, Timestamp, HistoryData } of AlarmHistoryItems) {
      const { oldState, newState } = JSON.parse(HistoryData!) as Record<
        'oldState' | 'newState',
        Record<string, string>
      >;
      transitions.push({
        alarm: AlarmName!,
        time: Timestamp!.toISOString(),
        from: oldState.stateValue!,
        to: newState.stateValue!,
        reason: newState.stateReason!,
      });
    }
  }
  return transitions;
}

const verdict = (rule: string, resource: string, time: number, from: string | undefined, to: string) =>
  `${new Date(Math.floor(time / 1000) * 1000).toISOString()} ${rule} ${resource} ${from ?? '-'} -> ${to}`;

/** AWS Config's own rules that a plan puts into a region. */
const managedIn = (planned: readonly Resource[], region: string) =>
  planned.flatMap(({ type, region: where, properties }) => {
    if (type !== 'AWS::Config::ConfigRule' || where !== region) return [];
    const { Source, InputParameters } = properties as {
      Source: { Owner: string; SourceIdentifier: string };
      InputParameters?: Record<string, unknown>;
    };
    if (Source.Owner !== 'AWS') return [];
    const parameters = Object.entries(InputParameters ?? {}).map(([name, value]) => [name, String(value)]);
    return [
      { identifier: Source.SourceIdentifier, parameters: Object.fromEntries(parameters) as Record<string, string> },
    ];
  });

const byTimeAndName = (a: Transition, b: Transition) => (a.time + a.alarm < b.time + b.alarm ? -1 : 1);

describe.each(['us-east-1', 'ap-northeast-2'])('the sample week of a home in %s', (region) => {
  it('tells people the same in the simulation as in the engine, and moves the same alarms at the same moments', async () => {
    // Prepare
    const week = generateWeek({ seed: 'equal', end, account, region });
    const engine = await startedEngine({
      clock: 'virtual',
      startAt: begin - HOUR,
      region,
      confirmedAddresses: [address],
    });
    const settings = {
      ...engineSettings,
      homeRegion: region,
      emails: [address],
      language: 'both' as const,
      tellCompliance: false as const,
    };
    const planned = plan(catalogue, settings);
    await apply(planned, {
      endpoint: engine.url,
      region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      bundles: await loadBundles(),
    });
    await engine.clock.advanceTo(begin);
    const told = new Told(engine);
    const judged: string[] = [];
    engine.services.config.ports.complianceChanged.to(({ scope, rule, now, before }) => {
      // The engine's account has the plan's own trail, too: verdicts on the account as a whole are of other resources.
      if (!scope.endsWith(`/${region}`) || now.resourceId === account) return;
      judged.push(verdict(rule.name, now.resourceId, now.recordedAt, before?.compliance, now.compliance));
    });

    // Act
    await play(engine, week, end);
    const outcomes: Outcome[] = [];
    const records = week.records.map((record) => simulated(record));
    const simulation = simulate(simulationPlan(catalogue, region, managedIn(planned, region)), records, {
      start: begin - HOUR,
      end,
      items: week.items,
      rebuild: false,
    });
    for await (const outcome of simulation) if (outcome.time >= begin) outcomes.push(outcome);

    // Assess
    const texts = (name: string) => alertById(name) ?? metricAlarmByName(name);
    // Verdicts are compared as such, below: whether people are told of them is a setting.
    const toldOf = outcomes.filter(
      (one) => one.kind !== 'compliance' && !(one.kind === 'digest' && one.digest.kind === 'compliance'),
    );
    const expected = toldOf.flatMap(
      (outcome) => messageOf(outcome, { lang: 'both', account, region, texts, consoleUrl: engine.url }) ?? [],
    );
    const subjects = (messages: readonly { subject: string }[]) => messages.map(({ subject }) => subject).sort();
    expect(subjects(told.mails)).toEqual(subjects(expected));
    expect(expected.length).toBeGreaterThan(15);
    for (const { subject, body } of expected) {
      const mail = told.mails.find((each) => each.subject === subject && each.text.startsWith(body));
      expect(
        mail,
        `a mail that says\n${body}\namong\n${told.mails.find((each) => each.subject === subject)?.text}`,
      ).toBeDefined();
    }
    const transitions = outcomes.flatMap((outcome): Transition[] => {
      if (outcome.kind !== 'alarm') return [];
      const { alarm, time, from, to, reason } = outcome;
      return [{ alarm, time: new Date(time).toISOString(), from, to, reason }];
    });
    expect((await transitionsOf(engine, region)).sort(byTimeAndName)).toEqual(transitions.sort(byTimeAndName));
    const verdicts = outcomes.flatMap((outcome) => {
      if (outcome.kind !== 'compliance') return [];
      const { ruleName, resourceId, from, to } = outcome.transition;
      if (resourceId === account) return [];
      return [verdict(ruleName, resourceId, outcome.time, from, to)];
    });
    expect(verdicts.some((line) => line.includes('s3-bucket-blocks-public-access'))).toBe(true);
    expect(judged.toSorted()).toEqual(verdicts.sort());
  });
});
