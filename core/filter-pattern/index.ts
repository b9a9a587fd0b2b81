/** CloudWatch Logs filter patterns: what they mean, what they take out of a message, why they match. */
export type * from './ast.ts';
export { FilterPatternError, MetricTransformationError } from './error.ts';
export { type Explanation, explainFilter } from './explain.ts';
export type { ExplainedClause } from './explain-decision.ts';
export { FilterSet } from './filter-set.ts';
export { formatExplanation } from './format-explanation.ts';
export { limits, regexCount } from './limits.ts';
export { extractValues, matchesFilter } from './match.ts';
export { parseFilterPattern } from './parse.ts';
export { printCondition, printFieldComparison, printFilterPattern, printSelector, printTerm } from './print.ts';
export {
  compileTransformation,
  type MetricDatum,
  metricIn,
  metricOf,
  type Transformation,
  type TransformationInput,
} from './transformation.ts';
