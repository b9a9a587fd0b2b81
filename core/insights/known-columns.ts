import { aggregates } from './aggregates.ts';
import type { Column, Command, Expression } from './ast.ts';

/**
 * Reads what a command says behind `stats` in the words of one of its columns as that column: `stats count(*) by bin(5m) | sort count(*) desc`,
 * and `sort bin(5m)`. The rows there are no events any more, so nothing else could be meant. AWS runs such queries (people publish and deploy
 * them); the guide says nothing of them.
 */
export function withKnownColumns(commands: readonly Command[]): Command[] {
  let known: Known = new Map();
  return commands.map((command) => {
    const read = reading(command, known);
    if (command.kind === 'stats') {
      known = new Map([...command.by, ...command.columns].map(({ expression, name }) => [wordsOf(expression), name]));
    }
    return read;
  });
}

/** Names of columns, by what they were made of. */
type Known = ReadonlyMap<string, string>;

function reading(command: Command, known: Known): Command {
  if (known.size === 0) return command;
  const read = (expression: Expression): Expression => readAs(expression, known);
  const columns = (each: readonly Column[]): Column[] =>
    each.map(({ expression, name }) => ({ expression: read(expression), name }));
  switch (command.kind) {
    case 'fields':
    case 'display':
    case 'totals':
      return { ...command, columns: columns(command.columns) };
    case 'stats':
      return {
        ...command,
        columns: command.columns.map(({ expression, name }) => ({ expression: readInside(expression, known), name })),
        by: columns(command.by),
      };
    case 'filter':
      return { ...command, where: read(command.where) };
    case 'sort':
      return { ...command, keys: command.keys.map((key) => ({ ...key, expression: read(key.expression) })) };
    case 'dedup':
      return { ...command, fields: columns(command.fields) };
    case 'unnest':
      return { ...command, list: read(command.list) };
    default:
      return command;
  }
}

function readAs(expression: Expression, known: Known): Expression {
  const name =
    expression.kind === 'field' || expression.kind === 'literal' ? undefined : known.get(wordsOf(expression));
  return name === undefined ? mapParts(expression, (part) => readAs(part, known)) : { kind: 'field', name };
}

/** In a further `stats` a function that gathers gathers anew; what it gathers may be a column. */
function readInside(expression: Expression, known: Known): Expression {
  const gathers = expression.kind === 'call' && aggregates.has(expression.name);
  return mapParts(expression, (part) => (gathers ? readAs(part, known) : readInside(part, known)));
}

function mapParts(expression: Expression, map: (part: Expression) => Expression): Expression {
  switch (expression.kind) {
    case 'call':
      return { ...expression, args: expression.args.map(map) };
    case 'binary':
      return { ...expression, left: map(expression.left), right: map(expression.right) };
    case 'negate':
    case 'not':
      return { ...expression, operand: map(expression.operand) };
    case 'like':
      return { ...expression, value: map(expression.value) };
    case 'in':
      return { ...expression, value: map(expression.value), items: expression.items.map(map) };
    default:
      return expression;
  }
}

/** The same for the same words, wherever in the query they stand. */
const wordsOf = (expression: Expression): string =>
  JSON.stringify(expression, (key, value: unknown) => (key === 'at' ? undefined : value));
