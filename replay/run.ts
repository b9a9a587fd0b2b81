import { type ComplianceOutcome, type Outcome, Simulation } from '../core/simulate/index.ts';
import type { Rule } from '../rules/kit/index.ts';
import { type ArchiveOptions, readArchive } from './archive.ts';
import type { ChosenManagedRule } from './config-rules.ts';
import { FilterCount } from './filter-counts.ts';
import { FilterTrials } from './filter-trials.ts';
import type { CountedFilter } from './filters-file.ts';
import { Histories, type ResourceHistory } from './histories.ts';
import { iso } from './iso.ts';
import { ItemsInTime } from './items-in-time.ts';
import { simulationPlan } from './plan.ts';
import { recordedSoon } from './recorded-soon.ts';
import type { AlarmResult, AlertResult, ReplayResult, ResourceResult, VerdictResult } from './result.ts';

export interface ReplayOptions extends ArchiveOptions {
  readonly paths: readonly string[];
  readonly rules: readonly Rule[];
  /** Filters to count besides the plan's. */
  readonly filters?: readonly CountedFilter[];
  /** As if the rules were deployed with this home region; without it, as if in every region. */
  readonly homeRegion?: string;
  /** AWS Config's own rules beside these; without it, none. */
  readonly managed?: readonly ChosenManagedRule[];
}

/**
 * Plays archives through the whole plan on virtual time.
 * @throws ArchiveError when nothing of them can be used
 */
export async function runReplay(options: ReplayOptions): Promise<ReplayResult> {
  const began = performance.now();
  const trials = new FilterTrials(options.filters ?? []);
  const plan = trials.within(simulationPlan(options.rules, options.homeRegion, options.managed));
  const counts = plan.filters.map((filter) => new FilterCount(filter.id));
  const byFilter = new Map(plan.filters.map((filter, index) => [filter, counts[index]]));
  const archive = readArchive(options.paths, options);
  const simulation = new Simulation(plan, {
    onMatch: (filter, record) => byFilter.get(filter)?.add(record),
    isRecorded: recordedSoon(archive.items),
  });
  const outcomes = new Outcomes();
  let first: number | undefined;
  let last = 0;
  // An archive has read every file once when its first records come, so all items are there by then.
  const items = new ItemsInTime(archive.items);
  for await (const batch of archive.batches) {
    first ??= batch[0]?.time;
    for (const record of batch) {
      for (const item of items.before(record.time)) outcomes.add(trials.others(simulation.take(item)));
      outcomes.add(trials.others(simulation.play(record)));
    }
    last = batch.at(-1)?.time ?? last;
  }
  for (const item of items.before(Number.POSITIVE_INFINITY)) outcomes.add(trials.others(simulation.take(item)));
  outcomes.add(trials.others(simulation.settle()));

  const span = last - (first ?? last);
  const results = counts.map((count) => count.result(span));
  const blind = simulation
    .blind()
    .map(({ from, ...rest }) => ({ ...rest, from: from === undefined ? null : iso(from) }));
  return {
    events: archive.events,
    distinct: archive.events - archive.duplicates,
    duplicates: archive.duplicates,
    from: first === undefined ? null : iso(first),
    to: first === undefined ? null : iso(last),
    seconds: Math.round(performance.now() - began) / 1000,
    alerts: outcomes.alerts,
    alarms: outcomes.alarms,
    filters: trials.results(results, blind),
    blind: blind.filter(({ alarm, seconds }) => seconds > 0 && !trials.has(alarm)),
    compliance: outcomes.compliance,
    resources: outcomes.histories.all().map(asResource),
    skipped: archive.skipped,
  };
}

/** Keeps of each outcome what is reported. */
class Outcomes {
  readonly alerts: AlertResult[] = [];
  readonly alarms: AlarmResult[] = [];
  readonly compliance: VerdictResult[] = [];
  readonly histories = new Histories();

  add(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if (outcome.kind === 'alert') {
        const { rule, time, eventId, actor, resource = null, record } = outcome;
        this.alerts.push({ rule, time: iso(time), eventId, actor, resource, source: record.sourceIPAddress ?? null });
      } else if (outcome.kind === 'alarm') {
        const { alarm, time, from, to, reason } = outcome;
        this.alarms.push({ alarm, time: iso(time), from, to, reason });
      } else if (outcome.kind === 'change') this.histories.add(outcome);
      else if (outcome.kind === 'compliance') this.compliance.push(asVerdict(outcome));
    }
  }
}

function asVerdict({ rule, transition, resourceName, change, time }: ComplianceOutcome): VerdictResult {
  const { resourceType, resourceId, from = 'INSUFFICIENT_DATA', to, annotation = null } = transition;
  const name = resourceName === undefined || resourceName === resourceId ? null : resourceName;
  const actor = change?.callers[0]?.actor ?? null;
  return { rule, resource: `${resourceType}/${resourceId}`, name, time: iso(time), from, to, annotation, actor };
}

function asResource({ item, changes }: ResourceHistory): ResourceResult {
  const { resourceType, resourceId, resourceName = null, awsRegion: region } = item;
  return { resourceType, resourceId, resourceName, region, changes };
}
