import { aggregates } from './aggregates.ts';
import type { Call, Command, Expression, Query } from './ast.ts';
import { InsightsError } from './error.ts';
import { functions } from './functions.ts';

/** Functions whose meaning hangs on more than their arguments. */
const ofTime: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['bin', [1, 1]],
  ['datefloor', [2, 2]],
  ['dateceil', [2, 2]],
  ['now', [0, 0]],
]);

/** Every function a query calls must be there, take so many arguments, and stand where it means something. */
export function checkCalls({ commands }: Query, text: string): void {
  for (const command of commands) {
    for (const expression of expressionsOf(command)) check(expression, text, command.kind === 'stats');
    if (command.kind === 'stats') for (const { expression } of command.by) check(expression, text, false);
  }
}

function check(expression: Expression, text: string, aggregating: boolean): void {
  if (expression.kind !== 'call') {
    for (const part of partsOf(expression)) check(part, text, aggregating);
    return;
  }
  const { name, args, star } = expression;
  const arity = aggregating ? (aggregates.get(name) ?? plain(name)) : plain(name);
  if (!arity) throw refused(`unknown function ${name}`, expression, text);
  const given = star ? 1 : args.length;
  if (given < arity[0] || given > arity[1] || (star && name !== 'count')) {
    throw refused(`wrong number of arguments for ${name}`, expression, text);
  }
  // An aggregate's arguments are of one event each.
  const inside = aggregating && !aggregates.has(name);
  for (const arg of args) check(arg, text, inside);
}

const plain = (name: string): readonly [number, number] | undefined => {
  const known = functions.get(name);
  return known ? [known.least, known.most] : ofTime.get(name);
};

const refused = (problem: string, { name, at }: Call, text: string): InsightsError =>
  new InsightsError(problem, text, at, at + name.length);

function expressionsOf(command: Command): readonly Expression[] {
  switch (command.kind) {
    case 'fields':
    case 'display':
    case 'stats':
      return command.columns.map(({ expression }) => expression);
    case 'filter':
      return [command.where];
    case 'sort':
      return command.keys.map(({ expression }) => expression);
    case 'parse':
      return [command.from];
    case 'dedup':
      return command.fields;
    case 'unnest':
      return [command.list];
    case 'limit':
      return [];
  }
}

export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.args;
    case 'binary':
      return [expression.left, expression.right];
    case 'negate':
    case 'not':
      return [expression.operand];
    case 'like':
      return [expression.value];
    case 'in':
      return [expression.value, ...expression.items];
    default:
      return [];
  }
}
