/** Texts a regular expression of AWS's subset may match: not all, not proved; each is tried against the expression itself. */
export function regexSamples(source: string): string[] {
  return alternativesOf(source).flatMap((alternative) => {
    const few = sample(alternative, 0);
    const more = sample(alternative, 1);
    return [...new Set([few, more, `${more}x`, `x${more}`])];
  });
}

/** The parts between the `|` that stand outside of classes and escapes. */
function alternativesOf(source: string): string[] {
  const parts = [''];
  for (const atom of atomsOf(source)) {
    if (atom === '|') parts.push('');
    else parts[parts.length - 1] += atom;
  }
  return parts;
}

const ATOM = /\\x[0-9A-Fa-f]{2}|\\.|\[(?:\\.|[^\]])*\]|\{\d*,?\d*\}|[\s\S]/g;
const atomsOf = (source: string): string[] => source.match(ATOM) ?? [];

/** One text along the expression, with `least` repetitions where none need be. */
function sample(source: string, least: number): string {
  const atoms = atomsOf(source);
  let text = '';
  for (let at = 0; at < atoms.length; at++) {
    const char = charFor(atoms[at]!);
    const times = repetitions(atoms[at + 1], least);
    if (times !== undefined) at++;
    text += char.repeat(times ?? 1);
  }
  return text;
}

function repetitions(quantifier: string | undefined, least: number): number | undefined {
  if (quantifier === '*' || quantifier === '?') return least;
  if (quantifier === '+') return 1 + least;
  const bounds = /^\{(\d*)(,?)(\d*)\}$/.exec(quantifier ?? '');
  if (!bounds || (bounds[1] === '' && bounds[3] === '')) return undefined;
  return Math.min(bounds[1] === '' ? Math.min(least, Number(bounds[3])) : Number(bounds[1]), 1000);
}

function charFor(atom: string): string {
  if (atom === '^' || atom === '$') return '';
  if (atom === '.') return 'x';
  if (atom.startsWith('\\x')) return String.fromCharCode(Number.parseInt(atom.slice(2), 16));
  if (atom.startsWith('\\')) return ESCAPED[atom[1]!] ?? atom[1]!;
  if (atom.startsWith('[') && atom.length > 2) return charOfClass(atom.slice(1, -1));
  return atom;
}

const ESCAPED: Readonly<Record<string, string>> = { d: '1', D: 'x', w: 'x', W: '-', s: ' ', S: 'x' };

function charOfClass(inside: string): string {
  if (inside.startsWith('^')) {
    return [...'xyz01_-A '].find((char) => !inside.includes(char)) ?? '~';
  }
  const [first = 'x'] = atomsOf(inside);
  return charFor(first);
}
