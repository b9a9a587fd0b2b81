import type { GlobValue } from './ast.ts';
import type { MessageReader } from './message-reader.ts';
import { areFewAndShort, Needles } from './needles.ts';
import { matchesGlob } from './value-test.ts';

/**
 * The globs with pieces between asterisks, `*a*b*`, that a set asks of the values at one place. A few are matched one by one, when
 * they are asked for; many in one walk over the value, in which each glob waits for one of its pieces after the other.
 */
export class GlobSearch {
  readonly #globs: GlobValue[] = [];
  readonly #answers: boolean[] = [];
  /** By a glob's id, the serial of the message it was last matched against. */
  readonly #askedIn: number[] = [];
  #isFew: boolean | undefined;
  #walk: GlobWalk | undefined;
  #walked = -1;

  /** Gives a glob its id. Every glob is to be added before the first is asked about. */
  add(glob: GlobValue): number {
    this.#askedIn.push(-1);
    this.#answers.push(false);
    return this.#globs.push(glob) - 1;
  }

  /** @param text the value at this place in the message that `reader` holds */
  holds(id: number, text: string, reader: MessageReader): boolean {
    this.#isFew ??= areFewAndShort(this.#globs.map(({ pieces }) => pieces.join('')));
    if (!this.#isFew) this.#askAll(text, reader);
    else if (this.#askedIn[id] !== reader.serial) {
      this.#askedIn[id] = reader.serial;
      reader.count(text.length);
      this.#answers[id] = matchesGlob(this.#globs[id] as GlobValue, text);
    }
    return this.#answers[id] === true;
  }

  #askAll(text: string, reader: MessageReader): void {
    if (this.#walked === reader.serial) return;
    this.#walked = reader.serial;
    this.#walk ??= new GlobWalk(this.#globs);
    const before = this.#walk.steps;
    this.#walk.over(text, this.#answers);
    reader.count(this.#walk.steps - before);
  }
}

/** A glob on its way through a value. */
interface Runner {
  readonly id: number;
  readonly first: string;
  readonly last: string;
  /** The pieces in between, as numbers of needles. */
  readonly inner: readonly number[];
  /** How many of them were found, where the last of those ended, and where the next must end at the latest. */
  found: number;
  from: number;
  to: number;
}

/**
 * All globs over a value at once. At each character the needles that end there, as bits, are met with those that some glob waits for; so
 * needles nobody waits for cost nothing, and every other meeting brings a glob on or falls within the piece before.
 */
class GlobWalk {
  readonly #needles: Needles;
  readonly #lengths: readonly number[];
  readonly #runners: readonly Runner[];
  /** By the state of a needle, the words and bits of all needles that end in it. */
  readonly #endings: (readonly Bits[] | undefined)[] = [];
  /** Needles waited for, 32 a word. */
  readonly #awaited: Int32Array;
  readonly #waiting: Runner[][];
  #steps = 0;

  constructor(globs: readonly GlobValue[]) {
    const inner = globs.map(({ pieces }) => pieces.slice(1, -1).filter((piece) => piece !== ''));
    const texts = [...new Set(inner.flat())];
    this.#needles = new Needles(texts);
    const states = texts.map((text) => this.#needles.stateOf(text));
    const order = nestedOrder(states, (state) => this.#needles.shorter(state));
    const numberOf = new Map(texts.map((text, index) => [text, order.indexOf(states[index] ?? 0)]));
    this.#lengths = [...numberOf].sort(([, a], [, b]) => a - b).map(([text]) => text.length);
    for (const [number, state] of order.entries())
      this.#endings[state] = withBit(this.#endings[this.#needles.shorter(state)] ?? [], number);
    this.#runners = globs.map(({ pieces }, id) => ({
      id,
      first: pieces[0] ?? '',
      last: pieces.at(-1) ?? '',
      inner: (inner[id] ?? []).map((piece) => numberOf.get(piece) ?? 0),
      found: 0,
      from: 0,
      to: 0,
    }));
    this.#awaited = new Int32Array((texts.length + 31) >> 5);
    this.#waiting = texts.map(() => []);
  }

  get steps(): number {
    return this.#steps + this.#needles.steps;
  }

  /** @param answers takes, by a glob's id, whether the value is one of its texts */
  over(text: string, answers: boolean[]): void {
    for (const runner of this.#runners) answers[runner.id] = this.#begin(runner, text);
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      state = this.#needles.next(state, text.charCodeAt(at));
      const endings = this.#endings[this.#needles.end(state)];
      if (endings === undefined) continue;
      for (const { word, bits } of endings) {
        this.#steps += 1;
        let hits = (this.#awaited[word] ?? 0) & bits;
        for (; hits !== 0; hits &= hits - 1) this.#meet(word * 32 + 31 - Math.clz32(hits & -hits), at + 1, answers);
      }
    }
    this.#awaited.fill(0);
    for (const waiting of this.#waiting) waiting.length = 0;
  }

  /** Whether the value begins and ends as the glob does, and nothing has to be found in between. */
  #begin(runner: Runner, text: string): boolean {
    const { first, last, inner } = runner;
    this.#steps += first.length + last.length + 1;
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    runner.found = 0;
    runner.from = first.length;
    runner.to = text.length - last.length;
    if (inner.length === 0) return true;
    this.#await(runner);
    return false;
  }

  #await(runner: Runner): void {
    const needle = runner.inner[runner.found] ?? 0;
    this.#waiting[needle]?.push(runner);
    this.#awaited[needle >> 5] = (this.#awaited[needle >> 5] ?? 0) | (1 << (needle & 31));
  }

  /** A needle ends before `end`: the globs that wait for it go on, but for those of which it would overlap what was found before. */
  #meet(needle: number, end: number, answers: boolean[]): void {
    const waiting = this.#waiting[needle] ?? [];
    const start = end - (this.#lengths[needle] ?? 0);
    const early: Runner[] = [];
    this.#steps += waiting.length;
    this.#awaited[needle >> 5] = (this.#awaited[needle >> 5] ?? 0) & ~(1 << (needle & 31));
    this.#waiting[needle] = early;
    for (const runner of waiting) {
      if (start < runner.from) this.#await(runner);
      else if (end <= runner.to) {
        runner.found += 1;
        runner.from = end;
        if (runner.found === runner.inner.length) answers[runner.id] = true;
        else this.#await(runner);
      }
    }
  }
}

interface Bits {
  readonly word: number;
  readonly bits: number;
}

function withBit(all: readonly Bits[], number: number): Bits[] {
  const word = number >> 5;
  const bit = 1 << (number & 31);
  const known = all.find((each) => each.word === word);
  const others = all.filter((each) => each !== known);
  return [...others, { word, bits: (known?.bits ?? 0) | bit }];
}

/**
 * States such that each follows on those it ends with, and along the longest way at once: so the needles that end in one state share few
 * words of bits.
 */
function nestedOrder(states: readonly number[], shorter: (state: number) => number): number[] {
  const longer = Map.groupBy(states, shorter);
  const sizes = new Map<number, number>();
  const sizeOf = (state: number): number => {
    const size = (longer.get(state) ?? []).reduce((sum, each) => sum + sizeOf(each), 1);
    sizes.set(state, size);
    return size;
  };
  sizeOf(-1);
  const order: number[] = [];
  const visit = (state: number): void => {
    if (state >= 0) order.push(state);
    const children = longer.get(state) ?? [];
    for (const each of children.toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0))) visit(each);
  };
  visit(-1);
  return order;
}
