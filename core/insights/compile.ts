import type { Binary, Call, Duration, Expression, In, Like } from './ast.ts';
import { functions } from './functions/index.ts';
import { finite } from './functions/kind.ts';
import { regexTest } from './regex.ts';
import type { Evaluate } from './row.ts';
import type { Scope } from './scope.ts';
import { lengthOf, type Period, periodOf } from './time.ts';
import { compareValues, equalValues, numberOf, readsAsNumber, Timestamp, textOf, truthOf } from './values.ts';

export interface Surroundings {
  /** When the query was started, ms since 1970. */
  readonly now: number;
  /** The time it is over, ms since 1970, both ends included; where it is over no time the functions that tell of it have no value. */
  readonly range?: { readonly from: number; readonly to: number };
}

/** Makes an expression ready to run over rows of a scope. Conditions have three values: undefined is "not known", beside a missing field. */
export function compile(expression: Expression, scope: Scope, around: Surroundings): Evaluate {
  switch (expression.kind) {
    case 'literal':
      return () => expression.value;
    case 'field':
      return scope.resolve(expression.name);
    case 'duration':
      return () => lengthOf(expression.duration);
    case 'negate': {
      const operand = compile(expression.operand, scope, around);
      return (row) => finite(-numberOf(operand(row)));
    }
    case 'not': {
      const operand = compile(expression.operand, scope, around);
      return (row) => opposite(truthOf(operand(row)));
    }
    case 'binary':
      return compileBinary(expression, scope, around);
    case 'like':
      return compileLike(expression, scope, around);
    case 'in':
      return compileIn(expression, scope, around);
    case 'call':
      return compileCall(expression, scope, around);
  }
}

const opposite = (truth: boolean | undefined): boolean | undefined => (truth === undefined ? undefined : !truth);

function compileBinary(binary: Binary, scope: Scope, around: Surroundings): Evaluate {
  const { operator } = binary;
  if (operator === 'and' || operator === 'or') return compileJoin(binary, scope, around);
  const a = compile(binary.left, scope, around);
  const b = compile(binary.right, scope, around);
  switch (operator) {
    case '=':
      return equality(binary, a, b);
    case '!=': {
      const equal = equality(binary, a, b);
      return (row) => opposite(equal(row) as boolean | undefined);
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const holds = orders[operator];
      return (row) => {
        const order = compareValues(a(row), b(row));
        return order === undefined ? undefined : holds(order);
      };
    }
    default: {
      const compute = arithmetic[operator];
      return (row) => finite(compute(numberOf(a(row)), numberOf(b(row))));
    }
  }
}

/** A long chain is one loop, not a tower of calls. */
function compileJoin({ operator, left, right }: Binary, scope: Scope, around: Surroundings): Evaluate {
  const operands: Evaluate[] = [compile(right, scope, around)];
  let rest = left;
  for (; rest.kind === 'binary' && rest.operator === operator; rest = rest.left) {
    operands.push(compile(rest.right, scope, around));
  }
  operands.push(compile(rest, scope, around));
  operands.reverse();
  const decisive = operator === 'or';
  return (row) => {
    let known = true;
    for (const operand of operands) {
      const truth = truthOf(operand(row));
      if (truth === decisive) return decisive;
      if (truth === undefined) known = false;
    }
    return known ? !decisive : undefined;
  };
}

function equality({ right }: Binary, a: Evaluate, b: Evaluate): Evaluate {
  // Most comparisons are with a word: then equal texts are all there is to equality.
  if (right.kind === 'literal' && typeof right.value === 'string' && !/^(true|false|)$/i.test(right.value)) {
    const word = right.value;
    if (!readsAsNumber(word)) return (row) => equalsText(a(row), word);
  }
  return (row) => equalValues(a(row), b(row));
}

function equalsText(value: ReturnType<Evaluate>, word: string): boolean | undefined {
  if (typeof value === 'string') return value === word;
  const text = textOf(value);
  return text === undefined ? undefined : text === word && !(value instanceof Timestamp);
}

const orders: Readonly<Record<'<' | '<=' | '>' | '>=', (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const arithmetic: Readonly<Record<'+' | '-' | '*' | '/' | '%' | '^', (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};

function compileLike({ value, pattern, negated }: Like, scope: Scope, around: Surroundings): Evaluate {
  const evaluate = compile(value, scope, around);
  const test = pattern.kind === 'text' ? (text: string) => text.includes(pattern.text) : regexTest(pattern.source);
  return (row) => {
    const text = textOf(evaluate(row));
    return text === undefined ? undefined : test(text) !== negated;
  };
}

function compileIn({ value, items, negated }: In, scope: Scope, around: Surroundings): Evaluate {
  const evaluate = compile(value, scope, around);
  const compiled = items.map((item) => compile(item, scope, around));
  return (row) => {
    const found = evaluate(row);
    if (textOf(found) === undefined) return undefined;
    return compiled.some((item) => equalValues(found, item(row))) !== negated;
  };
}

function compileCall({ name, args }: Call, scope: Scope, around: Surroundings): Evaluate {
  const [first, second] = args;
  switch (name) {
    case 'now':
      return () => Math.floor(around.now / 1000);
    case 'querystarttime':
      return () => around.range?.from;
    case 'queryendtime':
      return () => around.range?.to;
    case 'querytimerange':
      return () => around.range && around.range.to - around.range.from;
    case 'bin':
      return floorOf(scope.resolve('@timestamp'), periodOf(durationOf(first), second && lengthOf(durationOf(second))));
    case 'datefloor':
      return floorOf(compile(first!, scope, around), periodOf(durationOf(second)));
    case 'dateceil':
      return ceilOf(compile(first!, scope, around), periodOf(durationOf(second)));
    default:
      return compileFunction(name, args, scope, around);
  }
}

function compileFunction(name: string, args: Call['args'], scope: Scope, around: Surroundings): Evaluate {
  const { call } = functions.get(name)!;
  const evaluated = args.map((arg) => compile(arg, scope, around));
  const [first, second] = evaluated;
  if (first && evaluated.length === 1) return (row) => call(first(row));
  if (first && second && evaluated.length === 2) return (row) => call(first(row), second(row));
  return (row) => call(...evaluated.map((arg) => arg(row)));
}

/** A query whose period is none does not come out of the parser. */
function durationOf(expression: Expression | undefined): Duration {
  if (expression?.kind !== 'duration') throw new TypeError('a period is missing');
  return expression.duration;
}

/** Events that follow each other mostly fall into the same part of time, which is then not computed again. */
function floorOf(time: Evaluate, period: Period): Evaluate {
  let floor = new Timestamp(Number.NaN);
  let next = Number.NaN;
  return (row) => {
    const ms = numberOf(time(row));
    if (ms >= floor.ms && ms < next) return floor;
    if (Number.isNaN(ms)) return undefined;
    floor = new Timestamp(period.floor(ms));
    next = period.next(ms);
    return floor;
  };
}

const ceilOf =
  (time: Evaluate, period: Period): Evaluate =>
  (row) => {
    const ms = numberOf(time(row));
    if (Number.isNaN(ms)) return undefined;
    const floor = period.floor(ms);
    return new Timestamp(floor === ms ? ms : period.next(ms));
  };
