import type {
  Expression,
  FieldComparison,
  FilterPattern,
  JsonCondition,
  Operator,
  Selector,
  Value,
} from '../../../core/filter-pattern/index.ts';

/**
 * What a pattern means, written as plainly as can be over `JSON.parse`, with the engine's own regular expressions: slow, and only for
 * expressions that do not backtrack. The tests hold the real matcher to it.
 */
export function matchesPlainly(pattern: FilterPattern, message: string): boolean {
  switch (pattern.kind) {
    case 'all':
      return true;
    case 'regex':
      return passes('=', pattern.regex, message);
    case 'terms': {
      const counting = pattern.terms.every((term) => term.sign === 'optional')
        ? pattern.terms
        : pattern.terms.filter((term) => term.sign !== 'optional');
      const holds = counting.map((term) => message.includes(term.text) === (term.sign !== 'excluded'));
      return counting[0]?.sign === 'optional' ? holds.includes(true) : !holds.includes(false);
    }
    case 'json': {
      const root = parse(message);
      return root !== undefined && holdsIn(pattern.where, (condition) => conditionHolds(condition, root));
    }
    case 'fields':
      return fieldsMatch(pattern, message);
  }
}

/** A JSON number with the text it has in the message. */
class NumberText {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

/** The root, or undefined where the message is not one JSON object or array. */
function parse(message: string): object | undefined {
  const keep: Reviver = (_, value, { source = '' }) => (typeof value === 'number' ? new NumberText(source) : value);
  try {
    const root: unknown = JSON.parse(message, keep as (key: string, value: unknown) => unknown);
    return typeof root === 'object' && root !== null && !(root instanceof NumberText) ? root : undefined;
  } catch {
    return undefined;
  }
}

function holdsIn<C extends { readonly kind: string }>(where: Expression<C>, holds: (condition: C) => boolean): boolean {
  const joined = where as { kind: string; operands: Expression<C>[] };
  if (joined.kind === 'and') return joined.operands.every((each) => holdsIn(each, holds));
  if (joined.kind === 'or') return joined.operands.some((each) => holdsIn(each, holds));
  return holds(where as C);
}

function conditionHolds(condition: JsonCondition, root: object): boolean {
  const reached = select([root], condition.selector);
  if (condition.kind === 'not-exists') return reached.length === 0;
  if (condition.kind === 'is') return reached.includes(condition.value);
  return reached.some((value) => {
    const text = textOf(value);
    return text !== undefined && passes(condition.operator, condition.value, text);
  });
}

function select(from: readonly unknown[], selector: Selector): unknown[] {
  return selector.reduce<unknown[]>((values, step) => values.flatMap((value) => children(value, step)), [...from]);
}

function children(value: unknown, step: Selector[number]): unknown[] {
  if (typeof value !== 'object' || value === null || value instanceof NumberText) return [];
  if (Array.isArray(value)) {
    if (step.kind === 'any-element') return value;
    return step.kind === 'index' && step.index < value.length ? [value[step.index]] : [];
  }
  if (step.kind === 'any-field') return Object.values(value);
  return step.kind === 'key' && Object.hasOwn(value, step.name) ? [(value as Record<string, unknown>)[step.name]] : [];
}

function textOf(value: unknown): string | undefined {
  if (value instanceof NumberText) return value.source;
  return typeof value === 'object' && value !== null ? undefined : String(value);
}

function passes(operator: Operator, value: Value, text: string): boolean {
  if (value.kind !== 'number') return textPasses(value, text) === (operator === '=');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return false;
  const [left, right] = [Number(text), value.value];
  const answers = { '=': left === right, '!=': left !== right, '<': left < right, '>': left > right };
  if (operator === '<=' || operator === '>=') return left === right || answers[operator === '<=' ? '<' : '>'];
  return answers[operator];
}

function textPasses(value: Exclude<Value, { kind: 'number' }>, text: string): boolean {
  if (value.kind === 'text') return value.text === text;
  if (value.kind === 'regex') return nativeRegex(value.source).test(text);
  const pattern = value.pieces.map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('[^]*');
  return new RegExp(`^${pattern}$`).test(text);
}

/** A regular expression that the engine's own dialect reads otherwise, such as a class that begins with its bracket. */
export class Unsayable extends Error {}

function nativeRegex(source: string): RegExp {
  if (/\[\^?[\][]|\[[^\]]*\$/.test(source)) throw new Unsayable(source);
  try {
    return new RegExp(source.replaceAll('{,', '{0,').replace(/(?<!\\)\$|^\^/g, '(?:$&)'), 's');
  } catch {
    throw new Unsayable(source);
  }
}

function fieldsMatch(pattern: Extract<FilterPattern, { kind: 'fields' }>, message: string): boolean {
  const { fields } = pattern;
  const found = [...message.matchAll(/\[([^\]]*)\]|"([^"]*)"|([^ \t\n\v\f\r]+)/g)].map((match) => ({
    text: match[1] ?? match[2] ?? match[3] ?? '',
    at: match.index,
  }));
  const ellipsis = fields.findIndex((field) => field.kind === 'ellipsis');
  const named = ellipsis < 0 ? fields.length : fields.length - 1;
  if (found.length < named) return false;
  const values = found.map(({ text }) => text);
  if (ellipsis >= 0) values.splice(ellipsis, found.length - named, '');
  else if (found.length > named && named > 0) values[named - 1] = message.slice(found[named - 1]?.at).trimEnd();
  return fields.every((field, index) => {
    if (field.kind === 'ellipsis' || field.where === undefined) return true;
    return holdsIn<FieldComparison>(field.where, ({ operator, value }) => passes(operator, value, values[index] ?? ''));
  });
}
