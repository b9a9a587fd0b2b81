import type { Distribution } from '../../../core/metric/index.ts';

/**
 * How a distribution's values lie in a row beside count, sum, minimum and maximum: not at all where every sample is the same, `-` where
 * nobody knows them, else `[value, count, ...]`, behind a `~` where the values are the middles of buckets.
 */
export function pack({ values, sketched, min, max }: Distribution): string | null {
  if (values === undefined) return '-';
  if (min === max && !sketched) return null;
  return `${sketched ? '~' : ''}${JSON.stringify([...values].flat())}`;
}

/** @param withValues most statistics do without the single values, and reading them is most of the work */
export function unpack(row: Record<string, unknown>, withValues: boolean): Distribution {
  const [count, sum, min, max] = [Number(row.count), Number(row.sum), Number(row.min), Number(row.max)];
  const packed = withValues ? row.vals : '-';
  if (typeof packed !== 'string') return { count, sum, min, max, values: new Map([[min, count]]), sketched: false };
  if (packed === '-') return { count, sum, min, max, values: undefined, sketched: false };
  const sketched = packed.startsWith('~');
  const flat = JSON.parse(sketched ? packed.slice(1) : packed) as number[];
  const values = new Map<number, number>();
  for (let at = 0; at < flat.length; at += 2) values.set(flat[at] as number, flat[at + 1] as number);
  return { count, sum, min, max, values, sketched };
}
