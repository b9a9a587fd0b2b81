import type { MessageReader } from './message-reader.ts';
import { areFewAndShort, Needles } from './needles.ts';

/** The question whether the message that a reader holds has a term. */
export type TermTest = (reader: MessageReader) => boolean;

/** The terms of all patterns of a set, looked for in a message: a few one by one, when they are asked for, many in one walk over it. */
export class TermSearch {
  readonly #ids = new Map<string, number>();
  /** By a term's id, the serials of the message last found to have it, and of the one it was last looked for in. */
  readonly #foundIn: number[] = [];
  readonly #soughtIn: number[] = [];
  #isFew: boolean | undefined;
  #walk: TermWalk | undefined;
  #walked = -1;

  /** Every term is to be added before the first is asked about. */
  add(term: string): TermTest {
    const id = this.#ids.get(term) ?? this.#ids.size;
    this.#ids.set(term, id);
    this.#foundIn[id] = -1;
    this.#soughtIn[id] = -1;
    return (reader) => {
      this.#isFew ??= areFewAndShort([...this.#ids.keys()]);
      if (this.#isFew) this.#seek(term, id, reader);
      else this.#seekAll(reader);
      return this.#foundIn[id] === reader.serial;
    };
  }

  #seek(term: string, id: number, reader: MessageReader): void {
    if (this.#soughtIn[id] === reader.serial) return;
    this.#soughtIn[id] = reader.serial;
    reader.count(reader.text.length);
    if (reader.text.includes(term)) this.#foundIn[id] = reader.serial;
  }

  #seekAll(reader: MessageReader): void {
    if (this.#walked === reader.serial) return;
    this.#walked = reader.serial;
    this.#walk ??= new TermWalk(this.#ids, this.#foundIn);
    this.#walk.over(reader);
  }
}

/** Each term found is noted once a message, so the walk takes steps linear in the terms plus the message. */
class TermWalk {
  readonly #needles: Needles;
  /** By the state a term ends in, its id. */
  readonly #ids: Int32Array;
  readonly #empty: number | undefined;
  readonly #foundIn: number[];

  constructor(ids: ReadonlyMap<string, number>, foundIn: number[]) {
    const terms = [...ids].filter(([term]) => term !== '');
    this.#needles = new Needles(terms.map(([term]) => term));
    this.#ids = new Int32Array(this.#needles.size);
    for (const [term, id] of terms) this.#ids[this.#needles.stateOf(term)] = id;
    this.#empty = ids.get('');
    this.#foundIn = foundIn;
  }

  over(reader: MessageReader): void {
    const { text, serial } = reader;
    const needles = this.#needles;
    const before = needles.steps;
    if (this.#empty !== undefined) this.#foundIn[this.#empty] = serial;
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      state = needles.next(state, text.charCodeAt(at));
      if (state !== 0) this.#note(needles.end(state), serial);
    }
    reader.count(needles.steps - before);
  }

  /** The needle and the shorter ones it ends with, down to one found before: with that one, all shorter ones were. */
  #note(end: number, serial: number): void {
    for (let state = end; state >= 0; state = this.#needles.shorter(state)) {
      const id = this.#ids[state] ?? 0;
      if (this.#foundIn[id] === serial) return;
      this.#foundIn[id] = serial;
      this.#needles.steps += 1;
    }
  }
}
