import type { Automaton } from './automaton.ts';
import { Interned } from './interned.ts';

/** Where in a document: the containers open, `{` and `[`, and what comes next. */
interface State {
  readonly open: string;
  readonly mode: Mode;
}

type Mode =
  | 'document'
  | 'value'
  | 'first-key'
  | 'key'
  | 'colon'
  | 'first-element'
  | 'behind'
  | 'done'
  /** Within a string, of a key or of a value; behind its backslash; with so many hexadecimal digits to come. */
  | `${'key' | 'value'}-${'string' | 'escape' | 1 | 2 | 3 | 4}`
  | `number-${'minus' | 'zero' | 'digits' | 'point' | 'fraction' | 'e' | 'sign' | 'exponent'}`
  /** What is left of true, false or null. */
  | `word-${string}`;

/**
 * Takes the messages that are JSON: one object or array, white space around it.
 * @param depth containers open at most; what goes deeper is taken for JSON whatever it is
 */
export function jsonChecker(depth: number): Automaton {
  const states = new Interned<State | 'broken' | 'deep'>();
  const broken = states.id('broken', 'broken');
  const deep = states.id('deep', 'deep');
  return {
    start: states.id('document ', { open: '', mode: 'document' }),
    next(from, char) {
      const state = states.of(from);
      if (state === 'deep') return deep;
      const to = state === undefined || state === 'broken' ? undefined : step(state, char);
      if (to === undefined) return broken;
      return to.open.length > depth ? deep : states.id(`${to.mode} ${to.open}`, to);
    },
    accepts(at) {
      const state = states.of(at);
      return state === 'deep' || (typeof state === 'object' && state.mode === 'done');
    },
    always: (at) => at === deep,
  };
}

function step({ open, mode }: State, char: string): State | undefined {
  const to = (next: Mode, containers = open): State => ({ open: containers, mode: next });
  const string = /^(key|value)-(.+)$/.exec(mode);
  if (string) return inString(string[1] as 'key' | 'value', string[2] ?? '', char, open);
  if (mode.startsWith('word-')) {
    const left = mode.slice('word-'.length);
    if (char !== left[0]) return undefined;
    return left.length > 1 ? to(`word-${left.slice(1)}`) : to('behind');
  }
  if (mode.startsWith('number-')) {
    const next = inNumber(mode.slice('number-'.length), char);
    if (next) return to(next);
    return ['zero', 'digits', 'fraction', 'exponent'].includes(mode.slice('number-'.length))
      ? step(to('behind'), char)
      : undefined;
  }
  if (' \t\n\r'.includes(char)) return to(mode);
  const closed = () => (open.length === 1 ? to('done', '') : to('behind', open.slice(0, -1)));
  switch (mode) {
    case 'document':
      return char === '{' || char === '[' ? beginning(char, open) : undefined;
    case 'first-element':
      return char === ']' ? closed() : beginning(char, open);
    case 'value':
      return beginning(char, open);
    case 'first-key':
      return char === '}' ? closed() : char === '"' ? to('key-string') : undefined;
    case 'key':
      return char === '"' ? to('key-string') : undefined;
    case 'colon':
      return char === ':' ? to('value') : undefined;
    case 'behind':
      if (char === ',') return to(open.endsWith('{') ? 'key' : 'value');
      return char === (open.endsWith('{') ? '}' : ']') ? closed() : undefined;
    default:
      return undefined;
  }
}

function beginning(char: string, open: string): State | undefined {
  if (char === '{') return { open: `${open}{`, mode: 'first-key' };
  if (char === '[') return { open: `${open}[`, mode: 'first-element' };
  if (char === '"') return { open, mode: 'value-string' };
  const word = ['true', 'false', 'null'].find((each) => each.startsWith(char));
  if (word) return { open, mode: `word-${word.slice(1)}` };
  const number = char === '-' ? 'minus' : inNumber('minus', char)?.slice('number-'.length);
  return number ? { open, mode: `number-${number}` as Mode } : undefined;
}

function inString(sort: 'key' | 'value', within: string, char: string, open: string): State | undefined {
  const to = (mode: Mode): State => ({ open, mode });
  if (within === 'string') {
    if (char === '"') return to(sort === 'key' ? 'colon' : 'behind');
    if (char === '\\') return to(`${sort}-escape`);
    return char < ' ' ? undefined : to(`${sort}-string`);
  }
  if (within === 'escape') {
    if (char === 'u') return to(`${sort}-4`);
    return '"\\/bfnrt'.includes(char) ? to(`${sort}-string`) : undefined;
  }
  if (!/^[0-9A-Fa-f]$/.test(char)) return undefined;
  return to(within === '1' ? `${sort}-string` : (`${sort}-${Number(within) - 1}` as Mode));
}

function inNumber(within: string, char: string): Mode | undefined {
  const digit = /^[0-9]$/.test(char);
  const exponent = char === 'e' || char === 'E';
  switch (within) {
    case 'minus':
      return char === '0' ? 'number-zero' : digit ? 'number-digits' : undefined;
    case 'zero':
      return char === '.' ? 'number-point' : exponent ? 'number-e' : undefined;
    case 'digits':
      return digit ? 'number-digits' : char === '.' ? 'number-point' : exponent ? 'number-e' : undefined;
    case 'point':
      return digit ? 'number-fraction' : undefined;
    case 'fraction':
      return digit ? 'number-fraction' : exponent ? 'number-e' : undefined;
    case 'e':
      return digit ? 'number-exponent' : char === '+' || char === '-' ? 'number-sign' : undefined;
    default:
      return digit ? 'number-exponent' : undefined;
  }
}
