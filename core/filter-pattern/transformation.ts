import type { FieldsPattern, FilterPattern, Selector } from './ast.ts';
import { Cursor } from './cursor.ts';
import { FilterPatternError, MetricTransformationError, refusal } from './error.ts';
import { FilterSet } from './filter-set.ts';
import { limits } from './limits.ts';
import { parseSelector } from './parse-selector.ts';
import { numberOf } from './value-test.ts';
import { isPlain } from './wildcard.ts';

/** As a `MetricTransformation` of PutMetricFilter has them. */
export interface TransformationInput {
  /** A number as text, `$.path` of a JSON pattern, or `$name` of a space-delimited one. */
  readonly metricValue: string;
  /** Reported for a minute in which events came and none matched. Not together with dimensions. */
  readonly defaultValue?: number | undefined;
  /** Names of dimensions, each with `$.path` or `$name`; at most 3. */
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  readonly unit?: string | undefined;
}

/** What one matching event adds to a metric. */
export interface MetricDatum {
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Where a value comes from: written in the transformation, a place in JSON, or a field of a space-delimited message. */
type Source =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'selector'; readonly selector: Selector }
  | { readonly kind: 'field'; readonly key: string };

/** A metric transformation that fits its pattern. */
export interface Transformation {
  readonly pattern: FilterPattern;
  readonly value: Source;
  readonly dimensions: readonly (readonly [name: string, source: Source])[];
  readonly defaultValue: number | undefined;
  readonly unit: string | undefined;
  /** The places it reads, for a `FilterSet` that is to answer `metricIn`. */
  readonly selectors: readonly Selector[];
}

/**
 * Checks a metric transformation against its pattern.
 * @throws MetricTransformationError where AWS refuses the two together; its `pattern` and `column` point into the value at fault
 * @see PutMetricFilter, MetricTransformation; CloudWatch Logs guide, "Publishing dimensions with metrics from values in JSON or
 *   space-delimited log events"
 */
export function compileTransformation(input: TransformationInput, pattern: FilterPattern): Transformation {
  const dimensions = Object.entries(input.dimensions ?? {});
  if (dimensions.length > 0) checkDimensions(dimensions, input, pattern);
  const value = valueSource(input.metricValue, pattern);
  const sources = dimensions.map(([name, text]) => [name, dimensionSource(text, pattern)] as const);
  return {
    pattern,
    value,
    dimensions: sources,
    defaultValue: input.defaultValue,
    unit: input.unit,
    selectors: [value, ...sources.map(([, source]) => source)].flatMap((source) =>
      source.kind === 'selector' ? [source.selector] : [],
    ),
  };
}

/**
 * The datum one message makes: undefined where the pattern does not match it, where the metric value is missing or no number, or where a
 * dimension's field is missing.
 */
export function metricOf(transformation: Transformation, message: string): MetricDatum | undefined {
  const set = setOf(transformation);
  return set.match(message).length > 0 ? metricIn(transformation, set, 0) : undefined;
}

/**
 * The datum of the message that `set` last matched with its pattern `index`, without reading the message again.
 * @param set made with this transformation's `selectors`
 */
export function metricIn(transformation: Transformation, set: FilterSet, index: number): MetricDatum | undefined {
  const read = (source: Source) => valueIn(source, set, index);
  const value =
    transformation.value.kind === 'constant' ? transformation.value.value : numberOf(read(transformation.value) ?? '');
  if (!Number.isFinite(value)) return undefined;
  const dimensions = transformation.dimensions.map(([name, source]) => [name, read(source) ?? ''] as const);
  if (dimensions.some(([, text]) => text === '')) return undefined;
  return { value, dimensions: Object.fromEntries(dimensions) };
}

function valueIn(source: Source, set: FilterSet, index: number): string | undefined {
  if (source.kind === 'selector') return set.at(source.selector);
  return source.kind === 'field' ? set.values(index)[source.key] : String(source.value);
}

function checkDimensions(
  dimensions: readonly (readonly [string, string])[],
  { defaultValue }: TransformationInput,
  pattern: FilterPattern,
): void {
  const [[name] = ['']] = dimensions;
  if (pattern.kind !== 'json' && pattern.kind !== 'fields')
    throw new MetricTransformationError(
      refusal.dimensions,
      name,
      1,
      'only JSON and space-delimited patterns have fields',
    );
  if (defaultValue !== undefined)
    throw new MetricTransformationError(
      refusal.dimensionsWithDefault,
      name,
      1,
      'drop the default value or the dimensions',
    );
  const [surplus] = dimensions[limits.dimensions] ?? [];
  if (surplus !== undefined)
    throw new MetricTransformationError(refusal.tooManyDimensions, surplus, 1, 'at most 3 dimensions');
}

function valueSource(text: string, pattern: FilterPattern): Source {
  const value = numberOf(text);
  if (Number.isFinite(value)) return { kind: 'constant', value };
  return place(text, pattern, refusal.metricValue);
}

const dimensionSource = (text: string, pattern: FilterPattern): Source => place(text, pattern, refusal.dimensionValue);

function place(text: string, pattern: FilterPattern, message: string): Source {
  if (pattern.kind === 'json') return { kind: 'selector', selector: plainSelector(text, message) };
  if (pattern.kind === 'fields' && /^\$\w+$/.test(text) && hasField(pattern, text.slice(1)))
    return { kind: 'field', key: text };
  const known =
    pattern.kind === 'fields' ? `one of ${fieldNames(pattern).join(', ')}` : 'a number: this pattern has no fields';
  throw new MetricTransformationError(message, text, 1, `expected ${known}`);
}

function plainSelector(text: string, message: string): Selector {
  if (!text.startsWith('$'))
    throw new MetricTransformationError(message, text, 1, 'expected a selector, such as $.latency');
  const cursor = new Cursor(text, 0, text.length);
  try {
    const selector = parseSelector(cursor);
    if (cursor.at === text.length && selector.every(isPlain)) return selector;
  } catch (error) {
    if (error instanceof FilterPatternError)
      throw new MetricTransformationError(message, text, error.column, error.hint);
    throw error;
  }
  throw new MetricTransformationError(message, text, 1, 'expected one place in the message, such as $.latency');
}

/** By name, or by the place of a field without one, which with an ellipsis only the message tells. */
const hasField = (pattern: FieldsPattern, name: string): boolean =>
  fieldNames(pattern).includes(`$${name}`) || /^[1-9]\d*$/.test(name);

const fieldNames = ({ fields }: FieldsPattern): string[] =>
  fields.flatMap((field) => (field.kind === 'field' && field.name !== undefined ? [`$${field.name}`] : []));

const alone = new WeakMap<Transformation, FilterSet>();

function setOf(transformation: Transformation): FilterSet {
  const known = alone.get(transformation);
  if (known) return known;
  const made = new FilterSet([transformation.pattern], transformation.selectors);
  alone.set(transformation, made);
  return made;
}
