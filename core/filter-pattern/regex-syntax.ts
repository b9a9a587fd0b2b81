/** Where an expression leaves AWS's subset of regular expressions, and why. `at` counts from 0 within the expression. */
export interface RegexFault {
  readonly at: number;
  /** Whether the character there is one that AWS does not take; otherwise the expression is malformed. */
  readonly isCharacter: boolean;
  readonly hint: string;
}

/**
 * Translates an expression of AWS's subset to RE2's spelling, or says where it leaves the subset: ASCII letters and digits, the symbols
 * `: _ # = @ / ; , -` and the space (it is in one of AWS's own examples, though not in its list), the operators
 * `^ $ ? [ ] { } | \ * + .`, the classes `\d \D \s \S \w \W` and `\xhh`. There are no groups.
 * @see CloudWatch Logs guide, "Supported regular expressions (regex) syntax"
 */
export function translateRegex(source: string): string | RegexFault {
  if (source === '')
    return { at: 0, isCharacter: false, hint: 'a regular expression is missing between the percent signs' };
  let translated = '';
  let size = source.length;
  for (let at = 0; at < source.length; ) {
    const text = matchAt(piece, source, at);
    if (text === undefined) return faultAt(source, at);
    const out = text.startsWith('[') ? translateClass(text) : translatePiece(text);
    if (typeof out !== 'string') return { ...out, at: at + out.at };
    if (text.startsWith('{')) size += Math.max(...text.slice(1, -1).split(',').map(Number));
    translated += out;
    at += text.length;
  }
  if (size <= largest) return translated;
  return {
    at: 0,
    isCharacter: false,
    hint: `the repetitions of this expression come to more than ${largest} characters`,
  };
}

/**
 * A repetition is spelled out by the matcher, so a short expression can stand for a huge one, and the time for a message grows with it. AWS's
 * own limit is not known.
 */
const largest = 2000;

const escaped = String.raw`\\x[0-9A-Fa-f]{2}|\\[dDsSwW^$?[\]{}|\\*+.:_#=@/;,\- ]`;
const plain = String.raw`[A-Za-z0-9:_#=@/;,\- ^$?|*+.\]}]`;
const charClass = String.raw`\[\^?\]?(?:\\.|[^\]\\])*\]`;
const count = String.raw`\{(?:\d+(?:,\d*)?|,\d+)\}`;

const piece = new RegExp(`${escaped}|${charClass}|${count}|${plain}`, 'y');
const classPiece = new RegExp(`${escaped}|${plain}|[[{]`, 'y');

function matchAt(regex: RegExp, source: string, at: number): string | undefined {
  regex.lastIndex = at;
  return regex.exec(source)?.[0];
}

function translatePiece(text: string): string {
  if (text.startsWith('\\')) return text.length > 2 || /[A-Za-z]/.test(text) ? text : literal(text.slice(1));
  if (text.startsWith('{')) return `{${text.slice(1, -1).split(',').map(countText).join(',')}}`;
  return text === ']' || text === '}' ? literal(text) : text;
}

/** An omitted least number is 0, an omitted largest one stays so; RE2 takes no leading zeros. */
const countText = (digits: string, index: number): string =>
  digits === '' ? (index === 0 ? '0' : '') : String(Number(digits));

const literal = (char: string): string => (/[\^$?[\]{}|\\*+.-]/.test(char) ? `\\${char}` : char);

function translateClass(text: string): string | RegexFault {
  const start = text.startsWith('[^') ? 2 : 1;
  let translated = text.slice(0, start);
  for (let at = start; at < text.length - 1; ) {
    const inner = matchAt(classPiece, text, at);
    if (inner === undefined) return faultAt(text, at);
    if (inner.startsWith('\\')) translated += translatePiece(inner);
    else translated += inner === '-' || inner === '^' ? inner : literal(inner);
    at += inner.length;
  }
  return `${translated}]`;
}

function faultAt(source: string, at: number): RegexFault {
  const char = source[at];
  if (char === '[') return { at, isCharacter: false, hint: 'this character class is not closed' };
  if (char === '{') return { at, isCharacter: false, hint: 'braces hold a count, such as {3}, {3,5}, {3,} or {,5}' };
  const hint =
    char === '\\'
      ? 'a backslash stands before d, D, s, S, w, W, an operator or a symbol, or is \\x and two hexadecimal digits'
      : 'not a character of a regular expression here; write it as \\x and its two hexadecimal digits, \\x28 for (';
  return { at, isCharacter: true, hint };
}
