import type { MetricIdentity } from './identity.ts';
import { isUnit } from './unit.ts';

/** One value found in a log event in embedded metric format. */
export interface EmbeddedValue extends MetricIdentity {
  readonly unit: string;
  readonly value: number;
  /** 1 for a high-resolution metric. */
  readonly resolution: 1 | 60;
  /** Milliseconds. */
  readonly timestamp: number;
}

/** Most metrics of one directive, values of one metric in one event, and dimensions of one set. */
const mostMetrics = 100;
const mostValues = 100;
const mostDimensions = 30;
const longestDimension = 1024;

/** What Lambda writes before a function's message: time, request id and level, with tabs between. */
const lambdaPrefix = /^[^\t{]*\t[^\t{]*\t(?:[^\t{]*\t)?(?=\{)/;

/**
 * The metrics a log event carries in CloudWatch's embedded metric format: each metric under each set of dimensions. What breaks the
 * specification is left out (AWS does not say how much of an event goes with it); an event without `_aws.CloudWatchMetrics` has none.
 * @see AWS, "Specification: Embedded metric format"
 */
export function embeddedMetrics(message: string): EmbeddedValue[] {
  // Parsing every log event would be dear, and few are metrics.
  if (!message.includes('"CloudWatchMetrics"')) return [];
  const root = parse(message.replace(lambdaPrefix, ''));
  const meta = asObject(root?._aws);
  if (root === undefined || meta === undefined || typeof meta.Timestamp !== 'number') return [];
  const { Timestamp: timestamp } = meta;
  return asList(meta.CloudWatchMetrics).flatMap((directive) => metricsOf(root, asObject(directive), timestamp));
}

type Members = Readonly<Record<string, unknown>>;

function metricsOf(root: Members, directive: Members | undefined, timestamp: number): EmbeddedValue[] {
  const namespace = directive?.Namespace;
  if (directive === undefined || typeof namespace !== 'string' || namespace === '') return [];
  const metrics = asList(directive.Metrics);
  if (metrics.length > mostMetrics) return [];
  const sets = directive.Dimensions === undefined ? [[]] : asList(directive.Dimensions);
  return sets.flatMap((set) => {
    const dimensions = dimensionsOf(root, asList(set));
    if (dimensions === undefined) return [];
    return metrics.flatMap((entry) => {
      const definition = asObject(entry);
      const name = definition?.Name;
      if (typeof name !== 'string') return [];
      const unit = definition?.Unit ?? 'None';
      if (!isUnit(unit)) return [];
      const resolution = definition?.StorageResolution === 1 ? 1 : 60;
      return valuesOf(root[name]).map((value) => ({ namespace, name, dimensions, unit, value, resolution, timestamp }));
    });
  });
}

/** undefined when a dimension has no text for its value: the whole set is left out. */
function dimensionsOf(root: Members, names: readonly unknown[]): { name: string; value: string }[] | undefined {
  if (names.length > mostDimensions) return undefined;
  const dimensions: { name: string; value: string }[] = [];
  for (const name of names) {
    const value = typeof name === 'string' ? root[name] : undefined;
    if (typeof name !== 'string' || typeof value !== 'string' || value.length > longestDimension) return undefined;
    dimensions.push({ name, value });
  }
  return dimensions;
}

const valuesOf = (target: unknown): readonly number[] => {
  const list: readonly unknown[] = Array.isArray(target) ? target : [target];
  if (list.length > mostValues || !list.every((value) => typeof value === 'number')) return [];
  return list;
};

function parse(message: string): Members | undefined {
  try {
    return asObject(JSON.parse(message) as unknown);
  } catch {
    return undefined;
  }
}

const asObject = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
