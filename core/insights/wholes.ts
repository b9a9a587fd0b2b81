import type { Command } from './ast.ts';
import { compile, type Surroundings } from './compile.ts';
import { naturalOrder } from './natural-order.ts';
import type { Evaluate, Row } from './row.ts';
import { Scope } from './scope.ts';
import { Stats } from './stats.ts';
import { type Step, stepOf } from './steps.ts';
import { totalled } from './totals.ts';
import { keyOf, type Value } from './values.ts';

/** A command over all rows. */
export type Whole = (rows: readonly Row[]) => readonly Row[];

/** Commands made ready to run over rows that are all there. */
export interface Chain {
  readonly wholes: readonly Whole[];
  /**
   * How many of the first ones may run over a part of the rows, and again over what is left of it together with further ones, without changing
   * what comes out: sorts, dedups and the first limit.
   */
  readonly early: number;
  /** What names mean behind the last. */
  readonly scope: Scope;
}

export function chainOf(commands: readonly Command[], scope: Scope, around: Surroundings): Chain {
  const wholes: Whole[] = [];
  let here = scope;
  for (const command of commands) {
    if (command.kind === 'stats') {
      const before = here;
      // Each run gathers anew: results may be asked for while a query is under way.
      wholes.push((rows) => gathered(new Stats(command, before, around), rows));
      here = new Scope(undefined, new Stats(command, before, around).names);
    } else wholes.push(wholeOf(command, here, around));
  }
  return { wholes, early: earlyOf(commands), scope: here };
}

function earlyOf(commands: readonly Command[]): number {
  let count = 0;
  for (const command of commands) {
    if (command.kind === 'limit') return command.last ? count : count + 1;
    if (command.kind !== 'sort' && command.kind !== 'dedup') return count;
    count += 1;
  }
  return count;
}

export function latestFirst(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => b.event.timestamp - a.event.timestamp || b.event.order - a.event.order);
}

function wholeOf(command: Command, scope: Scope, around: Surroundings): Whole {
  const compiled = (expression: Parameters<typeof compile>[0]) => compile(expression, scope, around);
  switch (command.kind) {
    case 'sort': {
      const keys = command.keys.map(({ expression, descending }) => ({ evaluate: compiled(expression), descending }));
      return (rows) => sorted(rows, keys);
    }
    case 'limit':
      return (rows) => (command.last ? rows.slice(-command.count) : rows.slice(0, command.count));
    case 'totals':
      return totalled(command, scope, around);
    case 'dedup': {
      const fields = command.fields.map(({ expression }) => compiled(expression));
      return (rows) => deduplicated(rows, fields);
    }
    default: {
      const step = stepOf(command, scope, around);
      if (!step) throw new TypeError(`${command.kind} is neither for one row nor for all`);
      return (rows) => stepped(step, rows);
    }
  }
}

function gathered(stats: Stats, rows: readonly Row[]): readonly Row[] {
  for (const row of rows) stats.add(row);
  return stats.rows();
}

/** Rows are changed in place by a step, and one may come out of it several times. */
function stepped(step: Step, rows: readonly Row[]): readonly Row[] {
  const kept: Row[] = [];
  const enter = step(({ event, values }) => kept.push({ event, values: [...values] }));
  for (const { event, values } of rows) enter({ event, values: [...values] });
  return kept;
}

function sorted(
  rows: readonly Row[],
  keys: readonly { readonly evaluate: Evaluate; readonly descending: boolean }[],
): readonly Row[] {
  const keyed = rows.map((row) => ({ row, values: keys.map(({ evaluate }) => evaluate(row)) }));
  keyed.sort((a, b) => {
    for (let index = 0; index < keys.length; index += 1) {
      const order = naturalOrder(a.values[index], b.values[index]);
      if (order !== 0) return keys[index]!.descending ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

/** The first row of each combination; a row that lacks one of the fields is like no other. */
function deduplicated(rows: readonly Row[], fields: readonly Evaluate[]): readonly Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const values = fields.map((field) => keyOf(field(row)));
    if (values.includes(undefined)) return true;
    const key = JSON.stringify(values);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The values of a row under the given names. */
export const reader = (names: readonly string[], scope: Scope): ((row: Row) => Value[]) => {
  const evaluates = names.map((name) => scope.resolve(name));
  return (row) => evaluates.map((evaluate) => evaluate(row));
};
