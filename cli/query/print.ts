import type { Found } from './client.ts';

const GAP = 2;
const NARROWEST = 12;

/** A table for a person: numbers to the right, what is too long for the terminal cut, and what was looked at below. */
export function asTable({ columns, rows, statistics }: Found, width: number): string {
  const widths = fitted(
    columns.map((column) => rows.reduce((most, row) => Math.max(most, oneLine(row[column]).length), column.length)),
    width,
  );
  const numeric = columns.map((column) => rows.every((row) => row[column] === undefined || isNumber(row[column])));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        const cut = cell.length > widths[index]! ? `${cell.slice(0, widths[index]! - 1)}…` : cell;
        return numeric[index] ? cut.padStart(widths[index]!) : cut.padEnd(widths[index]!);
      })
      .join(' '.repeat(GAP))
      .trimEnd();
  const table = [
    line(columns),
    line(widths.map((size) => '-'.repeat(size))),
    ...rows.map((row) => line(columns.map((column) => oneLine(row[column])))),
  ];
  const { recordsMatched = 0, recordsScanned = 0, bytesScanned = 0 } = statistics ?? {};
  const looked = `${recordsMatched.toLocaleString('en')} of ${counted(recordsScanned, 'event')} matched`;
  const size = `${(bytesScanned / 1e6).toFixed(1)} MB looked at`;
  return `${rows.length > 0 ? `${table.join('\n')}\n\n` : ''}${counted(rows.length, 'row')}; ${looked}, ${size}\n`;
}

const counted = (value: number, name: string): string =>
  `${value.toLocaleString('en')} ${name}${value === 1 ? '' : 's'}`;

/** RFC 4180. */
export function asCsv({ columns, rows }: Found): string {
  const cell = (text = ''): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [columns.map(cell), ...rows.map((row) => columns.map((column) => cell(row[column])))];
  return columns.length === 0 ? '' : `${lines.map((cells) => cells.join(',')).join('\n')}\n`;
}

const oneLine = (text = ''): string => text.trim().replace(/\s+/g, ' ');

export const isNumber = (text: string | undefined): boolean =>
  text !== undefined && text !== '' && Number.isFinite(Number(text));

/** The widest columns give way first. */
function fitted(widths: readonly number[], total: number): number[] {
  const fit = [...widths];
  const room = total - GAP * (widths.length - 1);
  let over = fit.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const widest = Math.max(...fit);
    if (widest <= NARROWEST) return fit;
    const next = Math.max(NARROWEST, ...fit.filter((width) => width < widest));
    const index = fit.indexOf(widest);
    const give = Math.min(over, widest - next || 1);
    fit[index] = widest - give;
    over -= give;
  }
  return fit;
}
