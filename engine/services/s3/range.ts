import { AwsError } from '../../errors.ts';

/** A part of an object: both ends belong to it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What `bytes=0-9`, `bytes=5-` or `bytes=-3` means of `length` bytes; undefined, the whole, for anything else.
 * @throws AwsError InvalidRange when it lies behind the end
 */
export function rangeOf(header: string, length: number): ByteRange | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!found || (found[1] === '' && found[2] === '')) return undefined;
  const [, first, last] = found;
  const start = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const end = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1);
  if (start > end && first !== '' && last !== '' && Number(first) > Number(last)) return undefined;
  if (start <= end) return { start, end };
  throw new AwsError('InvalidRange', 'The requested range is not satisfiable', {
    status: 416,
    fields: { RangeRequested: header, ActualObjectSize: length },
  });
}
