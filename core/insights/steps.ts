import type { Column, Command } from './ast.ts';
import { compile, type Surroundings } from './compile.ts';
import { isComputed } from './names.ts';
import { extractorOf } from './parse-step.ts';
import type { Evaluate, Row } from './row.ts';
import type { Scope } from './scope.ts';
import { truthOf, type Value } from './values.ts';

/** Takes rows one at a time. */
export type Sink = (row: Row) => void;

/** A command that looks at one row at a time: given where rows go on to, it says where they come in. */
export type Step = (next: Sink) => Sink;

/** @returns undefined for a command that needs all rows at once */
export function stepOf(command: Command, scope: Scope, around: Surroundings): Step | undefined {
  switch (command.kind) {
    case 'fields':
    case 'display':
      return computing(command.columns, scope, around);
    case 'filter': {
      scope.tested = true;
      const where = compile(command.where, scope, around);
      return (next) => (row) => {
        if (truthOf(where(row))) next(row);
      };
    }
    case 'parse': {
      scope.tested = true;
      const from = compile(command.from, scope, around);
      const { names, extract } = extractorOf(command);
      const slots = names.map((name) => scope.define(name));
      return (next) => (row) => {
        const places = extract(from(row));
        // Where nothing is found, what an earlier command has put there stays.
        if (places.length === 0) next(row);
        for (const found of places) {
          for (let index = 0; index < slots.length; index += 1) row.values[slots[index]!] = found[index];
          next(row);
        }
      };
    }
    case 'unnest': {
      scope.tested = true;
      const list = compile(command.list, scope, around);
      const slot = scope.define(command.into);
      return (next) => (row) => {
        for (const item of itemsOf(list(row))) {
          row.values[slot] = item;
          next(row);
        }
      };
    }
    default:
      return undefined;
  }
}

/** Values are computed in the order they are written, each for the commands behind it; a plain field needs nothing. */
function computing(columns: readonly Column[], scope: Scope, around: Surroundings): Step | undefined {
  const made: { readonly slot: number; readonly evaluate: Evaluate }[] = [];
  for (const { name, expression } of columns.filter(isComputed)) {
    scope.tested = true;
    const evaluate = compile(expression, scope, around);
    made.push({ slot: scope.define(name), evaluate });
  }
  return (next) => (row) => {
    for (const { slot, evaluate } of made) row.values[slot] = evaluate(row);
    next(row);
  };
}

/** The elements of a list; anything else is a list of one. */
const itemsOf = (value: Value): readonly Value[] => (Array.isArray(value) ? (value as readonly Value[]) : [value]);
