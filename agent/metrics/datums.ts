import type { MetricDatum, StandardUnit } from '@aws-sdk/client-cloudwatch';

/** One value on its way to CloudWatch. */
export interface Point {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
  /** ms since 1970 */
  readonly time: number;
  readonly highResolution: boolean;
}

const MOST_VALUES = 150;
const MOST_DIMENSIONS = 30;
const UNITS = [
  'Seconds',
  'Microseconds',
  'Milliseconds',
  ...[
    'Bytes',
    'Kilobytes',
    'Megabytes',
    'Gigabytes',
    'Terabytes',
    'Bits',
    'Kilobits',
    'Megabits',
    'Gigabits',
    'Terabits',
  ].flatMap((unit) => [unit, `${unit}/Second`]),
  'Percent',
  'Count',
  'Count/Second',
  'None',
];

/** CloudWatch's spelling of a unit; `None` for what is no unit of its own. */
export const unitNamed = (written: string): string =>
  UNITS.find((unit) => unit.toLowerCase() === written.toLowerCase()) ?? 'None';

/**
 * Points with, beside each, one for every set of dimensions it is to be aggregated by. Points of one name, dimensions and time become
 * one datum with several values, at most 150.
 */
export function datums(points: readonly Point[]): MetricDatum[] {
  const series = new Map<string, { point: Point; values: Map<number, number> }[]>();
  for (const point of points) {
    if (!Number.isFinite(point.value)) continue;
    const key = JSON.stringify([
      point.name,
      Object.entries(point.dimensions).sort(),
      point.time,
      point.unit,
      point.highResolution,
    ]);
    const groups = series.get(key) ?? [];
    let group = groups.at(-1);
    if (!group || (group.values.size >= MOST_VALUES && !group.values.has(point.value))) {
      group = { point, values: new Map() };
      groups.push(group);
    }
    group.values.set(point.value, (group.values.get(point.value) ?? 0) + 1);
    series.set(key, groups);
  }
  return [...series.values()].flat().map(({ point, values }) => ({
    MetricName: point.name,
    Dimensions: Object.entries(point.dimensions)
      .slice(0, MOST_DIMENSIONS)
      .map(([Name, Value]) => ({ Name, Value })),
    Timestamp: new Date(point.time),
    Unit: point.unit as StandardUnit,
    ...(point.highResolution ? { StorageResolution: 1 } : {}),
    ...(values.size === 1 && [...values.values()][0] === 1
      ? { Value: point.value }
      : { Values: [...values.keys()], Counts: [...values.values()] }),
  }));
}

/** A point beside its copies for each set of dimensions that it has and that is not just its own. */
export function rolledUp(point: Point, sets: readonly (readonly string[])[]): Point[] {
  const own = Object.keys(point.dimensions).length;
  const copies = sets
    .filter((set) => set.every((name) => name in point.dimensions) && set.length !== own)
    .map((set) => ({ ...point, dimensions: Object.fromEntries(set.map((name) => [name, point.dimensions[name]!])) }));
  return [point, ...copies];
}
