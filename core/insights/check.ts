import { aggregates } from './aggregates.ts';
import type { Call, Expression, Query } from './ast.ts';
import { InsightsError } from './error.ts';
import { functions } from './functions/index.ts';
import { expressionsOf, partsOf } from './names.ts';

type Arity = readonly [least: number, most: number];

/** Functions whose meaning hangs on more than their arguments; `bin`'s second one is the `offset` behind it. */
export const ofTime: ReadonlyMap<string, Arity> = new Map([
  ['bin', [1, 2]],
  ['datefloor', [2, 2]],
  ['dateceil', [2, 2]],
  ['now', [0, 0]],
  ['querystarttime', [0, 0]],
  ['queryendtime', [0, 0]],
  ['querytimerange', [0, 0]],
]);

/** Where the period stands among the arguments. */
const periodPlace: ReadonlyMap<string, number> = new Map([
  ['bin', 0],
  ['datefloor', 1],
  ['dateceil', 1],
  ['rate', 1],
]);

/** Every function a query calls must be there, take so many arguments, and stand where it means something. */
export function checkCalls({ commands }: Query, text: string): void {
  for (const command of commands) {
    if (command.kind === 'stats') {
      for (const { expression } of command.columns) check(expression, text, true);
      for (const { expression } of command.by) check(expression, text, false);
    } else for (const expression of expressionsOf(command)) check(expression, text, false);
  }
}

function check(expression: Expression, text: string, aggregating: boolean): void {
  if (expression.kind !== 'call') {
    for (const part of partsOf(expression)) check(part, text, aggregating);
    return;
  }
  const { name, args, star } = expression;
  const aggregate = aggregating ? aggregates.get(name) : undefined;
  const arity = aggregate ?? plain(name);
  if (!arity) throw refused(`unknown function ${name}`, expression, text);
  const given = star ? 1 : args.length;
  if (given < arity[0] || given > arity[1] || (star && !/^count(_over_time)?$/.test(name))) {
    throw refused(`wrong number of arguments for ${name}`, expression, text);
  }
  const place = periodPlace.get(name);
  if (place !== undefined && args[place]?.kind !== 'duration') {
    throw refused(`${name} needs a period, such as 5m`, expression, text);
  }
  // An aggregate's arguments are of one event each.
  for (const arg of args) check(arg, text, aggregating && !aggregate);
}

const plain = (name: string): Arity | undefined => {
  const known = functions.get(name);
  return known ? [known.least, known.most] : ofTime.get(name);
};

const refused = (problem: string, { name, at }: Call, text: string): InsightsError =>
  new InsightsError(problem, text, at, at + name.length);
