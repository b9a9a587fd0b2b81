import { AgentSettingsError } from '../errors.ts';

/** A JSON value that knows the line it stands on. */
export type JsonNode =
  | { readonly kind: 'object'; readonly line: number; readonly members: ReadonlyMap<string, JsonMember> }
  | { readonly kind: 'array'; readonly line: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'scalar'; readonly line: number; readonly value: string | number | boolean | null };

export interface JsonMember {
  readonly line: number;
  readonly value: JsonNode;
}

const SPACE = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const DEEPEST = 200;

/**
 * Parses JSON and keeps the line of every value and key. Of a key given twice the last counts, as in Go's decoder.
 * @throws AgentSettingsError naming the line where the text stops being JSON
 */
export function parseJson(text: string, file: string): JsonNode {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const lines = lineStarts(text);
  const line = () => lineOf(lines, at);
  const fail = (message: string): never => {
    throw new AgentSettingsError([{ file, line: line(), message: `not JSON: ${message}` }]);
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const seen = () => (at >= text.length ? 'the end' : JSON.stringify(text[at]));
  const expect = (sign: string, where: string) => {
    if (text[at] !== sign) fail(`expected "${sign}" ${where}, found ${seen()}`);
    at += 1;
  };

  const value = (depth: number): JsonNode => {
    if (depth > DEEPEST) fail(`nested deeper than ${DEEPEST}`);
    match(SPACE);
    const begins = line();
    if (text[at] === '{') return { kind: 'object', line: begins, members: members(depth) };
    if (text[at] === '[') return { kind: 'array', line: begins, items: items(depth) };
    const scalar = match(STRING) ?? match(NUMBER) ?? match(WORD);
    if (scalar === undefined) return fail(`expected a value, found ${seen()}`);
    return { kind: 'scalar', line: begins, value: JSON.parse(scalar) as string | number | boolean | null };
  };
  const members = (depth: number): Map<string, JsonMember> => {
    const found = new Map<string, JsonMember>();
    at += 1;
    match(SPACE);
    while (text[at] !== '}') {
      if (found.size > 0) {
        expect(',', 'between members');
        match(SPACE);
      }
      const keyLine = line();
      const key = match(STRING);
      if (key === undefined) fail(`expected a key in quotes, found ${seen()}`);
      match(SPACE);
      expect(':', 'after a key');
      found.set(JSON.parse(key!) as string, { line: keyLine, value: value(depth + 1) });
      match(SPACE);
      if (text[at] !== '}' && text[at] !== ',') fail(`expected "," or "}", found ${seen()}`);
    }
    at += 1;
    return found;
  };
  const items = (depth: number): JsonNode[] => {
    const found: JsonNode[] = [];
    at += 1;
    match(SPACE);
    while (text[at] !== ']') {
      if (found.length > 0) expect(',', 'between elements');
      found.push(value(depth + 1));
      match(SPACE);
      if (text[at] !== ']' && text[at] !== ',') fail(`expected "," or "]", found ${seen()}`);
    }
    at += 1;
    return found;
  };

  const root = value(0);
  match(SPACE);
  if (at < text.length) fail(`text after the end: ${seen()}`);
  return root;
}

/** The value without its lines. */
export function plain(node: JsonNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'array') return node.items.map(plain);
  return Object.fromEntries([...node.members].map(([key, member]) => [key, plain(member.value)]));
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle;
  }
  return low + 1;
}
