/**
 * Whether a text fits a pattern in which `*` stands for any characters, none included, and everything else for itself. The whole text has
 * to fit; upper and lower case differ. Time grows with the text, whatever the pattern.
 */
export function isGlobbed(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
