import type { Place, Refusal } from '../errors.ts';
import { describeChar } from './chars.ts';
import { JsonSource } from './source.ts';

/** What Jackson would have accepted as a value. */
export const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

const COMMENT =
  "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)";

/** A place in JSON text that moves on, and the refusals that name it as Jackson does. */
export class JsonCursor {
  readonly source: JsonSource;
  readonly input: string;
  /** The index of the next character. */
  at = 0;
  private row = 1;
  private rowStart = 0;

  constructor(text: string) {
    this.source = new JsonSource(text);
    this.input = text;
  }

  /** Where the next character stands: what Jackson calls the current location. */
  get place(): Place {
    return { line: this.row, column: this.at - this.rowStart + 1 };
  }

  /** Where the character last taken stands. */
  get placeBefore(): Place {
    return { line: this.row, column: this.at - this.rowStart };
  }

  get ended(): boolean {
    return this.at >= this.input.length;
  }

  /** The code of the next character, which stays; NaN at the end. */
  get peeked(): number {
    return this.input.charCodeAt(this.at);
  }

  /** The code of the next character, taken. */
  take(): number {
    this.at += 1;
    return this.input.charCodeAt(this.at - 1);
  }

  /** The next character that is not white space, taken; -1 at the end. */
  takeBehindSpace(): number {
    while (!this.ended) {
      const char = this.take();
      if (char > 0x20) {
        if (char === 0x2f) throw this.unexpected(char, COMMENT);
        return char;
      }
      if (char === 0x0a) this.newRow();
      else if (char === 0x0d) {
        if (this.peeked === 0x0a) this.at += 1;
        this.newRow();
      } else if (char !== 0x20 && char !== 0x09) {
        throw this.refuse(
          `Illegal character (${describeChar(char)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`,
        );
      }
    }
    return -1;
  }

  private newRow(): void {
    this.row += 1;
    this.rowStart = this.at;
  }

  /** A refusal at the next character. */
  refuse(reason: string): Refusal {
    return this.source.refuse(reason, this.place);
  }

  /** A refusal at the character last taken. */
  refuseBefore(reason: string): Refusal {
    return this.source.refuse(reason, this.placeBefore);
  }

  unexpected(char: number, comment: string): Refusal {
    return this.refuseBefore(`Unexpected character (${describeChar(char)}): ${comment}`);
  }

  endOfInput(what: string): Refusal {
    return this.refuse(`Unexpected end-of-input${what}`);
  }
}
