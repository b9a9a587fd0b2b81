import { isSpace } from '../cursor.ts';
import { DEAD, decimal } from './automaton.ts';
import type { Literal } from './formula.ts';
import type { Member } from './joint-machine.ts';
import { type MessageCondition, type PlacedComparison, textLiteral } from './message-part.ts';
import { type Interval, intervalsOf } from './number-intervals.ts';
import { type Languages, languagesOf, type TextLiteral } from './texts.ts';

/** How the fields of a message are counted. */
export interface FieldCount {
  readonly count: number;
  /** A place without conditions that stands for one field or more. */
  readonly many: number | undefined;
}

/** What is known of a message that is read from left to right; equal keys, equal futures. */
export interface Watched {
  readonly key: string;
  readonly mode: Mode;
  /** The field it is in, or the next one. */
  readonly place: number;
  /** Whether the rest of the message is said to have no bracket, or no quote, so that an opening one stands for itself. */
  readonly noBracket: boolean;
  readonly noQuote: boolean;
  /** Whether white space was read that belongs to a rest of the line, so that another field must follow. */
  readonly between: boolean;
  /** Of the machines for the message, for each rest of the line (undefined before it begins), and for this field. */
  readonly message: readonly number[];
  readonly rests: readonly (readonly number[] | undefined)[];
  readonly field: readonly number[];
}

/**
 * Where in the splitting into fields a message stands. `number:` modes wait for a number that is the whole field, `closed:` modes follow one.
 * `whole`: nobody asks for fields. `trail`: white space at the end.
 */
type Sort = 'bare' | 'quoted' | 'bracketed';
type Mode = 'whole' | 'gap' | 'trail' | Sort | `number:${Sort}` | `closed:${Sort}`;

interface Place extends Languages {
  /** The numbers that the field may be; undefined where nothing asks for a number. */
  readonly intervals: readonly Interval[] | undefined;
  /** Whether it may be anything but a number, where something asks for one; the members, and that it is none. */
  readonly mayBeOther: boolean;
  readonly others: readonly Member[];
}

interface Rest extends Place {
  readonly at: number;
}

/**
 * Conditions on a message as text and on its fields, watched while the message is written. Where a sign opens a field, whether it is ever closed
 * is not known yet: then both are tried, so a character may lead to several states, or to none.
 */
export class TextWatch {
  readonly #fields: FieldCount | undefined;
  readonly #message: Languages;
  readonly #places: readonly Place[];
  readonly #rests: readonly Rest[];
  /** What is asked for, so that the characters that matter can be found. */
  readonly languages: readonly Languages[];
  /** False where some regular expression is not watched. */
  readonly isWhole: boolean;

  /** @param further machines for the whole message besides */
  constructor(
    literals: readonly Literal<MessageCondition | PlacedComparison>[],
    fields: FieldCount | undefined,
    further: readonly Member[] = [],
  ) {
    const literalsOf = (holds: (part: MessageCondition | PlacedComparison) => boolean) =>
      literals
        .filter(({ condition }) => holds(condition))
        .map(({ condition, holds: so }) => textLiteral(condition, so));
    const message = languagesOf(literalsOf(({ part }) => part === 'message'));
    this.#message = { ...message, members: [...message.members, ...further] };
    this.#fields = fields;
    this.#places = Array.from({ length: fields?.count ?? 0 }, (_, at) =>
      placeOf(literalsOf((part) => part.part === 'field' && !part.rest && part.at === at)),
    );
    const starts = literals.flatMap(({ condition }) =>
      condition.part === 'field' && condition.rest ? [condition.at] : [],
    );
    this.#rests = [...new Set(starts)].map((at) => ({
      at,
      ...placeOf(literalsOf((part) => part.part === 'field' && part.rest && part.at === at)),
    }));
    this.languages = [this.#message, ...this.#places, ...this.#rests];
    this.isWhole = this.languages.every(({ isWhole }) => isWhole);
  }

  /** Nothing read yet; no state where there can be no such message. */
  starts(): Watched[] {
    // More than one field in a row never reads as a number.
    if (this.#rests.some(({ mayBeOther }) => !mayBeOther)) return [];
    const message = this.#message.members.map(({ machine }) => machine.start);
    if (!areAlive(this.#message.members, message)) return [];
    const start = {
      mode: this.#fields ? ('gap' as const) : ('whole' as const),
      place: 0,
      noBracket: false,
      noQuote: false,
      between: false,
      message,
      rests: this.#rests.map(() => undefined),
      field: [],
    };
    return this.#withNumbers([keyed(start)]);
  }

  /** The states behind one character more. */
  read(from: Watched, char: string): Watched[] {
    const message = this.#message.members.map(({ machine }, index) => machine.next(from.message[index] ?? DEAD, char));
    if (!areAlive(this.#message.members, message)) return [];
    if (from.mode === 'whole') return [keyed({ ...from, message })];
    if ((char === ']' && from.noBracket) || (char === '"' && from.noQuote)) return [];
    return this.#withNumbers(this.#split({ ...from, message }, char));
  }

  /** Whether the message may end here. */
  ends(at: Watched): boolean {
    if (
      !this.#message.members.every(
        ({ machine, wanted }, index) => machine.accepts(at.message[index] ?? DEAD) === wanted,
      )
    )
      return false;
    if (at.mode === 'whole') return true;
    const last = at.mode === 'bare' || at.mode === 'closed:bare' ? this.#leave(at) : [at];
    return last.some((end) => {
      const isBetween = end.mode === 'gap' || end.mode === 'trail';
      if (!isBetween || end.between || end.place !== this.#fields?.count) return false;
      return this.#rests.every((rest, index) => {
        const states = end.rests[index];
        return (
          states !== undefined &&
          rest.members.every(({ machine, wanted }, each) => machine.accepts(states[each] ?? DEAD) === wanted)
        );
      });
    });
  }

  /** The numbers one of which comes next; undefined where that is not so. */
  numbers({ mode, place }: Watched): readonly Interval[] | undefined {
    return mode.startsWith('number:') ? (this.#places[place]?.intervals ?? []) : undefined;
  }

  /** The state behind a number that came next. */
  behindNumber(at: Watched): Watched {
    return keyed({ ...at, mode: at.mode.replace('number:', 'closed:') as Mode });
  }

  #split(from: Watched, char: string): Watched[] {
    const { mode } = from;
    const space = isSpace(char.charCodeAt(0));
    switch (mode) {
      case 'trail':
        return space ? [keyed(from)] : [];
      case 'gap':
        return space ? this.#inGap(from, char) : this.#enter(from, char);
      case 'closed:bare':
      case 'bare':
        if (space) return this.#leave(from).flatMap((left) => this.#inGap(left, char));
        return mode === 'bare' ? this.#feed(from, char) : [];
      case 'closed:quoted':
      case 'quoted':
        if (char === '"') return this.#feedRests(from, char).flatMap((fed) => this.#leave(fed));
        return mode === 'quoted' ? this.#feed(from, char) : [];
      case 'closed:bracketed':
      case 'bracketed':
        if (char === ']') return this.#feedRests(from, char).flatMap((fed) => this.#leave(fed));
        return mode === 'bracketed' ? this.#feed(from, char) : [];
      default:
        // A number's own digits.
        return this.#feed(from, char);
    }
  }

  /** White space between fields, or behind the last one. */
  #inGap(from: Watched, char: string): Watched[] {
    const rests = this.#feedRests({ ...from, between: from.rests.some((rest) => rest !== undefined) }, char);
    const trail = from.between || this.#rests.length === 0 ? [] : [keyed({ ...from, mode: 'trail' })];
    return [...rests, ...trail];
  }

  /** The first character of a field. */
  #enter(from: Watched, char: string): Watched[] {
    const opened = this.#opened(from);
    if (opened === undefined) return [];
    const begin = (sort: Sort, change: Partial<Watched> = {}) => this.#begin({ ...opened, ...change }, sort);
    const bare = (change: Partial<Watched> = {}) => begin('bare', change).flatMap((each) => this.#feed(each, char));
    const enclosed = (sort: Sort) => begin(sort).flatMap((each) => this.#feedRests(each, char));
    if (char === '[') return from.noBracket ? bare() : [...enclosed('bracketed'), ...bare({ noBracket: true })];
    // A quote that is never closed is the last one.
    if (char === '"') return [...enclosed('quoted'), ...bare({ noQuote: true })];
    return bare();
  }

  /** With the rests of the line begun that begin with this field; undefined where there may be no field more. */
  #opened(from: Watched): Watched | undefined {
    if (from.place >= this.#places.length) return undefined;
    const rests = from.rests.map((states, index) => {
      const rest = this.#rests[index];
      return states === undefined && rest?.at === from.place
        ? rest.members.map(({ machine }) => machine.start)
        : states;
    });
    return { ...from, rests, between: false };
  }

  #begin(from: Watched, sort: Sort): Watched[] {
    const place = this.#places[from.place];
    if (place === undefined) return [];
    const field = place.others.map(({ machine }) => machine.start);
    if (!areAlive(place.others, field)) return [];
    const begun = place.mayBeOther ? [keyed({ ...from, field, mode: sort })] : [];
    // Behind a sign a number may come; before a bare one nothing was read.
    return place.intervals?.length && sort !== 'bare'
      ? [...begun, keyed({ ...from, field, mode: `number:${sort}` })]
      : begun;
  }

  /** Besides, in a gap, that the next field is a number without any sign around it. */
  #withNumbers(states: readonly Watched[]): Watched[] {
    return states.flatMap((state) => {
      const place = state.mode === 'gap' ? this.#places[state.place] : undefined;
      const opened = place?.intervals?.length ? this.#opened(state) : undefined;
      if (place === undefined || opened === undefined) return [state];
      const field = place.others.map(({ machine }) => machine.start);
      return areAlive(place.others, field)
        ? [state, keyed({ ...opened, field, mode: 'number:bare' as const })]
        : [state];
    });
  }

  #feed(from: Watched, char: string): Watched[] {
    const members = this.#places[from.place]?.others ?? [];
    const field = members.map(({ machine }, index) => machine.next(from.field[index] ?? DEAD, char));
    return areAlive(members, field) ? this.#feedRests({ ...from, field }, char) : [];
  }

  #feedRests(from: Watched, char: string): Watched[] {
    const rests = from.rests.map((states, index) =>
      states?.map((state, each) => this.#rests[index]?.members[each]?.machine.next(state, char) ?? DEAD),
    );
    const alive = rests.every((states, index) => !states || areAlive(this.#rests[index]?.members ?? [], states));
    return alive ? [keyed({ ...from, rests })] : [];
  }

  /** The end of a field: it passed, or not. */
  #leave(from: Watched): Watched[] {
    const place = this.#places[from.place];
    const members = (from.mode.startsWith('closed:') ? place?.members : place?.others) ?? [];
    const passes = members.every(({ machine, wanted }, index) => machine.accepts(from.field[index] ?? DEAD) === wanted);
    if (!passes) return [];
    const left: Watched = { ...from, field: [], mode: 'gap', between: false };
    const next = keyed({ ...left, place: from.place + 1 });
    return from.place === this.#fields?.many ? [next, keyed(left)] : [next];
  }
}

function placeOf(literals: readonly TextLiteral[]): Place {
  const languages = languagesOf(literals);
  const numeric = literals.filter(({ value }) => value.kind === 'number');
  const { members } = languages;
  if (numeric.length === 0) return { ...languages, intervals: undefined, mayBeOther: true, others: members };
  return {
    ...languages,
    intervals: intervalsOf(numeric),
    mayBeOther: numeric.every(({ holds }) => !holds),
    others: [...members, { machine: decimal, wanted: false }],
  };
}

const areAlive = (members: readonly Member[], states: readonly number[]): boolean =>
  members.every(({ machine, wanted }, index) => {
    const state = states[index] ?? DEAD;
    return wanted ? state !== DEAD : machine.always?.(state) !== true;
  });

const keyed = (state: Omit<Watched, 'key'>): Watched => ({
  ...state,
  key: [
    state.mode,
    state.place,
    state.noBracket,
    state.noQuote,
    state.between,
    state.message,
    state.rests.map((states) => states ?? '-').join(';'),
    state.field,
  ].join('|'),
});
