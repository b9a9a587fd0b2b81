/** What makes two datapoints belong to one metric: namespace, name and the whole set of dimensions, in any order. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

export interface Dimension {
  readonly name: string;
  readonly value: string;
}

const byName = (a: Dimension, b: Dimension) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.value < b.value ? -1 : 1;

/** Dimensions in the one order their keys use. */
export const sortedDimensions = (dimensions: readonly Dimension[]): Dimension[] => [...dimensions].sort(byName);

/** Stands between the parts of a key; no name or value may hold it, and it sorts before every other character. */
const separator = '\u0000';

/**
 * One text per metric: equal for equal metrics whatever the order of their dimensions, different for different ones. Keys sort by
 * namespace, then name, then dimensions.
 */
export const metricKey = ({ namespace, name, dimensions }: MetricIdentity): string =>
  [namespace, name, ...sortedDimensions(dimensions).flatMap((each) => [each.name, each.value])].join(separator);

/** The metric a key was made from. */
export function metricOfKey(key: string): MetricIdentity {
  const [namespace = '', name = '', ...rest] = key.split(separator);
  const dimensions: Dimension[] = [];
  for (let at = 0; at < rest.length; at += 2) dimensions.push({ name: rest[at] ?? '', value: rest[at + 1] ?? '' });
  return { namespace, name, dimensions };
}
