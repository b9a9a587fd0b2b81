import type {
  Expression,
  FieldComparison,
  FilterPattern,
  JsonCondition,
  NamedField,
  Step,
  Term,
  Value,
} from './ast.ts';

/**
 * The text of a pattern. Parsed again it matches the same messages and prints the same text; spaces, needless parentheses and quotes
 * may differ from what was first parsed.
 */
export function printFilterPattern(pattern: FilterPattern): string {
  switch (pattern.kind) {
    case 'all':
      return '';
    case 'terms':
      return pattern.terms.map(printTerm).join(' ');
    case 'regex':
      return printValue(pattern.regex);
    case 'json':
      return `{ ${printJoined(pattern.where, printCondition)} }`;
    case 'fields':
      return `[${pattern.fields.map((field) => (field.kind === 'ellipsis' ? '...' : printField(field))).join(', ')}]`;
  }
}

/** One condition of a JSON pattern, such as `$.errorCode = "AccessDenied*"`. */
export function printCondition(condition: JsonCondition): string {
  const selector = printSelector(condition.selector);
  if (condition.kind === 'not-exists') return `${selector} NOT EXISTS`;
  if (condition.kind === 'is') return `${selector} IS ${String(condition.value).toUpperCase()}`;
  return `${selector} ${condition.operator} ${printValue(condition.value)}`;
}

/** `$.users[0].['full name']` */
export const printSelector = (selector: readonly Step[]): string => `$${selector.map(printStep).join('')}`;

/** One condition of a field, such as `status = 4*`. */
export const printFieldComparison = (name: string, { operator, value }: FieldComparison): string =>
  `${name} ${operator} ${printValue(value)}`;

const signs = { required: '', optional: '?', excluded: '-' } as const;

/** A term with its sign, such as `-"retry later"`. */
export const printTerm = ({ sign, text }: Term): string =>
  signs[sign] + (/^[A-Za-z0-9_]+$/.test(text) ? text : quote(text));

function printField({ name, where }: NamedField): string {
  if (name === undefined) return '';
  return where === undefined ? name : printJoined(where, (each) => printFieldComparison(name, each));
}

function printStep(step: Step): string {
  switch (step.kind) {
    case 'key':
      return /^[A-Za-z0-9_-]+$/.test(step.name) ? `.${step.name}` : `.['${step.name.replace(/[\\']/g, '\\$&')}']`;
    case 'index':
      return `[${step.index}]`;
    case 'any-element':
      return '[*]';
    case 'any-field':
      return '.*';
  }
}

function printJoined<C extends { readonly kind: string }>(
  where: Expression<C>,
  print: (condition: C) => string,
): string {
  if (!isJoined(where)) return print(where);
  if (where.kind === 'or') return where.operands.map((each) => printJoined(each, print)).join(' || ');
  return where.operands
    .map((each) => (each.kind === 'or' ? `(${printJoined(each, print)})` : printJoined(each, print)))
    .join(' && ');
}

const isJoined = <C extends { readonly kind: string }>(
  where: Expression<C>,
): where is Extract<Expression<C>, { operands: readonly Expression<C>[] }> =>
  where.kind === 'and' || where.kind === 'or';

function printValue(value: Value): string {
  switch (value.kind) {
    case 'number':
      return value.text;
    case 'regex':
      return `%${value.source}%`;
    case 'text':
      return quote(value.text);
    case 'glob':
      return value.pieces.length === 2 && value.pieces.every((piece) => piece === '')
        ? '*'
        : quote(value.pieces.join('*'));
  }
}

const quote = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
