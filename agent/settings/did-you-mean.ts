import { nearest } from '../../core/names/nearest.ts';

/** Keys of one agent's settings that people write into the other's. */
const TRANSLATED: Readonly<Record<string, string>> = {
  datetime_format: 'timestamp_format',
  timestamp_format: 'datetime_format',
  file: 'file_path',
  file_path: 'file',
  time_zone: 'timezone',
  timezone: 'time_zone',
  buffer_duration: 'force_flush_interval',
  force_flush_interval: 'buffer_duration',
  exclude: 'blacklist',
  retention: 'retention_in_days',
  interval: 'metrics_collection_interval',
};

/** `; did you mean "x"?` for the known name nearest to a wrong one, or nothing where none is near. */
export function didYouMean(wrong: string, known: Iterable<string>): string {
  const names = [...known];
  const translated = TRANSLATED[wrong];
  if (translated && names.includes(translated)) return `; did you mean "${translated}"?`;
  const near = nearest(wrong, names);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}
