import type { DocumentWriter } from './document-writer.ts';
import { type Interval, meet } from './number-intervals.ts';
import { numeralsFrom, TooManyNumbers } from './numerals.ts';
import type { Finding } from './search.ts';
import type { Step } from './symbol-table.ts';
import type { TextWatch, Watched } from './text-watch.ts';
import type { Stack, Task } from './writer-tasks.ts';

/** What a message is written by: freely, character by character, or as a document. */
export type Source =
  | { readonly kind: 'free'; readonly alphabet: readonly string[] }
  | { readonly kind: 'document'; readonly writer: DocumentWriter };

/** Where a message is: what of it is still to be written, undefined where nothing is, and the number of what is known of it. */
interface State {
  readonly stack: Stack | undefined;
  readonly watched: number;
}

interface Visited extends State {
  readonly from: Visited | undefined;
  readonly raw: string;
}

const LIMIT = 400_000;

/** The shortest way to write a message that passes all that it is watched for; or that there is none. */
export function findMessage(source: Source, watch: TextWatch): Finding {
  try {
    const message = new MessageSearch(source, watch).run();
    if (message !== undefined) return { kind: 'found', message };
  } catch (error) {
    if (!(error instanceof TooManyNumbers) && !(error instanceof TooManyMessages)) throw error;
    return { kind: 'unknown', why: 'there are too many messages to try' };
  }
  return watch.isWhole ? { kind: 'none' } : { kind: 'unknown', why: 'a regular expression is only tried' };
}

class TooManyMessages extends Error {}

class MessageSearch {
  readonly #source: Source;
  readonly #watch: WatchTable;
  readonly #seen = new Set<number>();
  readonly #queue: Visited[] = [];
  readonly #spellings = new Map<Task, Map<number, readonly Step<number>[]>>();

  constructor(source: Source, watch: TextWatch) {
    this.#source = source;
    this.#watch = new WatchTable(watch);
  }

  run(): string | undefined {
    const stacks = this.#source.kind === 'document' ? this.#source.writer.starts() : [undefined];
    for (const stack of stacks)
      for (const watched of this.#watch.starts()) this.#visit({ stack, watched }, undefined, '');
    for (const state of this.#queue) {
      if (state.stack === undefined && this.#watch.ends(state.watched)) return textOf(state);
      for (const { raw, to } of this.#ways(state)) this.#visit(to, state, raw);
    }
    return undefined;
  }

  #visit(state: State, from: Visited | undefined, raw: string): void {
    const key = keyOf(state);
    if (this.#seen.has(key)) return;
    if (this.#seen.size > LIMIT) throw new TooManyMessages();
    this.#seen.add(key);
    this.#queue.push({ ...state, from, raw });
  }

  *#ways(state: State): Iterable<Step<State>> {
    const asked = this.#watch.numbers(state.watched);
    const written = this.#numbersWritten(state.stack);
    if (asked === undefined && written === undefined) {
      for (const { raw, to } of this.#moves(state.stack)) yield* this.#read(state, raw, to);
      return;
    }
    const plain = asked === undefined ? this.#plainNumber(state.stack) : undefined;
    if (plain !== undefined) {
      yield* plain === 'none' ? [] : this.#read(state, plain, this.#afterNumber(state.stack));
      return;
    }
    if (written !== undefined && state.stack) {
      const stack = this.#afterNumber(state.stack);
      for (const { raw, to } of this.#spelled(state, state.stack.task)) yield { raw, to: { stack, watched: to } };
      return;
    }
    // What comes next of a document may have to be decided first.
    for (const { raw, to } of this.#moves(state.stack))
      if (raw === '' && state.stack) yield { raw, to: { ...state, stack: to } };
    for (const { raw, to } of this.#numbersFrom(state))
      yield { raw, to: { ...to, watched: this.#watch.behindNumber(to.watched) } };
  }

  /** The spellings of a number that a document has next, and what is known of the message behind them: the same whatever follows on it. */
  #spelled(state: State, task: Task): readonly Step<number>[] {
    const byWatched = this.#spellings.get(task) ?? new Map<number, readonly Step<number>[]>();
    this.#spellings.set(task, byWatched);
    const known = byWatched.get(state.watched) ?? [...this.#numbersWrittenFrom(state)];
    byWatched.set(state.watched, known);
    return known;
  }

  *#numbersWrittenFrom(state: State): Generator<Step<number>> {
    const isAsked = this.#watch.numbers(state.watched) !== undefined;
    for (const { raw, to } of this.#numbersFrom(state)) {
      if (this.#source.kind !== 'document' || !to.stack || !this.#source.writer.passes(to.stack)) continue;
      yield { raw, to: isAsked ? this.#watch.behindNumber(to.watched) : to.watched };
    }
  }

  /** The states that the numbers which come next lead to. */
  *#numbersFrom(state: State): Generator<Step<State>> {
    const asked = this.#watch.numbers(state.watched);
    const symbol = (at: State, char: string) => this.#symbol(at, char, asked !== undefined);
    for (const interval of common(asked, this.#numbersWritten(state.stack)))
      yield* numeralsFrom({ key: keyOf, symbol }, state, interval);
  }

  #numbersWritten(stack: Stack | undefined): readonly Interval[] | undefined {
    return this.#source.kind === 'document' && stack ? this.#source.writer.numbers(stack) : undefined;
  }

  #plainNumber(stack: Stack | undefined): string | undefined {
    return this.#source.kind === 'document' && stack ? this.#source.writer.plainNumber(stack) : undefined;
  }

  #afterNumber(stack: Stack | undefined): Stack | undefined {
    return this.#source.kind === 'document' && stack ? this.#source.writer.afterNumber(stack) : undefined;
  }

  #moves(stack: Stack | undefined): readonly Step<Stack | undefined>[] {
    if (this.#source.kind === 'free') return this.#source.alphabet.map((raw) => ({ raw, to: undefined }));
    return stack ? this.#source.writer.moves(stack) : [];
  }

  /** One character of a number. Where the message is watched for the number, it must be written as it is. */
  #symbol({ stack, watched }: State, symbol: string, isAsked: boolean): Step<State>[] {
    if (this.#source.kind === 'document' && this.#numbersWritten(stack) && stack) {
      const steps = this.#source.writer.symbol(stack, symbol).filter(({ raw }) => !isAsked || raw === symbol);
      return steps.flatMap(({ raw, to }) => [...this.#read({ stack, watched }, raw, to)]);
    }
    if (this.#source.kind === 'free') return [...this.#read({ stack, watched }, symbol, undefined)];
    const steps: Step<State>[] = [];
    const open = [stack];
    for (const each of open)
      for (const { raw, to } of this.#moves(each)) {
        if (raw === symbol) steps.push(...this.#read({ stack, watched }, raw, to));
        else if (raw === '') open.push(to);
      }
    return steps;
  }

  *#read(from: State, raw: string, stack: Stack | undefined): Iterable<Step<State>> {
    for (const watched of this.#watch.read(from.watched, raw)) yield { raw, to: { stack, watched } };
  }
}

/** What is known of messages, by number: what a text makes of it is found out once. */
class WatchTable {
  readonly #watch: TextWatch;
  readonly #ids = new Map<string, number>();
  readonly #states: Watched[] = [];
  readonly #reads: Map<string, readonly number[]>[] = [];

  constructor(watch: TextWatch) {
    this.#watch = watch;
  }

  starts(): number[] {
    return this.#watch.starts().map((state) => this.#id(state));
  }

  read(id: number, text: string): readonly number[] {
    if (text === '') return [id];
    const known = this.#reads[id]?.get(text) ?? this.#readAll(id, text);
    this.#reads[id]?.set(text, known);
    return known;
  }

  ends(id: number): boolean {
    return this.#watch.ends(this.#state(id));
  }

  numbers(id: number): readonly Interval[] | undefined {
    return this.#watch.numbers(this.#state(id));
  }

  behindNumber(id: number): number {
    return this.#id(this.#watch.behindNumber(this.#state(id)));
  }

  #readAll(id: number, text: string): number[] {
    const [first = '', ...others] = text;
    const behind = this.#watch.read(this.#state(id), first).map((state) => this.#id(state));
    return others.length === 0 ? behind : behind.flatMap((each) => this.read(each, others.join('')));
  }

  #state(id: number): Watched {
    return this.#states[id] as Watched;
  }

  #id(state: Watched): number {
    const known = this.#ids.get(state.key);
    if (known !== undefined) return known;
    const id = this.#states.push(state) - 1;
    this.#ids.set(state.key, id);
    this.#reads.push(new Map());
    return id;
  }
}

/** There are never a million numbers of what is known. */
const keyOf = ({ stack, watched }: State): number => (stack?.id ?? 0) * 2 ** 20 + watched;

function common(asked: readonly Interval[] | undefined, written: readonly Interval[] | undefined): readonly Interval[] {
  if (asked === undefined || written === undefined) return asked ?? written ?? [];
  return asked.flatMap((one) => written.flatMap((other) => meet(one, other) ?? []));
}

function textOf(end: Visited): string {
  const parts: string[] = [];
  for (let at: Visited | undefined = end; at; at = at.from) parts.push(at.raw);
  return parts.reverse().join('');
}
