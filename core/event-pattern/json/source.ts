import { type Place, Refusal } from '../errors.ts';

const SNIPPET = 500;

/** A pattern's text and the way Jackson, which AWS reads it with, names a place in it. */
export class JsonSource {
  readonly text: string;
  private snippet: string | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** `[Source: (String)"..."; line: 1, column: 5]`. */
  describe(place: Place): string {
    this.snippet ??= describeText(this.text);
    return `[Source: (String)${this.snippet}; line: ${place.line}, column: ${place.column}]`;
  }

  refuse(reason: string, place: Place): Refusal {
    return new Refusal(`${reason}\n at ${this.describe(place)}`, place);
  }
}

function describeText(text: string): string {
  const shown = `"${text.slice(0, SNIPPET).replace(controls, (char) => hexEscape(char.charCodeAt(0)))}"`;
  return text.length > SNIPPET ? `${shown}[truncated ${text.length - SNIPPET} chars]` : shown;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Jackson escapes
const controls = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

const hexEscape = (code: number) => `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
