import type { Selector, Step } from './ast.ts';
import { type Cursor, isDigit, isWord } from './cursor.ts';
import { FilterPatternError, refusal } from './error.ts';
import { isWildcard, limits } from './limits.ts';

/** `$.users[0].name`, `$.users[*].id`, `$.*`, `$.['a.b']`: the steps after the dollar sign. */
export function parseSelector(cursor: Cursor): Selector {
  const column = cursor.column;
  if (!cursor.take('$')) throw cursor.invalid('a condition begins with a selector, such as $.eventName');
  const steps: Step[] = [];
  for (let step = parseStep(cursor); step; step = parseStep(cursor)) steps.push(step);
  if (steps.length === 0) throw cursor.invalid('a selector names a field, such as $.eventName');
  if (steps.filter(isWildcard).length > limits.wildcardsPerSelector)
    throw cursor.invalid('at most 1 wildcard in a selector', column);
  return steps;
}

function parseStep(cursor: Cursor): Step | undefined {
  if (cursor.take('.*')) return { kind: 'any-field' };
  if (cursor.take(".['")) return parseQuotedKey(cursor);
  if (cursor.peek() === '[') return parseElement(cursor);
  if (!cursor.take('.')) return undefined;
  const name = cursor.run((code) => isWord(code) || code === 0x2d);
  if (name !== '') return { kind: 'key', name };
  if (cursor.peek() === '') throw cursor.invalid('a name is missing after the dot');
  if (cursor.peek() === '"')
    throw new FilterPatternError(refusal.character('$."'), cursor.text, cursor.column, keyHint);
  throw cursor.badCharacter(keyHint);
}

const keyHint = "a name of other characters than letters, digits, - and _ is written $.['name']";

function parseElement(cursor: Cursor): Step {
  const open = cursor.column;
  cursor.take('[');
  const step: Step | undefined = cursor.take('*') ? { kind: 'any-element' } : parseIndex(cursor);
  if (step && cursor.take(']')) return step;
  throw cursor.invalid('an element is selected by [number] or [*]', open);
}

function parseIndex(cursor: Cursor): Step | undefined {
  const digits = cursor.run(isDigit);
  return digits === '' ? undefined : { kind: 'index', index: Number(digits) };
}

/** The rest of `.['name']`, in which `\'` stands for a quote and `\\` for a backslash. */
function parseQuotedKey(cursor: Cursor): Step {
  const open = cursor.column - 1;
  let name = '';
  for (; cursor.at < cursor.end; cursor.at += 1) {
    const char = cursor.peek();
    if (char === "'") {
      cursor.at += 1;
      if (cursor.take(']')) return { kind: 'key', name };
      throw cursor.invalid("a quoted name ends with ']");
    }
    const next = cursor.text[cursor.at + 1];
    if (char === '\\' && (next === "'" || next === '\\') && cursor.at + 1 < cursor.end) {
      cursor.at += 1;
      name += next;
    } else name += char;
  }
  throw cursor.invalid("this quoted name is not closed by ']", open);
}
