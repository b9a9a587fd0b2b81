import type { Clause, Exclusion, PositiveClause } from '../clause.ts';
import { foldText } from '../folded-text.ts';
import { ByteTable } from './byte-table.ts';
import { NumberTests } from './number-tests.ts';
import type { Tally } from './tally.ts';
import { anyOf, type TextCheck, textCheck } from './text-check.ts';

/** The tests that the values of one path decide. A value is shown to them once, and they mark in the tally what holds. */
export class ValueTests {
  private readonly tally: Tally;
  /** Tests that any value satisfies, any that is not a string, any that is not a number. */
  private readonly any: number[] = [];
  private readonly notString: number[] = [];
  private readonly notNumber: number[] = [];
  private readonly words = new Map<string, number[]>();
  private readonly exact = new ByteTable<ExactText>();
  private readonly numbers: NumberTests;
  /** Checks by the first byte of the strings that may pass, by the last, and without either. */
  private readonly byFirst: (Check[] | undefined)[] = new Array(256).fill(undefined);
  private readonly byLast: (Check[] | undefined)[] = new Array(256).fill(undefined);
  private readonly checks: Check[] = [];
  /** All of these, for strings that are not looked at by their bytes. */
  private readonly allChecks: Check[] = [];
  private readonly exclusions: { readonly test: number; readonly excluded: TextCheck }[] = [];
  /** One for each `anything-but` of strings. */
  private readonly butTexts: ButTexts[] = [];
  private hasFirst = false;
  private hasLast = false;

  constructor(tally: Tally) {
    this.tally = tally;
    this.numbers = new NumberTests(tally);
  }

  add(test: number, clause: Clause): void {
    switch (clause.kind) {
      case 'absent':
        return;
      case 'present':
        this.any.push(test);
        return;
      case 'word':
        this.words.set(clause.text, [...(this.words.get(clause.text) ?? []), test]);
        return;
      case 'number':
        this.numbers.addLiteral(test, clause.text, clause.value);
        return;
      case 'numeric':
        this.numbers.addRange(test, clause.range);
        return;
      case 'string':
        this.exactText(clause.text).satisfied.push(test);
        return;
      case 'anything-but':
        this.addExclusion(test, clause.but);
        return;
      default:
        this.addCheck({ test, check: textCheck(clause) });
    }
  }

  private exactText(text: string): ExactText {
    const known = this.exact.get(text);
    if (known !== undefined) return known;
    const entry: ExactText = { satisfied: [], excluded: [] };
    this.exact.set(text, entry);
    return entry;
  }

  private addCheck(check: Check): void {
    this.allChecks.push(check);
    const { first, last } = check.check;
    if (first !== undefined) {
      this.hasFirst = true;
      this.byFirst[first] = [...(this.byFirst[first] ?? []), check];
    } else if (last !== undefined) {
      this.hasLast = true;
      this.byLast[last] = [...(this.byLast[last] ?? []), check];
    } else {
      this.checks.push(check);
    }
  }

  private addExclusion(test: number, but: Exclusion): void {
    if (but.of === 'numbers') {
      this.notNumber.push(test);
      this.numbers.addExclusion(test, but.values);
      return;
    }
    this.notString.push(test);
    if (but.of === 'strings') {
      const butTexts = { test };
      this.butTexts.push(butTexts);
      for (const text of but.texts) this.exactText(text).excluded.push(butTexts);
    } else {
      this.exclusions.push({ test, excluded: anyOf(excludedClauses(but).map(textCheck)) });
    }
  }

  /** A string without escapes, by the bytes of its content. */
  onBytes(bytes: Uint8Array, start: number, end: number): void {
    const { tally } = this;
    this.onAnyString();
    if (this.exact.size > 0) this.onExact(this.exact.find(bytes, start, end));
    if (this.hasFirst && end > start) {
      const checks = this.byFirst[bytes[start]!];
      if (checks !== undefined) runBytes(tally, checks, bytes, start, end);
    }
    if (this.hasLast && end > start) {
      const checks = this.byLast[bytes[end - 1]!];
      if (checks !== undefined) runBytes(tally, checks, bytes, start, end);
    }
    if (this.checks.length > 0) runBytes(tally, this.checks, bytes, start, end);
    for (let i = 0; i < this.exclusions.length; i++) {
      const { test, excluded } = this.exclusions[i]!;
      if (!excluded.bytes(bytes, start, end)) tally.mark(test);
    }
  }

  onText(text: string): void {
    this.onAnyString();
    if (this.exact.size > 0) this.onExact(this.exact.get(text));
    for (let i = 0; i < this.allChecks.length; i++) {
      const { test, check } = this.allChecks[i]!;
      if (!this.tally.holds(test) && check.text(text)) this.tally.mark(test);
    }
    for (let i = 0; i < this.exclusions.length; i++) {
      const { test, excluded } = this.exclusions[i]!;
      if (!excluded.text(text)) this.tally.mark(test);
    }
  }

  private onAnyString(): void {
    markAll(this.tally, this.any);
    markAll(this.tally, this.notNumber);
  }

  private onExact(entry: ExactText | undefined): void {
    const { tally, butTexts } = this;
    if (entry !== undefined) markAll(tally, entry.satisfied);
    for (let i = 0; i < butTexts.length; i++) {
      const but = butTexts[i]!;
      if (entry === undefined || !entry.excluded.includes(but)) tally.mark(but.test);
    }
  }

  onWord(word: 'true' | 'false' | 'null'): void {
    markAll(this.tally, this.any);
    markAll(this.tally, this.notString);
    markAll(this.tally, this.notNumber);
    const tests = this.words.get(word);
    if (tests !== undefined) markAll(this.tally, tests);
  }

  /** A number, by its bytes. */
  onNumberBytes(bytes: Uint8Array, start: number, end: number): void {
    markAll(this.tally, this.any);
    markAll(this.tally, this.notString);
    if (this.numbers.any) this.numbers.onBytes(bytes, start, end);
  }

  onNumber(text: string, value: number | undefined): void {
    markAll(this.tally, this.any);
    markAll(this.tally, this.notString);
    if (this.numbers.any) this.numbers.onNumber(text, value);
  }
}

interface Check {
  readonly test: number;
  readonly check: TextCheck;
}

interface ButTexts {
  readonly test: number;
}

/** Tests that an exact string satisfies, and each `anything-but` that names it. */
interface ExactText {
  readonly satisfied: number[];
  readonly excluded: ButTexts[];
}

function markAll(tally: Tally, tests: readonly number[]): void {
  for (let i = 0; i < tests.length; i++) tally.mark(tests[i]!);
}

function runBytes(tally: Tally, checks: readonly Check[], bytes: Uint8Array, start: number, end: number): void {
  for (let i = 0; i < checks.length; i++) {
    const { test, check } = checks[i]!;
    if (!tally.holds(test) && check.bytes(bytes, start, end)) tally.mark(test);
  }
}

type TextClause = Exclude<PositiveClause, { kind: 'present' | 'anything-but' | 'number' | 'numeric' | 'word' }>;

function excludedClauses(but: Exclude<Exclusion, { of: 'strings' | 'numbers' }>): TextClause[] {
  switch (but.of) {
    case 'prefix':
    case 'suffix':
      return but.texts.map((text) => ({ kind: but.of, text }));
    case 'equals-ignore-case':
      return but.texts.map((text) => ({ kind: but.of, text, folded: foldText(text) }));
    default:
      return but.texts.map((text, i) => ({ kind: but.of, text, parts: but.parts[i]! }));
  }
}
