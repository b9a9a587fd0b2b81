import type { Column, Command, Expression } from './ast.ts';

/**
 * The names commands take from the rows that come to them: not those they make themselves, and nothing behind a `stats`, whose rows are its
 * own.
 * @param shown names wanted at the end
 */
export function namesNeeded(commands: readonly Command[], shown: readonly string[]): string[] {
  const needed = new Set<string>();
  const made = new Set<string>();
  const need = (name: string): void => {
    if (!isMade(name, made)) needed.add(name);
  };
  for (const command of commands) {
    for (const expression of expressionsOf(command)) for (const name of namesIn(expression)) need(name);
    if (command.kind === 'stats') return [...needed];
    for (const name of namesMade(command)) made.add(name);
  }
  for (const name of shown) need(name);
  return [...needed];
}

/** Made itself, or a place within what was made. */
function isMade(name: string, made: ReadonlySet<string>): boolean {
  if (made.has(name)) return true;
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    if (made.has(name.slice(0, dot))) return true;
  }
  return false;
}

/** Columns of a command that are computed, not a plain field. */
export const isComputed = ({ name, expression }: Column): boolean =>
  expression.kind !== 'field' || expression.name !== name;

function namesMade(command: Command): readonly string[] {
  switch (command.kind) {
    case 'fields':
    case 'display':
      return command.columns.filter(isComputed).map(({ name }) => name);
    case 'parse':
      return command.pattern.kind === 'logfmt' ? [command.pattern.name] : command.pattern.names;
    case 'unnest':
      return [command.into];
    case 'totals':
      return command.into === undefined ? [] : [command.into];
    default:
      return [];
  }
}

/** Every expression of a command. */
export function expressionsOf(command: Command): readonly Expression[] {
  switch (command.kind) {
    case 'fields':
    case 'display':
    case 'totals':
      return command.columns.map(({ expression }) => expression);
    case 'stats':
      return [...command.columns, ...command.by].map(({ expression }) => expression);
    case 'filter':
      return [command.where];
    case 'sort':
      return command.keys.map(({ expression }) => expression);
    case 'parse':
      return [command.from];
    case 'dedup':
      return command.fields.map(({ expression }) => expression);
    case 'unnest':
      return [command.list];
    case 'limit':
      return [];
  }
}

/** What an expression is made of. */
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

function* namesIn(expression: Expression): Iterable<string> {
  if (expression.kind === 'field') yield expression.name;
  if (expression.kind === 'call' && expression.name === 'bin') yield '@timestamp';
  for (const part of partsOf(expression)) yield* namesIn(part);
}
