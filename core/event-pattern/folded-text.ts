/**
 * A text to be compared without regard to case: for each of its UTF-16 characters the spellings it goes by, its lower and its upper
 * case. It is not case folding: ß goes by ß and SS, but İ does not go by i.
 */
export type FoldedText = readonly (readonly [string, string])[];

export function foldText(text: string): FoldedText {
  return Array.from({ length: text.length }, (_, i) => spellings(text[i]!));
}

function spellings(char: string): readonly [string, string] {
  const code = char.charCodeAt(0);
  // Half of a surrogate pair has no bytes of its own: the matcher takes the pair's halves one by one and makes question marks of them.
  if (code >= 0xd800 && code <= 0xdfff) return ['?', '?'];
  return [char.toLowerCase(), char.toUpperCase()];
}

/** How many characters of `text` from `at` on the folded text takes; -1 where it does not stand there. No spelling begins another. */
export function foldedLengthAt(folded: FoldedText, text: string, at: number): number {
  let end = at;
  for (const [lower, upper] of folded) {
    if (text.startsWith(lower, end)) end += lower.length;
    else if (text.startsWith(upper, end)) end += upper.length;
    else return -1;
  }
  return end - at;
}

/** How many characters the folded text takes before the end of `text`; -1 where `text` does not end with it. */
export function foldedLengthAtEnd(folded: FoldedText, text: string): number {
  let start = text.length;
  for (let i = folded.length - 1; i >= 0; i--) {
    const [lower, upper] = folded[i]!;
    if (text.endsWith(lower, start)) start -= lower.length;
    else if (text.endsWith(upper, start)) start -= upper.length;
    else return -1;
  }
  return text.length - start;
}
