import type {
  Expression,
  FieldsPattern,
  FilterPattern,
  JsonComparison,
  JsonCondition,
  JsonExpression,
  Selector,
  TermsPattern,
} from '../filter-pattern/ast.ts';
import { compareFilters, covers, isEmpty } from '../filter-pattern/compare/index.ts';
import { limits, parseFilterPattern, printCondition, printSelector, regexCount } from '../filter-pattern/index.ts';
import { alwaysThere, unknownName } from './cloudtrail-fields.ts';
import type { LintFinding } from './finding.ts';
import { securityHubPatterns } from './security-hub.ts';

const EVERYTHING: FilterPattern = { kind: 'all' };

/** Calls of EC2-Classic, which AWS retired in 2022: no record of them comes any more. */
const RETIRED = ['AttachClassicLinkVpc', 'DetachClassicLinkVpc', 'EnableVpcClassicLink', 'DisableVpcClassicLink'];

export interface FilterLintOptions {
  /** Whether the pattern is for CloudTrail records: then their fields are known. */
  readonly cloudTrail: boolean;
  /** The pattern as it was written, for those who compare text. */
  readonly text?: string;
}

/** What is legal in a filter pattern and yet hardly meant. */
export function lintFilter(pattern: FilterPattern, { cloudTrail, text }: FilterLintOptions): LintFinding[] {
  const findings = [...extent(pattern), ...(pattern.kind === 'terms' ? ignoredTerms(pattern) : [])];
  if (text !== undefined && mixesAndOr(text, pattern)) findings.push(MIXED);
  if (pattern.kind === 'fields') return [...findings, ...notEqualInField(pattern)];
  if (pattern.kind !== 'json') return findings;
  findings.push(
    ...notEqualUnderOr(pattern.where),
    ...nestedNotEqual(pattern.where),
    ...deadAlternatives(pattern.where),
  );
  if (!cloudTrail) return findings;
  const conditions = conditionsOf(pattern.where);
  return [
    ...findings,
    ...conditions.flatMap(unknownField),
    ...conditions.flatMap((condition) => notEqualOnMissing(condition, conditions)),
    ...conditions.flatMap(retiredCall),
    ...(text === undefined ? [] : otherWords(pattern, text)),
  ];
}

function extent(pattern: FilterPattern): LintFinding[] {
  if (pattern.kind === 'all') return [];
  if (covers(pattern, EVERYTHING).verdict === 'covers') {
    return [
      { lint: 'matches-everything', message: 'the pattern matches every message', todo: 'write "" if that is meant' },
    ];
  }
  if (isEmpty(pattern)) {
    const todo = 'one clause rules another out: join alternatives by ||';
    return [{ lint: 'matches-nothing', message: 'the pattern can match no message', todo }];
  }
  return [];
}

/** An alternative `!=` lets through all but one value, whatever the other alternatives say. */
function notEqualUnderOr(where: JsonExpression): LintFinding[] {
  const open = openAlternatives(where);
  if (open.length === 0) return [];
  const excepted = open.map((each) => printCondition({ ...each, operator: '=' })).join(' and ');
  return [
    {
      lint: 'not-equal-under-or',
      message:
        `the pattern matches every event, but those with ${excepted}${open.length > 1 ? ' at once' : ''}: ` +
        `"!=" under "||" is true of nearly all of them (${open.map((each) => printCondition(each)).join(', ')})`,
      todo: JOIN_BY_AND,
    },
  ];
}

const JOIN_BY_AND = 'join "!=" clauses by &&, with parentheses around the alternatives';

/** The same deeper in: the alternatives in parentheses then ask for next to nothing. */
function nestedNotEqual(where: JsonExpression): LintFinding[] {
  if (where.kind !== 'and' && where.kind !== 'or') return [];
  return where.operands.flatMap((operand) => [
    ...(where.kind === 'and' ? openAlternatives(operand) : []).slice(0, 1).map((each): LintFinding => {
      const message = `${printCondition(each)} is true of nearly every event, and so are the alternatives it stands among`;
      return { lint: 'not-equal-under-or', message, todo: JOIN_BY_AND };
    }),
    ...nestedNotEqual(operand),
  ]);
}

/** The `!=` among alternatives; none where all they provide for is that the field may be missing: `$.a NOT EXISTS || $.a != x`. */
function openAlternatives(where: JsonExpression): JsonComparison[] {
  if (where.kind !== 'or') return [];
  const open = where.operands.filter(
    (each): each is JsonComparison => each.kind === 'comparison' && each.operator === '!=',
  );
  const others = where.operands.filter((each) => each !== open[0]);
  const provides = others.every(
    (each) =>
      each.kind === 'not-exists' &&
      open[0] !== undefined &&
      printSelector(each.selector) === printSelector(open[0].selector),
  );
  return provides ? [] : open;
}

/** `status != 404 || status != 500` holds whatever the field is. */
function notEqualInField({ fields }: FieldsPattern): LintFinding[] {
  return fields.flatMap((field): LintFinding[] => {
    if (field.kind !== 'field' || field.where?.kind !== 'or') return [];
    const open = field.where.operands.filter((each) => each.kind === 'comparison' && each.operator === '!=');
    if (open.length === 0) return [];
    const message = `"!=" under "||" on ${field.name} is true of nearly every value`;
    return [{ lint: 'not-equal-under-or', message, todo: 'join "!=" clauses by &&' }];
  });
}

/** An alternative that no message satisfies, among others that some do. */
function deadAlternatives(where: JsonExpression): LintFinding[] {
  if (where.kind !== 'or' || isEmpty({ kind: 'json', where })) return [];
  return where.operands.flatMap((each): LintFinding[] => {
    if (each.kind !== 'and' || !isEmpty({ kind: 'json', where: each })) return [];
    const clauses = conditionsOf(each).map(printCondition).join(' && ');
    const message = `no message can satisfy the alternative ${clauses}`;
    return [{ lint: 'matches-nothing', message, todo: 'leave it out, or join its clauses by ||' }];
  });
}

const MIXED: LintFinding = {
  lint: 'mixed-and-or',
  message: '"&&" and "||" stand side by side without parentheses: "&&" binds tighter',
  todo: 'put parentheses around what belongs together',
};

/** Whether "&&" and "||" stand in one pair of parentheses, as written: a parsed pattern no longer tells. */
function mixesAndOr(text: string, { kind }: FilterPattern): boolean {
  if (kind !== 'json') return false;
  const plain = text.replaceAll(/"(?:\\.|[^"\\])*"|%[^%]*%|\['(?:\\.|[^'\\])*'\]/g, '');
  const seen: Set<string>[] = [new Set()];
  for (const [sign] of plain.matchAll(/[()]|&&|\|\|/g)) {
    if (sign === '(') seen.push(new Set());
    else if (sign === ')') seen.pop();
    else seen.at(-1)?.add(sign);
    if (seen.at(-1)?.size === 2) return true;
  }
  return false;
}

/** A pattern with the name it is known by. */
export interface NamedFilter {
  readonly id: string;
  readonly pattern: FilterPattern;
}

/** What is said of patterns that are to stand on one log group: it takes only so many with regular expressions. */
export function lintLogGroup(filters: readonly NamedFilter[]): LintFinding[] {
  const most = limits.regexPatternsPerLogGroup;
  const withRegex = filters.filter(({ pattern }) => regexCount(pattern) > 0).map(({ id }) => id);
  if (withRegex.length <= most) return [];
  return [
    {
      lint: 'regex-limit',
      message: `${withRegex.length} patterns of one log group have regular expressions, it takes ${most}: ${withRegex.join(', ')}`,
      todo: 'write some of them with asterisks or alternatives instead',
    },
  ];
}

/** `!=` is false of a field that is not there: events without it are missed. */
function notEqualOnMissing(condition: JsonCondition, all: readonly JsonCondition[]): LintFinding[] {
  if (condition.kind !== 'comparison' || condition.operator !== '!=') return [];
  const selector = printSelector(condition.selector);
  const path = keysOf(condition.selector);
  const handled = all.some((each) => each.kind === 'not-exists' && printSelector(each.selector) === selector);
  if (path === undefined || alwaysThere(path) || handled) return [];
  return [
    {
      lint: 'not-equal-on-missing',
      message: `${printCondition(condition)} is false of a record without ${selector}: such records are missed`,
      todo: `write (${selector} NOT EXISTS || ${printCondition(condition)}) if they are meant too`,
    },
  ];
}

function unknownField({ selector }: JsonCondition): LintFinding[] {
  const unknown = unknownName(keysOf(selector) ?? []);
  if (!unknown) return [];
  return [
    {
      lint: 'unknown-field',
      message: `${printSelector(selector)}: no CloudTrail record has ${unknown.name}`,
      todo: unknown.meant
        ? `did you mean ${unknown.meant}? names are case-sensitive`
        : 'see "CloudTrail record contents"',
    },
  ];
}

function retiredCall(condition: JsonCondition): LintFinding[] {
  if (condition.kind !== 'comparison' || condition.value.kind !== 'text') return [];
  const { text } = condition.value;
  if (!RETIRED.includes(text) || keysOf(condition.selector)?.join('.') !== 'eventName') return [];
  return [
    { lint: 'retired-call', message: `${text} is a call of EC2-Classic, which is no more`, todo: 'leave it out' },
  ];
}

function ignoredTerms({ terms }: TermsPattern): LintFinding[] {
  const optional = terms.filter(({ sign }) => sign === 'optional');
  if (optional.length === 0 || optional.length === terms.length) return [];
  const named = optional.map(({ text }) => `?${text}`).join(' ');
  return [
    {
      lint: 'optional-terms-ignored',
      message: `${named}: beside other terms, CloudWatch Logs ignores terms with "?"`,
      todo: 'write a regular expression (%A|B%), or one filter for each alternative',
    },
  ];
}

/** The same meaning in other words than Security Hub's fails its control. */
function otherWords(pattern: FilterPattern, text: string): LintFinding[] {
  return Object.entries(securityHubPatterns).flatMap(([control, wanted]): LintFinding[] => {
    if (text === wanted || compareFilters(pattern, parseFilterPattern(wanted)).relation !== 'equivalent') return [];
    return [
      {
        lint: 'security-hub-text',
        message: `the pattern means what Security Hub's ${control} demands, but Security Hub compares text`,
        todo: `for that control write exactly ${wanted}`,
      },
    ];
  });
}

function conditionsOf(expression: Expression<JsonCondition>): JsonCondition[] {
  return expression.kind === 'and' || expression.kind === 'or'
    ? expression.operands.flatMap(conditionsOf)
    : [expression];
}

/** The names along a selector that has only names. */
function keysOf(selector: Selector): string[] | undefined {
  const keys = selector.flatMap((step) => (step.kind === 'key' ? [step.name] : []));
  return keys.length === selector.length ? keys : undefined;
}
