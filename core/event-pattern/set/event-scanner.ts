import { MAX_DEPTH } from '../event-leaves.ts';
import { endOfDigits, endOfPlain } from './four-bytes.ts';
import type { MatchPlan, PlanName, PlanNode } from './match-plan.ts';
import type { ValueTests } from './value-tests.ts';

/** What scanning a text came to. */
export type ScanOutcome =
  /** The tally has the verdict. */
  | 'done'
  /** Not a JSON object, as far as was read. */
  | 'broken'
  /** A needed name comes twice in one object: the last one counts, which one pass cannot know. */
  | 'repeated';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const SPACE = 0x20;

const BROKEN = -1;
const REPEATED = -2;
/** Everything that was looked for is found. */
const STOPPED = -3;

/**
 * Bytes behind the text that the scan may run into: a quote ends any string, a second one where the first is escaped, a zero the
 * rest; four more may be looked at together with them.
 */
const GUARD = 8;

/**
 * Reads an event's JSON text along a plan: only what lies on the way to a needed path is taken apart, everything else is stepped
 * over. The text is trusted to be JSON; of what is stepped over only strings and brackets are looked at.
 */
export class EventScanner {
  /** Nodes where an array with several elements was met that has to be matched element by element. */
  readonly split: PlanNode[] = [];
  private readonly stopEarly: boolean;
  private readonly plan: MatchPlan;
  private bytes: Uint8Array<ArrayBuffer> = new Uint8Array(16 * 1024);
  /** The same bytes, to be looked at four at a time. */
  private view = new DataView(this.bytes.buffer);
  private end = 0;
  private objects = 0;
  private depth = 0;

  constructor(plan: MatchPlan, stopEarly: boolean) {
    this.plan = plan;
    this.stopEarly = stopEarly;
  }

  /** Scans a text, or its UTF-8 bytes. */
  scan(text: string | Uint8Array): ScanOutcome {
    this.load(text);
    this.split.length = 0;
    this.depth = 0;
    const start = this.skipSpace(0);
    if (this.bytes[start] !== OPEN_BRACE) return 'broken';
    const after = this.scanObject(this.plan.root, start + 1, true);
    if (after === BROKEN || after > this.end) return 'broken';
    return after === REPEATED ? 'repeated' : 'done';
  }

  private load(text: string | Uint8Array): void {
    const most = (typeof text === 'string' ? text.length * 3 : text.length) + GUARD;
    if (most > this.bytes.length) {
      this.bytes = new Uint8Array(most * 2);
      this.view = new DataView(this.bytes.buffer);
    }
    if (typeof text === 'string') this.end = utf8.encodeInto(text, this.bytes).written;
    else {
      this.bytes.set(text);
      this.end = text.length;
    }
    this.bytes[this.end] = QUOTE;
    this.bytes[this.end + 1] = QUOTE;
    this.bytes[this.end + 2] = 0;
  }

  /**
   * @param at behind the opening brace
   * @param last whether nothing is looked for outside this object any more
   * @returns behind the closing brace, or one of the outcomes
   */
  private scanObject(node: PlanNode, at: number, last: boolean): number {
    const { bytes, view } = this;
    const { names } = node;
    // It starts over after a billion; a name that seems repeated only costs a second look.
    this.objects = (this.objects + 1) & 0x3fff_ffff;
    const object = this.objects;
    let missing = node.steps;
    let i = at;
    for (;;) {
      if (bytes[i] !== QUOTE) {
        i = this.skipSpace(i);
        if (bytes[i] === CLOSE_BRACE) return i + 1;
        if (bytes[i] !== QUOTE) return BROKEN;
      }
      const start = i + 1;
      i = endOfPlain(view, start);
      let byte = bytes[i];
      let name: PlanName | undefined;
      if (byte === QUOTE) {
        name = names.find(bytes, start, i);
      } else {
        i = this.endOfString(i);
        if (i < 0) return BROKEN;
        const spelled = this.spelled(start, i);
        if (spelled === undefined) return BROKEN;
        name = names.get(spelled);
      }
      i += 1;
      if (i > this.end) return BROKEN;
      if (bytes[i] !== COLON) {
        i = this.skipSpace(i);
        if (bytes[i] !== COLON) return BROKEN;
      }
      i += 1;
      if (bytes[i]! <= SPACE) i = this.skipSpace(i);
      if (name === undefined) {
        i = this.skipValue(i);
      } else {
        if (name.seenIn === object) return REPEATED;
        name.seenIn = object;
        if (name.isStep) missing -= 1;
        i = this.scanValue(name.node, i, last && missing === 0);
        if (missing === 0 && last && this.stopEarly && i >= 0) return STOPPED;
      }
      if (i < 0) return i;
      byte = bytes[i];
      if (byte! <= SPACE) {
        i = this.skipSpace(i);
        byte = bytes[i];
      }
      if (byte === COMMA) i += 1;
      else return byte === CLOSE_BRACE ? i + 1 : BROKEN;
    }
  }

  private scanValue(node: PlanNode, at: number, last: boolean): number {
    const { bytes } = this;
    switch (bytes[at]) {
      case QUOTE:
        return node.tests === undefined ? this.skipString(at + 1) : this.scanString(node, node.tests, at + 1);
      case OPEN_BRACE:
        return node.steps === 0 ? this.skipContainer(at + 1) : this.scanObject(node, at + 1, last);
      case OPEN_BRACKET:
        return this.scanArray(node, at + 1);
      default:
        return node.tests === undefined ? this.skipScalar(at) : this.scanScalar(node, node.tests, at);
    }
  }

  private scanArray(node: PlanNode, at: number): number {
    const { bytes } = this;
    if (++this.depth > MAX_DEPTH) return BROKEN;
    let containers = 0;
    let i = this.skipSpace(at);
    if (bytes[i] === CLOSE_BRACKET) {
      this.depth -= 1;
      return i + 1;
    }
    for (;;) {
      if (bytes[i] === OPEN_BRACE || bytes[i] === OPEN_BRACKET) {
        containers += 1;
        if (containers === 2 && node.together.length > 0 && !this.split.includes(node)) this.split.push(node);
      }
      i = this.scanValue(node, i, false);
      if (i < 0) return i;
      let byte = bytes[i]!;
      if (byte <= SPACE) {
        i = this.skipSpace(i);
        byte = bytes[i]!;
      }
      if (byte === CLOSE_BRACKET) {
        this.depth -= 1;
        return i + 1;
      }
      if (byte !== COMMA) return BROKEN;
      i += 1;
      if (bytes[i]! <= SPACE) i = this.skipSpace(i);
    }
  }

  private scanString(node: PlanNode, tests: ValueTests, start: number): number {
    const { bytes } = this;
    if (node.watched) node.seenIn = this.plan.tally.round;
    let i = endOfPlain(this.view, start);
    if (bytes[i] === QUOTE) {
      if (i >= this.end) return BROKEN;
      tests.onBytes(bytes, start, i);
      return i + 1;
    }
    i = this.endOfString(i);
    if (i < 0) return BROKEN;
    const text = this.spelled(start, i);
    if (text === undefined) return BROKEN;
    tests.onText(text);
    return i + 1;
  }

  private scanScalar(node: PlanNode, tests: ValueTests, start: number): number {
    const end = this.skipScalar(start);
    if (end <= start) return BROKEN;
    if (node.watched) node.seenIn = this.plan.tally.round;
    switch (this.bytes[start]) {
      case 0x74:
        tests.onWord('true');
        return end;
      case 0x66:
        tests.onWord('false');
        return end;
      case 0x6e:
        tests.onWord('null');
        return end;
      default:
        tests.onNumberBytes(this.bytes, start, end);
        return end;
    }
  }

  private skipValue(at: number): number {
    const byte = this.bytes[at];
    if (byte === QUOTE) return this.skipString(at + 1);
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return this.skipContainer(at + 1);
    return this.skipScalar(at);
  }

  /** Behind the closing quote of a string of which the opening one is passed. */
  private skipString(at: number): number {
    const { bytes, view } = this;
    let i = endOfPlain(view, at);
    while (bytes[i] === BACKSLASH) i = endOfPlain(view, i + 2);
    return i >= this.end ? BROKEN : i + 1;
  }

  /** Behind a number or a word. */
  private skipScalar(at: number): number {
    const { bytes } = this;
    let i = at;
    for (;;) {
      const byte = bytes[i]!;
      if (byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte <= SPACE) return i;
      i += 1;
    }
  }

  /** Behind the bracket that closes an object or array of which the opening one is passed. */
  private skipContainer(at: number): number {
    const { bytes, view, end } = this;
    let depth = 1;
    let i = at;
    for (;;) {
      let byte = bytes[i++]!;
      if (byte === COLON) {
        i = endOfDigits(view, i);
        byte = bytes[i++]!;
      }
      while (byte !== QUOTE && byte < OPEN_BRACKET) byte = bytes[i++]!;
      if (byte === QUOTE) {
        i = endOfPlain(view, i);
        while (bytes[i] === BACKSLASH) i = endOfPlain(view, i + 2);
        if (i >= end) return BROKEN;
        i += 1;
      } else if ((byte | SPACE) === OPEN_BRACE) {
        depth += 1;
      } else if ((byte | SPACE) === CLOSE_BRACE) {
        depth -= 1;
        if (depth === 0) return i;
      }
    }
  }

  /** The closing quote of a string that has an escape at or behind a place. */
  private endOfString(at: number): number {
    const { bytes, end } = this;
    let i = at;
    while (i < end && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
    return i < end ? i : BROKEN;
  }

  /** What a string with escapes says. */
  private spelled(start: number, end: number): string | undefined {
    try {
      return JSON.parse(`"${decoder.decode(this.bytes.subarray(start, end))}"`) as string;
    } catch {
      return undefined;
    }
  }

  private skipSpace(at: number): number {
    const { bytes, end } = this;
    let i = at;
    while (i < end && bytes[i]! <= SPACE) i += 1;
    return i;
  }
}

const utf8 = new TextEncoder();
const decoder = new TextDecoder();
