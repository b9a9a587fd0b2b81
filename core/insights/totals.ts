import type { TotalsCommand } from './ast.ts';
import { compile, type Surroundings } from './compile.ts';
import { noEvent, type Row } from './row.ts';
import type { Scope } from './scope.ts';
import { numberOf, Timestamp, type Value } from './values.ts';

/**
 * Sums over each row's numbers, in a column of their own, and over each column's, in a last row. What is no number is left out; a time is none.
 * @see CloudWatch Logs guide, "addtotals"
 */
export function totalled(
  { columns, into, below }: TotalsCommand,
  scope: Scope,
  around: Surroundings,
): (rows: readonly Row[]) => readonly Row[] {
  const summed = columns.map(({ name, expression }) => ({
    evaluate: compile(expression, scope, around),
    slot: scope.define(name),
  }));
  const total = into === undefined ? undefined : scope.define(into);
  return (rows) => {
    const sums = new Map<number, number>();
    const shown = rows.map((row): Row => {
      const values = [...row.values];
      let sum: number | undefined;
      for (const { evaluate, slot } of summed) {
        const number = numeric(evaluate(row));
        if (number === undefined) continue;
        sum = (sum ?? 0) + number;
        sums.set(slot, (sums.get(slot) ?? 0) + number);
      }
      if (total !== undefined) {
        values[total] = sum;
        if (sum !== undefined) sums.set(total, (sums.get(total) ?? 0) + sum);
      }
      return { event: row.event, values };
    });
    return below ? [...shown, summary(sums)] : shown;
  };
}

function summary(sums: ReadonlyMap<number, number>): Row {
  const values: Value[] = [];
  for (const [slot, sum] of sums) values[slot] = sum;
  return { event: noEvent, values };
}

function numeric(value: Value): number | undefined {
  const number = value instanceof Timestamp || typeof value === 'boolean' ? Number.NaN : numberOf(value);
  return Number.isNaN(number) ? undefined : number;
}
