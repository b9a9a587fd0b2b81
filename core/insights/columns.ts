import type { Command } from './ast.ts';
import { isComputed } from './names.ts';

/** The columns of the results: of `display`, or of `stats` and of every `fields`; time and message where a query names none. */
export function columnsOf(commands: readonly Command[]): string[] {
  let columns: string[] = [];
  let ofEvents = true;
  let displayed = false;
  for (const command of commands) {
    if (command.kind === 'stats') {
      columns = [...command.by, ...command.columns].map(({ name }) => name);
      ofEvents = false;
      displayed = false;
    } else if (command.kind === 'display') {
      columns = command.columns.map(({ name }) => name);
      displayed = true;
    } else if (command.kind === 'fields' && !command.hidden && !displayed) {
      columns.push(...command.columns.filter((column) => ofEvents || isComputed(column)).map(({ name }) => name));
    } else if (command.kind === 'totals' && command.into !== undefined) {
      columns.push(command.into);
    }
  }
  if (columns.length === 0) columns = ['@timestamp', '@message'];
  return [...new Set(ofEvents ? [...columns, '@ptr'] : columns)];
}
