import type { OpenSearchDestination } from './model.ts';

const DAY = 24 * 3_600_000;

/**
 * The index a document goes to: the stream's, with the time of its arrival behind it.
 * @param time ms since 1970
 * @see Amazon Data Firehose, "Index rotation for the OpenSearch Service destination"
 */
export function rotatedIndex(
  { index, rotation }: Pick<OpenSearchDestination, 'index' | 'rotation'>,
  time: number,
): string {
  const iso = new Date(time).toISOString();
  switch (rotation) {
    case 'NoRotation':
      return index;
    case 'OneHour':
      return `${index}-${iso.slice(0, 13).replace('T', '-')}`;
    case 'OneDay':
      return `${index}-${iso.slice(0, 10)}`;
    case 'OneWeek':
      return `${index}-${isoWeek(time)}`;
    case 'OneMonth':
      return `${index}-${iso.slice(0, 7)}`;
  }
}

/** `2026-w01`: weeks begin on Monday, and belong to the year of their Thursday. */
function isoWeek(time: number): string {
  const day = Math.floor(time / DAY);
  // 1970-01-01 was a Thursday.
  const thursday = day - ((day + 3) % 7) + 3;
  const year = new Date(thursday * DAY).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(year, 0, 1) / DAY) / 7) + 1;
  return `${year}-w${String(week).padStart(2, '0')}`;
}
