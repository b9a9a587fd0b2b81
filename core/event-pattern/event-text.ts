import { MAX_DEPTH, NumberText } from './event-leaves.ts';
import { comparableNumber } from './number-text.ts';

/**
 * Reads an event's JSON text without losing what a double cannot hold. Of a name that comes twice the last value counts.
 * @returns undefined where the text is not JSON, or nests too deep to be read
 */
export function readEventText(text: string): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return MAY_LOSE.test(text) ? new EventReader(text).readAll() : parsed;
}

/** A run that may be part of a number with more digits, or a larger power of ten, than every double keeps. */
const MAY_LOSE = /[0-9.]{16}|[0-9][eE]/;

const TOO_DEEP = new Error('nested too deep');

/** Reads text that is known to be JSON. */
class EventReader {
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  readAll(): unknown {
    try {
      return this.read();
    } catch (error) {
      if (error === TOO_DEEP) return undefined;
      throw error;
    }
  }

  private read(): unknown {
    this.skipSpace();
    switch (this.text[this.at]) {
      case '{':
        return this.readObject();
      case '[':
        return this.readArray();
      case '"':
        return this.readString();
      case 't':
        return this.skip('true', true);
      case 'f':
        return this.skip('false', false);
      case 'n':
        return this.skip('null', null);
      default:
        return this.readNumber();
    }
  }

  private readObject(): unknown {
    const object: Record<string, unknown> = Object.create(null);
    this.enter();
    while (this.until('}')) {
      const name = this.readString();
      this.skipSpace();
      this.at += 1;
      object[name] = this.read();
    }
    return object;
  }

  private readArray(): unknown[] {
    const array: unknown[] = [];
    this.enter();
    while (this.until(']')) array.push(this.read());
    return array;
  }

  private enter(): void {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw TOO_DEEP;
    this.at += 1;
  }

  /** Stands at the next entry, or takes the closing mark and ends. */
  private until(close: '}' | ']'): boolean {
    this.skipSpace();
    if (this.text[this.at] === ',') {
      this.at += 1;
      this.skipSpace();
    }
    if (this.text[this.at] !== close) return true;
    this.at += 1;
    this.depth -= 1;
    return false;
  }

  private readString(): string {
    const from = this.at;
    this.at += 1;
    while (this.text[this.at] !== '"') this.at += this.text[this.at] === '\\' ? 2 : 1;
    this.at += 1;
    return JSON.parse(this.text.slice(from, this.at)) as string;
  }

  private readNumber(): number | NumberText {
    const from = this.at;
    while (NUMBER_PART.test(this.text[this.at] ?? '')) this.at += 1;
    const text = this.text.slice(from, this.at);
    return text.length <= 15 && !/e/i.test(text) ? Number(text) : new NumberText(text, comparableNumber(text));
  }

  private skip<T>(word: string, value: T): T {
    this.at += word.length;
    return value;
  }

  private skipSpace(): void {
    while (SPACE.test(this.text[this.at] ?? '')) this.at += 1;
  }
}

const NUMBER_PART = /[-+.0-9eE]/;
const SPACE = /[ \t\r\n]/;
