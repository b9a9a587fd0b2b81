import { type Counted, CountedLayers } from './counted-layers.ts';
import { DIGITS, type Mantissa, Mantissas } from './mantissa.ts';
import type { Interval } from './number-intervals.ts';
import { type Step, SymbolTable, type Writer } from './symbol-table.ts';
import { type Ending, TailGraph } from './tail-graph.ts';

/** No message holds a longer number: a log event has a megabyte at most. */
const LONGEST = 1_000_000;

/** Thrown where the numbers that a writer takes do not come to an end of what is to be known of them. */
export class TooManyNumbers extends Error {}

/**
 * Each state that a writer can be in behind a number of the interval, with a spelling that leads there: with zeros before, with or without a
 * point, with any exponent. What a number is depends on how many digits stand before its point, or zeros behind it, together with its exponent;
 * so for each state all those counts are found out, then which exponents go with them. Nothing is left out but numbers of more than a
 * million characters.
 */
export function* numeralsFrom<State>(writer: Writer<State>, start: State, interval: Interval): Generator<Step<State>> {
  const table = new SymbolTable(writer);
  const seen = new Set<number>();
  for (const { raw, to } of everyNumeral(table as SymbolTable<unknown>, table.id(start), interval)) {
    if (seen.has(to)) continue;
    seen.add(to);
    yield { raw: raw(), to: table.state(to) };
  }
}

type Table = SymbolTable<unknown>;

/** A state behind a number, and how to spell one that leads there. */
interface Behind {
  readonly to: number;
  readonly raw: () => string;
}

function* everyNumeral(table: Table, start: number, interval: Interval): Generator<Behind> {
  const heads = withZeros(table, signed(table, start, interval.negative));
  const points = heads.flatMap((head) => written(table, head, '.'));
  if (interval.zero) yield* zeros(table, heads, points);
  const mantissas = new Mantissas(table, interval);
  const parts = [beforePoint, behindPoint].map((part) => part(table, mantissas, part === beforePoint ? heads : points));
  for (const part of parts) yield* plain(part);
  for (const part of parts) yield* withExponent(table, part);
}

/** What can be written for one sort of numbers: those whose first digit stands before the point, or behind it. */
interface Part {
  readonly layers: Pick<CountedLayers<unknown>, 'size' | 'period' | 'standIn' | 'textTo'>;
  /** How many digits are counted where the first one stands for this power of ten. */
  readonly countOf: (power: number) => number;
  /** By ending, and by the number of digits counted, the last counted state and what is written behind it. */
  readonly ways: ReadonlyMap<Ending, ReadonlyMap<number, Way>>;
}

interface Way {
  readonly key: number;
  readonly tail: () => string;
}

/** A number without an exponent: the first digit's place alone tells its power of ten. */
function* plain(part: Part): Generator<Behind> {
  for (const ending of part.ways.keys()) {
    const count = countWithin(part, ending, ending.least, ending.most);
    if (count !== undefined) yield { raw: () => textOf(part, ending, count), to: ending.state };
  }
}

function* withExponent(table: Table, part: Part): Generator<Behind> {
  const opened = new Map<number, { ending: Ending; raw: string }[]>();
  for (const ending of part.ways.keys())
    for (const sign of 'eE')
      for (const { raw, to } of table.steps(ending.state, sign))
        opened.set(to, [...(opened.get(to) ?? []), { ending, raw }]);
  const finite = [...part.ways.keys()].flatMap(({ least, most }) => [least, most]).filter(Number.isFinite);
  const exact = part.layers.size + part.layers.period + Math.max(0, ...finite.map(Math.abs)) + 2;
  for (const [state, entries] of opened) {
    for (const { raw, to, exponent } of exponents(table, state, exact, Math.max(1, part.layers.period))) {
      for (const { ending, raw: sign } of entries) {
        const count = countWithin(part, ending, ending.least - exponent, ending.most - exponent);
        if (count === undefined) continue;
        yield { raw: () => textOf(part, ending, count) + sign + raw, to };
        break;
      }
    }
  }
}

/** The least number of counted digits with which the first one's power of ten is within these, and with which the number may end so. */
function countWithin({ layers, countOf, ways }: Part, ending: Ending, least: number, most: number): number | undefined {
  if (least > most) return undefined;
  const first = Math.max(0, Math.min(countOf(least), countOf(most)));
  const bound = Math.max(countOf(least), countOf(most));
  const last = Math.min(bound, LONGEST, Math.max(first, layers.size) + layers.period);
  for (let count = first; count <= last; count += 1) {
    const standIn = layers.standIn(count);
    if (standIn === undefined) return undefined;
    if (ways.get(ending)?.has(standIn)) return count;
  }
  return undefined;
}

function textOf({ layers, ways }: Part, ending: Ending, count: number): string {
  const way = ways.get(ending)?.get(layers.standIn(count) ?? -1);
  return way === undefined ? '' : layers.textTo(way.key, count) + way.tail();
}

interface Exponent {
  readonly state: number;
  readonly raw: string;
  readonly sign: number;
  /** Undefined before the first digit. */
  readonly value: number | undefined;
}

/**
 * Exponents and where they lead, one for each state and value. Beyond `exact` all are alike but for what is left when divided by `period`, and
 * for their length, which no number makes up for when it is too great.
 */
function* exponents(
  table: Table,
  start: number,
  exact: number,
  period: number,
): Generator<Step<number> & { readonly exponent: number }> {
  const seen = new Set<string>();
  const begun = (state: number, raw: string, sign: number): Exponent => ({ state, raw, sign, value: undefined });
  const queue = [
    begun(start, '', 1),
    ...table.steps(start, '+').map(({ raw, to }) => begun(to, raw, 1)),
    ...table.steps(start, '-').map(({ raw, to }) => begun(to, raw, -1)),
  ];
  for (const { state, raw: before, sign, value: so } of queue) {
    if (so !== undefined) yield { raw: before, to: state, exponent: sign * so };
    for (const digit of DIGITS) {
      const value = Math.min(10 * (so ?? 0), 10 ** 15) + Number(digit);
      const alike = value <= exact ? value : `${value % period}/${Math.min(7, String(value).length)}`;
      for (const { raw, to } of table.steps(state, digit)) {
        const key = `${to} ${sign} ${alike}`;
        if (seen.has(key)) continue;
        seen.add(key);
        queue.push({ state: to, raw: before + raw, sign, value });
      }
    }
  }
}

/** A place before the first digit that is not zero. */
interface Head {
  readonly state: number;
  readonly raw: string;
  readonly hasDigit: boolean;
}

function signed(table: Table, start: number, negative: boolean): Head[] {
  const bare = { state: start, raw: '', hasDigit: false };
  return negative ? written(table, bare, '-') : [bare, ...written(table, bare, '+')];
}

const written = (table: Table, { state, raw: before, hasDigit }: Head, symbol: string): Head[] =>
  table.steps(state, symbol).map(({ raw, to }) => ({ state: to, raw: before + raw, hasDigit }));

/** With as many zeros behind as one likes. */
function withZeros(table: Table, from: readonly Head[]): Head[] {
  const heads = [...from];
  const seen = new Set(heads.map(({ state, hasDigit }) => `${state} ${hasDigit}`));
  for (const head of heads) {
    for (const next of written(table, head, '0')) {
      const key = `${next.state} true`;
      if (seen.has(key)) continue;
      seen.add(key);
      heads.push({ ...next, hasDigit: true });
    }
  }
  return heads;
}

/** Zero in all spellings. */
function* zeros(table: Table, heads: readonly Head[], points: readonly Head[]): Generator<Behind> {
  const mantissas = [...heads, ...withZeros(table, points)].filter(({ hasDigit }) => hasDigit);
  for (const { state, raw } of mantissas) yield { raw: () => raw, to: state };
  for (const { state, raw } of mantissas)
    for (const sign of 'eE')
      for (const open of table.steps(state, sign))
        for (const exponent of exponents(table, open.to, 0, 1))
          yield { raw: () => raw + open.raw + exponent.raw, to: exponent.to };
}

/** Numbers of 1 and above, but for their exponent: the digits behind the first are counted, up to the point. */
function beforePoint(table: Table, mantissas: Mantissas, heads: readonly Head[]): Part {
  const start = new Map<number, Counted<Mantissa>>();
  for (const head of heads)
    for (const { raw, to } of mantissas.begin(head.state))
      if (!start.has(to.key)) start.set(to.key, { key: to.key, node: to, from: undefined, raw: head.raw + raw });
  const layers = new CountedLayers(start, (node: Mantissa) =>
    mantissas.next(node).map(({ raw, to }) => ({ key: to.key, node: to, raw })),
  );
  const tails = (node: Mantissa): Tail[] => [
    { raw: '', node, isOpen: false },
    ...table.steps(node.state, '.').map(({ raw, to }) => ({ raw, node: mantissas.at(node, to), isOpen: true })),
  ];
  return { layers, countOf: (power) => power, ways: waysOf(mantissas, layers, tails) };
}

/** Numbers below 1, but for their exponent: the zeros behind the point are counted. */
function behindPoint(table: Table, mantissas: Mantissas, points: readonly Head[]): Part {
  const start = new Map<number, Counted<number>>();
  for (const { state, raw } of points)
    if (!start.has(state)) start.set(state, { key: state, node: state, from: undefined, raw });
  const layers = new CountedLayers(start, (state: number) =>
    table.steps(state, '0').map(({ raw, to }) => ({ key: to, node: to, raw })),
  );
  const tails = (state: number): Tail[] =>
    mantissas.begin(state).map(({ raw, to }) => ({ raw, node: to, isOpen: true }));
  return { layers, countOf: (power) => -power - 1, ways: waysOf(mantissas, layers, tails) };
}

/** What follows on the counted digits, and whether any digits may follow on that. */
interface Tail {
  readonly raw: string;
  readonly node: Mantissa;
  readonly isOpen: boolean;
}

function waysOf<Node>(
  mantissas: Mantissas,
  layers: CountedLayers<Node>,
  tailsOf: (node: Node) => readonly Tail[],
): Map<Ending, Map<number, Way>> {
  if (layers.isCut) throw new TooManyNumbers();
  const graph = new TailGraph(mantissas);
  const tails = new Map<number, readonly Tail[]>();
  for (const [, layer] of layers.entries())
    for (const { key, node } of layer.values()) if (!tails.has(key)) tails.set(key, tailsOf(node));
  for (const { isOpen, node } of [...tails.values()].flat()) if (isOpen) graph.add(node);
  graph.connect();
  const endings = new Map<number, Map<Ending, Way>>();
  for (const [key, each] of tails) {
    const found = new Map<Ending, Way>();
    for (const { raw, node, isOpen } of each)
      for (const ending of isOpen ? graph.endingsFrom(node) : [graph.endingAt(node)])
        if (!found.has(ending)) found.set(ending, { key, tail: () => (isOpen ? raw + graph.text(node, ending) : raw) });
    endings.set(key, found);
  }
  const ways = new Map<Ending, Map<number, Way>>();
  for (const [count, layer] of layers.entries()) {
    for (const key of layer.keys()) {
      for (const [ending, way] of endings.get(key) ?? []) {
        const byCount = ways.get(ending) ?? new Map<number, Way>();
        ways.set(ending, byCount);
        if (!byCount.has(count)) byCount.set(count, way);
      }
    }
  }
  return ways;
}
