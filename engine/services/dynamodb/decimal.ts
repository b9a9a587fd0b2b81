/** DynamoDB's numbers: decimals of up to 38 digits, exact. `unscaled * 10 ** -scale`, without trailing zeros. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** A longer text is no number worth reading. */
const LONGEST = 500;
const MOST_DIGITS = 38;
const LARGEST_EXPONENT = 126;
const SMALLEST_EXPONENT = -130;

/** @returns undefined when the text is no number DynamoDB takes */
export function parseDecimal(text: string): Decimal | undefined {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text);
  if (!found) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  if (whole + fraction === '' || text.length > LONGEST) return undefined;
  const digits = `${whole}${fraction}`.replace(/^0+(?=\d)/, '');
  const decimal = normalize(BigInt(digits) * (sign === '-' ? -1n : 1n), fraction.length - Number(exponent));
  return fits(decimal) ? decimal : undefined;
}

export const add = (a: Decimal, b: Decimal): Decimal => {
  const scale = Math.max(a.scale, b.scale);
  return normalize(rescale(a, scale) + rescale(b, scale), scale);
};

export const negate = ({ unscaled, scale }: Decimal): Decimal => ({ unscaled: -unscaled, scale });

export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = rescale(a, scale) - rescale(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** As DynamoDB gives a number back: without exponent and without zeros that say nothing. */
export function formatDecimal({ unscaled, scale }: Decimal): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  if (scale <= 0) return sign + digits + '0'.repeat(unscaled === 0n ? 0 : -scale);
  const padded = digits.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** A text that sorts, byte by byte, as the numbers do. */
export function sortable({ unscaled, scale }: Decimal): string {
  if (unscaled === 0n) return '1';
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const exponent = digits.length - scale + 500;
  if (unscaled > 0n) return `2${String(exponent).padStart(4, '0')}${digits}`;
  const complement = [...digits].map((digit) => 9 - Number(digit)).join('');
  return `0${String(9999 - exponent).padStart(4, '0')}${complement}~`;
}

export const fits = ({ unscaled, scale }: Decimal): boolean => {
  if (unscaled === 0n) return true;
  const digits = String(unscaled < 0n ? -unscaled : unscaled).length;
  const exponent = digits - scale;
  return digits <= MOST_DIGITS && exponent <= LARGEST_EXPONENT && exponent >= SMALLEST_EXPONENT;
};

function normalize(unscaled: bigint, scale: number): Decimal {
  if (unscaled === 0n) return { unscaled: 0n, scale: 0 };
  const zeros = /0*$/.exec(String(unscaled))?.[0].length ?? 0;
  return { unscaled: unscaled / 10n ** BigInt(zeros), scale: scale - zeros };
}

const rescale = ({ unscaled, scale }: Decimal, to: number): bigint => unscaled * 10n ** BigInt(to - scale);
