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
  const near = names
    .map((name) => ({ name, distance: distance(wrong.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(Math.max(name.length, wrong.length) / 4)))
    .sort((a, b) => a.distance - b.distance)[0];
  return near ? `; did you mean "${near.name}"?` : '';
}

/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other. */
function distance(a: string, b: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, before[j - 2]! + 1);
      row.push(edits);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
