/**
 * Numbers as EventBridge compares them: by the double, and only where the double says exactly what the text says. A number that no
 * double stands for (2^53+1, 1e400) is compared as text alone.
 *
 * @returns the double for a JSON number's text; undefined where it has none
 */
export function comparableNumber(text: string): number | undefined {
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  // Up to 15 significant digits always survive the way through a double and back.
  if (text.length <= 15 && Math.abs(value) > 1e-300) return value + 0;
  const shortest = JAVA_SPELLINGS.get(Math.abs(value)) ?? String(Math.abs(value));
  const magnitude = text.startsWith('-') ? text.slice(1) : text;
  return shortest === magnitude || sameDecimal(magnitude, shortest) ? value + 0 : undefined;
}

/** The two smallest doubles, which Java, and so EventBridge, never spells with a single digit. */
const JAVA_SPELLINGS: ReadonlyMap<number, string> = new Map([
  [5e-324, '4.9e-324'],
  [1e-323, '9.9e-324'],
]);

/** Whether two unsigned JSON numbers are the same decimal number, however they are spelled. */
function sameDecimal(a: string, b: string): boolean {
  const [left, right] = [decimal(a), decimal(b)];
  if (left.digits === '' || right.digits === '') return left.digits === right.digits;
  return left.digits === right.digits && left.exponent === right.exponent;
}

interface Decimal {
  /** Significant digits without zeros at either end; empty for zero. */
  readonly digits: string;
  /** The power of ten of the last of them. */
  readonly exponent: number;
}

function decimal(text: string): Decimal {
  const [mantissa = '', power = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = whole + fraction;
  let first = 0;
  while (all[first] === '0') first += 1;
  let last = all.length;
  while (last > first && all[last - 1] === '0') last -= 1;
  return {
    digits: all.slice(first, last),
    exponent: Number(power) - fraction.length + (all.length - last),
  };
}
