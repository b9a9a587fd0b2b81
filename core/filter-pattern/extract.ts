import type { JsonExpression, JsonPattern, Selector } from './ast.ts';
import type { PathNode, PathTree } from './json-paths.ts';
import type { MessageReader } from './message-reader.ts';
import { printSelector } from './print.ts';
import { isPlain } from './wildcard.ts';

/** Takes the values of a pattern's fields out of a message that matches it, keyed as the pattern names them. */
export type Extract = (reader: MessageReader) => Record<string, string>;

/** The scalars at the selectors of a JSON pattern that have no wildcard, by selector; a field that is missing is left out. */
export function jsonExtract(pattern: JsonPattern, tree: PathTree): Extract {
  const places = new Map<string, PathNode>();
  for (const selector of selectorsIn(pattern.where))
    if (selector.every(isPlain)) places.set(printSelector(selector), tree.add(selector));
  return (reader) => {
    const values: Record<string, string> = {};
    for (const [name, node] of places) {
      const text = reader.scalar(node);
      if (text !== undefined) values[name] = text;
    }
    return values;
  };
}

/** Every selector of an expression, in its order. */
export function selectorsIn(where: JsonExpression): Selector[] {
  const selectors: Selector[] = [];
  const walk = (each: JsonExpression): void => {
    if (each.kind === 'and' || each.kind === 'or') each.operands.forEach(walk);
    else selectors.push(each.selector);
  };
  walk(where);
  return selectors;
}
