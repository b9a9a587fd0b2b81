export { type Archive, type ArchiveOptions, readArchive } from './archive.ts';
export { ArchiveError, describeSkipped, type Skipped } from './errors.ts';
export { type CountedFilter, readFilters } from './filters-file.ts';
export { replayPage } from './html.ts';
export { simulationPlan } from './plan.ts';
export type { ReplayResult } from './result.ts';
export { type ReplayOptions, runReplay } from './run.ts';
export { replaySummary } from './summary.ts';
