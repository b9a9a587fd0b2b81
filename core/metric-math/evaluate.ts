import { MetricMathError } from './error.ts';
import { simpleFunctions } from './functions.ts';
import { joinSeries, mapValues, operate, type TimeSeries } from './series.ts';
import { refusedFunctions, specialFunctions } from './special.ts';
import type { BinaryOperator, Expression } from './syntax.ts';
import { type MathContext, mapLines, one, scalar, several, type Value } from './value.ts';

/**
 * What an expression comes to: the lines it draws.
 * @throws MetricMathError, also for an expression that ends in a number: AWS wants a time series or an array of them
 */
export function evaluateExpression(expression: Expression, context: MathContext): readonly TimeSeries[] {
  const value = compute(expression, context);
  if (value.kind === 'scalar') {
    throw new MetricMathError('The expression gives a number; it must give a time series or an array of time series');
  }
  return value.kind === 'series' ? [value.series] : value.all;
}

/** The value of any part of an expression. @throws MetricMathError */
export function compute(expression: Expression, context: MathContext): Value {
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'text':
      throw new MetricMathError('A text stands where a value is needed', expression.at + 1);
    case 'name': {
      const found = context.lookup(expression.name);
      if (found === undefined)
        throw new MetricMathError(`${expression.name} is not the id of a metric or expression`, expression.at + 1);
      return found;
    }
    case 'list':
      return several(expression.items.flatMap((item) => lines(compute(item, context), item)));
    case 'negate':
      return negate(compute(expression.operand, context));
    case 'binary':
      return binary(expression.operator, compute(expression.left, context), compute(expression.right, context));
    case 'call':
      return call(expression, context);
  }
}

function lines(value: Value, item: Expression): readonly TimeSeries[] {
  if (value.kind === 'scalar') throw new MetricMathError('An array holds time series, not numbers', item.at + 1);
  return value.kind === 'series' ? [value.series] : value.all;
}

const negate = (value: Value): Value =>
  value.kind === 'scalar' ? scalar(-value.value) : mapLines(value, '-', (series) => mapValues(series, (each) => -each));

/** An array with a number or one time series is joined line by line; two arrays must be equally long. */
function binary(operator: BinaryOperator, left: Value, right: Value): Value {
  if (left.kind === 'scalar' && right.kind === 'scalar') return scalar(operate(operator, left.value, right.value));
  if (left.kind === 'array' && right.kind === 'array') {
    if (left.all.length !== right.all.length) throw new MetricMathError(`${operator} needs arrays of the same length`);
    return several(left.all.map((series, index) => joinSeries(series, right.all[index] as TimeSeries, operator)));
  }
  if (left.kind === 'array') return several(left.all.map((series) => line(binary(operator, one(series), right))));
  if (right.kind === 'array')
    return several(right.all.map((series) => line(binary(operator, left, one(series)), series)));
  if (left.kind === 'series' && right.kind === 'series') return one(joinSeries(left.series, right.series, operator));
  if (left.kind === 'series' && right.kind === 'scalar') {
    return one(mapValues(left.series, (value) => operate(operator, value, right.value)));
  }
  if (left.kind === 'scalar' && right.kind === 'series') {
    return one(mapValues(right.series, (value) => operate(operator, left.value, value)));
  }
  throw new MetricMathError(`${operator} cannot join these values`);
}

function line(value: Value, labelled?: TimeSeries): TimeSeries {
  if (value.kind !== 'series') throw new MetricMathError('A time series is needed');
  return labelled === undefined ? value.series : { ...value.series, label: labelled.label };
}

function call(expression: Extract<Expression, { kind: 'call' }>, context: MathContext): Value {
  const { name } = expression;
  const special = specialFunctions[name];
  try {
    if (special !== undefined) return special(expression.arguments, (part) => compute(part, context), context);
    const simple = simpleFunctions[name];
    if (simple !== undefined)
      return simple(
        expression.arguments.map((part) => compute(part, context)),
        name,
      );
  } catch (error) {
    if (error instanceof MetricMathError && error.column === 0)
      throw new MetricMathError(error.message, expression.at + 1);
    throw error;
  }
  if (refusedFunctions.includes(name)) throw new MetricMathError(`${name} is not supported here`, expression.at + 1);
  throw new MetricMathError(`${name} is not a function`, expression.at + 1);
}
