/** What a step of a compiled format reads. */
export const Op = {
  literal: 0,
  space: 1,
  year: 2,
  shortYear: 3,
  month: 4,
  day: 5,
  hour: 6,
  hour12: 7,
  minute: 8,
  second: 9,
  fraction: 10,
  monthName: 11,
  fullMonthName: 12,
  dayName: 13,
  meridiem: 14,
  zoneName: 15,
  offset: 16,
  epoch: 17,
  dayOfYear: 18,
} as const;

const TOKENS: Readonly<Record<string, number>> = {
  Y: Op.year,
  y: Op.shortYear,
  m: Op.month,
  d: Op.day,
  e: Op.day,
  H: Op.hour,
  I: Op.hour12,
  M: Op.minute,
  S: Op.second,
  f: Op.fraction,
  b: Op.monthName,
  h: Op.monthName,
  B: Op.fullMonthName,
  a: Op.dayName,
  A: Op.dayName,
  p: Op.meridiem,
  Z: Op.zoneName,
  z: Op.offset,
  s: Op.epoch,
  j: Op.dayOfYear,
};

/** Thrown for a format with a token there is none of. */
export class TimestampFormatError extends Error {
  override name = 'TimestampFormatError';
}

/** A format as steps: for each an operation and, for a literal, its byte. */
export function steps(format: string): { ops: Uint8Array; bytes: Uint8Array } {
  const [ops, bytes]: [number[], number[]] = [[], []];
  for (let at = 0; at < format.length; at += 1) {
    const sign = format[at]!;
    if (/\s/.test(sign)) {
      if (ops.at(-1) !== Op.space) {
        ops.push(Op.space);
        bytes.push(0);
      }
      continue;
    }
    if (sign !== '%' || format[at + 1] === '%') {
      if (sign === '%') at += 1;
      for (const byte of Buffer.from(sign)) {
        ops.push(Op.literal);
        bytes.push(byte);
      }
      continue;
    }
    at += format[at + 1] === '-' ? 2 : 1;
    const op = TOKENS[format[at] ?? ''];
    if (op === undefined) throw new TimestampFormatError(`no token is written %${format[at] ?? ''}`);
    ops.push(op);
    bytes.push(0);
  }
  if (!ops.some((op) => op > Op.space)) throw new TimestampFormatError('the format has no token');
  return { ops: Uint8Array.from(ops), bytes: Uint8Array.from(bytes) };
}
