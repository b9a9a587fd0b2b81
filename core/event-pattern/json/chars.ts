/** Characters as Java classes and names them, which shows in Jackson's messages. */

/** What may start a Java identifier: Jackson calls such a run of characters a token. */
export const isIdentifierStart = (char: number) => start.test(String.fromCharCode(char));

export const isIdentifierPart = (char: number) => part.test(String.fromCharCode(char));

const start = /[\p{L}\p{Nl}\p{Sc}\p{Pc}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: Java counts these as ignorable parts of identifiers
const part = /[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mn}\p{Mc}\p{Cf}\u0000-\u0008\u000e-\u001b\u007f-\u009f]/u;

/** `'x' (code 120)`, as Jackson shows a character. */
export function describeChar(char: number): string {
  if (char < 0x20 || (char >= 0x7f && char <= 0x9f)) return `(CTRL-CHAR, code ${char})`;
  const shown = `'${String.fromCharCode(char)}'`;
  return char > 255 ? `${shown} (code ${char} / 0x${char.toString(16)})` : `${shown} (code ${char})`;
}
