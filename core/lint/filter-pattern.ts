import type {
  Expression,
  FilterPattern,
  JsonComparison,
  JsonCondition,
  JsonExpression,
  Selector,
  TermsPattern,
} from '../filter-pattern/ast.ts';
import { compareFilters, covers } from '../filter-pattern/compare/index.ts';
import { parseFilterPattern, printCondition, printSelector } from '../filter-pattern/index.ts';
import { alwaysThere, unknownName } from './cloudtrail-fields.ts';
import type { LintFinding } from './finding.ts';
import { securityHubPatterns } from './security-hub.ts';

const EVERYTHING: FilterPattern = { kind: 'all' };
const NOTHING = parseFilterPattern('{ $.a = 1 && $.a = 2 }');

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
  if (pattern.kind !== 'json') return findings;
  findings.push(...notEqualUnderOr(pattern.where));
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
  if (pattern.kind === 'json' && covers(NOTHING, pattern).verdict === 'covers') {
    const todo = 'one clause rules another out: join alternatives by ||';
    return [{ lint: 'matches-nothing', message: 'the pattern can match no message', todo }];
  }
  return [];
}

/** An alternative `!=` lets through all but one value, whatever the other alternatives say. */
function notEqualUnderOr(where: JsonExpression): LintFinding[] {
  if (where.kind !== 'or') return [];
  const open = where.operands.filter(
    (each): each is JsonComparison => each.kind === 'comparison' && each.operator === '!=',
  );
  if (open.length === 0) return [];
  const excepted = open.map((each) => printCondition({ ...each, operator: '=' })).join(' and ');
  return [
    {
      lint: 'not-equal-under-or',
      message:
        `the pattern matches every event, but those with ${excepted}${open.length > 1 ? ' at once' : ''}: ` +
        `"!=" under "||" is true of nearly all of them (${open.map((each) => printCondition(each)).join(', ')})`,
      todo: 'join "!=" clauses by &&, with parentheses around the alternatives',
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
