import { type Outcome, Simulation, type SimulationPlan } from '../core/simulate/index.ts';
import type { Rule } from '../rules/kit/index.ts';
import { type ArchiveOptions, readArchive } from './archive.ts';
import { FilterCount, type FilterResult } from './filter-counts.ts';
import type { CountedFilter } from './filters-file.ts';
import { simulationPlan } from './plan.ts';
import type { AlarmResult, AlertResult, ReplayResult } from './result.ts';

export interface ReplayOptions extends ArchiveOptions {
  readonly paths: readonly string[];
  readonly rules: readonly Rule[];
  /** Filters to count besides the plan's. */
  readonly filters?: readonly CountedFilter[];
  /** As if the rules were deployed with this home region; without it, as if in every region. */
  readonly homeRegion?: string;
}

/**
 * Plays archives through the whole plan on virtual time.
 * @throws ArchiveError when nothing of them can be used
 */
export async function runReplay(options: ReplayOptions): Promise<ReplayResult> {
  const began = performance.now();
  const counted = options.filters ?? [];
  const plan = withFilters(simulationPlan(options.rules, options.homeRegion), counted);
  const counts = new Map(plan.filters.map((filter) => [filter, new FilterCount(filter.id)]));
  const simulation = new Simulation(plan, { onMatch: (filter, record) => counts.get(filter)?.add(record) });
  const archive = readArchive(options.paths, options);
  const outcomes = new Outcomes();
  let first: number | undefined;
  let last = 0;
  for await (const batch of archive.batches) {
    first ??= batch[0]?.time;
    for (const record of batch) outcomes.add(simulation.play(record));
    last = batch.at(-1)?.time ?? last;
  }
  outcomes.add(simulation.settle());

  const span = last - (first ?? last);
  const results = [...counts.values()].map((count) => count.result(span));
  return {
    events: archive.events,
    distinct: archive.events - archive.duplicates,
    duplicates: archive.duplicates,
    from: first === undefined ? null : iso(first),
    to: first === undefined ? null : iso(last),
    seconds: Math.round(performance.now() - began) / 1000,
    alerts: outcomes.alerts,
    alarms: outcomes.alarms,
    filters: inAskedOrder(counted, results),
    blind: simulation.blind().filter(({ seconds }) => seconds > 0),
    compliance: [],
    skipped: archive.skipped,
  };
}

/** The counted filters come first, so that the results of the plan's own follow them. */
function withFilters(plan: SimulationPlan, counted: readonly CountedFilter[]): SimulationPlan {
  const asked = counted.flatMap(({ id, pattern }) => (pattern === undefined ? [] : [{ id, pattern }]));
  return { ...plan, filters: [...asked, ...plan.filters] };
}

/** What was asked for in its order, refused patterns among it, then the plan's own. */
function inAskedOrder(counted: readonly CountedFilter[], results: readonly FilterResult[]): FilterResult[] {
  const rest = [...results];
  const asked = counted.map(({ id, fault }): FilterResult => {
    if (fault === undefined) return rest.shift()!;
    const { message, column } = fault;
    return { filter: id, matches: 0, periods: { seconds: 300, breaching: 0, of: 0 }, error: { message, column } };
  });
  return [...asked, ...rest];
}

/** Keeps of each outcome what is reported. */
class Outcomes {
  readonly alerts: AlertResult[] = [];
  readonly alarms: AlarmResult[] = [];

  add(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if (outcome.kind === 'alert') {
        const { rule, time, eventId, actor, resource = null, record } = outcome;
        this.alerts.push({ rule, time: iso(time), eventId, actor, resource, source: record.sourceIPAddress ?? null });
      } else {
        const { alarm, time, from, to, reason } = outcome;
        this.alarms.push({ alarm, time: iso(time), from, to, reason });
      }
    }
  }
}

const iso = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
