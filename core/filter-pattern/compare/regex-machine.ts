import { RE2JS } from 're2js';
import { translateRegex } from '../regex-syntax.ts';
import type { Automaton } from './automaton.ts';
import { Interned } from './interned.ts';

/** Whether an atom of a regular expression (a letter, `.`, `\d`, `[a-f]`) takes a character. */
export type AtomTest = (char: string) => boolean;

/** A regular expression as a machine over whole texts, of which some part must match; with the tests that tell characters apart. */
export interface RegexMachine {
  readonly machine: Automaton;
  readonly atoms: readonly AtomTest[];
}

type Node =
  /** `optional`: may be passed by; `loop`: may be taken again. */
  | { readonly kind: 'char'; readonly takes: AtomTest; readonly optional: boolean; readonly loop: boolean }
  | { readonly kind: 'start' | 'end' | 'match' };

/** Without groups an expression is alternatives of atoms in a row: a place in a row, and the set of places reached, is all there is. */
export function regexMachine(source: string): RegexMachine | undefined {
  const translated = translateRegex(source);
  if (typeof translated !== 'string') return undefined;
  const rows = rowsOf(translated);
  if (rows === undefined) return undefined;
  const nodes = rows.flat();
  const firsts = rows.map((_, index) => rows.slice(0, index).reduce((sum, row) => sum + row.length, 0));
  const atoms = [...new Set(nodes.flatMap((node) => (node.kind === 'char' ? [node.takes] : [])))];
  return { machine: machineOf(nodes, firsts), atoms };
}

const FOUND = 'found';

function machineOf(nodes: readonly Node[], firsts: readonly number[]): Automaton {
  const states = new Interned<{ readonly places: ReadonlySet<number>; readonly atStart: boolean } | typeof FOUND>();
  const found = states.id(FOUND, FOUND);

  const reach = (from: Iterable<number>, atStart: boolean, atEnd: boolean) => {
    const places = new Set<number>();
    const open = [...from];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const node = nodes[place];
      if (node === undefined || places.has(place)) continue;
      if (node.kind === 'match') return FOUND;
      places.add(place);
      const passes = node.kind === 'char' ? node.optional : node.kind === 'start' ? atStart : atEnd;
      if (passes) open.push(place + 1);
    }
    return places;
  };

  const stateOf = (from: Iterable<number>, atStart: boolean): number => {
    const places = reach(from, atStart, false);
    if (places === FOUND) return found;
    return states.id(`${atStart} ${[...places].sort((a, b) => a - b)}`, { places, atStart });
  };

  return {
    start: stateOf(firsts, true),
    next(state, char) {
      const at = states.of(state);
      if (at === FOUND || at === undefined) return found;
      const onward = [...firsts];
      for (const place of at.places) {
        const node = nodes[place];
        if (node?.kind === 'char' && node.takes(char)) onward.push(place + 1, ...(node.loop ? [place] : []));
      }
      return stateOf(onward, false);
    },
    accepts(state) {
      const at = states.of(state);
      return at === undefined || at === FOUND || reach(at.places, at.atStart, true) === FOUND;
    },
    always: (state) => state === found,
  };
}

const TOKEN = /\\x[0-9A-Fa-f]{2}|\\[\s\S]|\[\^?\]?(?:\\x[0-9A-Fa-f]{2}|\\[\s\S]|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[\s\S]/gu;

/** The alternatives of a translated expression, each closed by a match; undefined for what is legal and has no plain meaning here (`^*`). */
function rowsOf(translated: string): Node[][] | undefined {
  const rows: Node[][] = [[]];
  const tests = new Map<string, AtomTest>();
  const tokens = translated.match(TOKEN) ?? [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    const row = rows.at(-1) ?? [];
    if (token === '|') {
      rows.push([]);
      continue;
    }
    const times = timesOf(tokens[at + 1]);
    if (token === '^' || token === '$') {
      if (times) return undefined;
      row.push({ kind: token === '^' ? 'start' : 'end' });
      continue;
    }
    if (timesOf(token)) return undefined;
    const takes = tests.get(token) ?? atomTest(token);
    tests.set(token, takes);
    row.push(...repeated(takes, times ?? { least: 1, most: 1 }));
    if (!times) continue;
    at++;
    // A question mark after a count asks for the shortest match: the same texts.
    if (tokens[at + 1] === '?') at++;
    if (timesOf(tokens[at + 1])) return undefined;
  }
  return rows.map((row) => [...row, { kind: 'match' }]);
}

interface Times {
  readonly least: number;
  readonly most: number;
}

function timesOf(token: string | undefined): Times | undefined {
  if (token === '*') return { least: 0, most: Number.POSITIVE_INFINITY };
  if (token === '+') return { least: 1, most: Number.POSITIVE_INFINITY };
  if (token === '?') return { least: 0, most: 1 };
  const count = /^\{(\d+)(,?)(\d*)\}$/.exec(token ?? '');
  if (!count) return undefined;
  const least = Number(count[1]);
  return { least, most: count[2] === '' ? least : count[3] === '' ? Number.POSITIVE_INFINITY : Number(count[3]) };
}

function repeated(takes: AtomTest, { least, most }: Times): Node[] {
  const must: Node[] = Array.from({ length: least }, () => ({ kind: 'char', takes, optional: false, loop: false }));
  if (most === Number.POSITIVE_INFINITY) return [...must, { kind: 'char', takes, optional: true, loop: true }];
  const may: Node[] = Array.from({ length: most - least }, () => ({
    kind: 'char',
    takes,
    optional: true,
    loop: false,
  }));
  return [...must, ...may];
}

/** Asked of the regular expression engine itself, so that both mean the same. */
function atomTest(atom: string): AtomTest {
  const regex = RE2JS.compile(atom, RE2JS.DOTALL);
  const known = new Map<string, boolean>();
  return (char) => {
    let takes = known.get(char);
    if (takes === undefined) {
      takes = regex.matches(char);
      known.set(char, takes);
    }
    return takes;
  };
}
