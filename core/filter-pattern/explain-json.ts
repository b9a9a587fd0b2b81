import type { JsonCondition, JsonExpression } from './ast.ts';
import { JsonCompiler } from './compile-json.ts';
import { type Decision, decide } from './explain-decision.ts';
import { PathTree } from './json-paths.ts';
import { MessageReader, type Reached } from './message-reader.ts';
import { printCondition, printSelector } from './print.ts';
import { isPlain, WildcardPath } from './wildcard.ts';

/** How an expression came out over a message, condition by condition; undefined where the message is not JSON. */
export function explainJson(where: JsonExpression, message: string): Decision | undefined {
  const tree = new PathTree();
  const ask = prepare(where, tree, new JsonCompiler(tree));
  const reader = new MessageReader(tree);
  reader.read(message);
  return reader.isStrictJson() ? ask(reader) : undefined;
}

type Ask = (reader: MessageReader) => Decision;

function prepare(where: JsonExpression, tree: PathTree, compiler: JsonCompiler): Ask {
  if (where.kind === 'and' || where.kind === 'or') {
    const parts = where.operands.map((each) => prepare(each, tree, compiler));
    return (reader) =>
      decide(
        where.kind,
        parts.map((part) => part(reader)),
      );
  }
  const { test } = compiler.compile(where);
  const see = sight(where, tree);
  const clause = printCondition(where);
  const subject = printSelector(where.selector);
  return (reader) => {
    const holds = test(reader);
    return { holds, clauses: [{ clause, subject, holds, saw: see(reader) }] };
  };
}

/** How many places of a wildcard selector are shown. */
const shown = 3;

/** Says what a condition's selector reaches in a message. */
function sight({ selector }: JsonCondition, tree: PathTree): (reader: MessageReader) => string {
  if (selector.every(isPlain)) {
    const node = tree.add(selector);
    return (reader) => `it is ${inWords(reader.reached(node), reader.scalar(node))}`;
  }
  const path = new WildcardPath(tree, selector);
  return (reader) => {
    const seen: string[] = [];
    const more = path.some(reader, (reached, text) => {
      if (seen.length === shown) return true;
      seen.push(inWords(reached, text));
      return false;
    });
    if (seen.length === 0) return 'it reaches nothing';
    return `it reaches ${seen.join(', ')}${more ? ', ...' : ''}`;
  };
}

function inWords(reached: Reached, text: string | undefined): string {
  if (reached === 'nothing') return 'missing';
  if (text === undefined) return `an ${reached}`;
  return reached === 'string' ? JSON.stringify(text) : text;
}
