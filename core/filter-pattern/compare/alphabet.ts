import type { Value } from '../ast.ts';
import type { AtomTest } from './regex-machine.ts';

/** Those a person reads best come first; then all a regular expression can name; then one that stands for all others. */
const ORDER = [
  ...'xyzqwkvjbnmacdefghiloprstuXYZABCDEFGHIJKLMNOPQRSTUVW7012345689~_- ',
  ...Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)),
  '\u2400',
];

/**
 * One character for each way in which characters differ to these values: each that a text or an asterisk's neighbours name, one for
 * each combination of a regular expression's classes, and one that nothing tells from any other.
 * @param further characters that matter besides
 */
export function alphabetOf(values: readonly Value[], atoms: readonly AtomTest[], further: string): string[] {
  const named = new Set(values.flatMap((value) => [...textsOf(value).join('')]));
  for (const char of further) named.add(char);
  const others = new Map<string, string>();
  for (const char of ORDER) {
    if (named.has(char)) continue;
    const kind = atoms.map((takes) => (takes(char) ? '1' : '0')).join('');
    if (!others.has(kind)) others.set(kind, char);
    if (atoms.length === 0) break;
  }
  return [...others.values(), ...named];
}

function textsOf(value: Value): readonly string[] {
  if (value.kind === 'text') return [value.text];
  return value.kind === 'glob' ? value.pieces : [];
}
