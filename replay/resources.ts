import { type Outcome, Simulation } from '../core/simulate/index.ts';
import { type ArchiveOptions, readArchive } from './archive.ts';
import type { Skipped } from './errors.ts';
import { Histories, type ResourceHistory } from './histories.ts';
import { ItemsInTime } from './items-in-time.ts';
import { recordedSoon } from './recorded-soon.ts';

export interface ReplayedResources {
  readonly resources: readonly ResourceHistory[];
  readonly skipped: readonly Skipped[];
}

/**
 * The resources of an archive with their pasts: rebuilt from its records, and from AWS Config's own files among them.
 * @throws ArchiveError when nothing of it can be used
 */
export async function replayedResources(
  paths: readonly string[],
  options: ArchiveOptions = {},
): Promise<ReplayedResources> {
  const archive = readArchive(paths, options);
  const simulation = new Simulation(
    { filters: [], alarms: [], alerts: [], configRules: [] },
    { isRecorded: recordedSoon(archive.items) },
  );
  const histories = new Histories();
  const add = (outcomes: readonly Outcome[]) => {
    for (const outcome of outcomes) if (outcome.kind === 'change') histories.add(outcome);
  };
  const items = new ItemsInTime(archive.items);
  for await (const batch of archive.batches) {
    for (const record of batch) {
      for (const item of items.before(record.time)) add(simulation.take(item));
      add(simulation.play(record));
    }
  }
  for (const item of items.before(Number.POSITIVE_INFINITY)) add(simulation.take(item));
  add(simulation.settle());
  return { resources: histories.all(), skipped: archive.skipped };
}
