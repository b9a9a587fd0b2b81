import { asRecord, type CloudTrailRecord, eventOf, RecordError } from '../core/cloudtrail/index.ts';
import { type EventPattern, EventPatternError, matchesEvent, parseEventPattern } from '../core/event-pattern/index.ts';
import {
  type FilterPattern,
  FilterPatternError,
  matchesFilter,
  parseFilterPattern,
} from '../core/filter-pattern/index.ts';
import { lintNotes, lintTogether } from './check-lint.ts';
import { whyEventDecided, whyFilterDecided } from './check-why.ts';
import {
  type AlertRule,
  type ConfigRule,
  type MetricAlarmRule,
  NoVerdictError,
  type Rule,
  type RuleItem,
  verdictOf,
} from './kit/index.ts';

/** What the check of one rule found. A rule without problems is right as far as its examples tell. */
export interface CheckResult {
  readonly rule: string;
  /** `file`: the whole file cannot be used, and `rule` is its name. */
  readonly kind: Rule['kind'] | 'file';
  /** The rule's file, for one that was loaded from a folder. */
  readonly file?: string;
  /** How many examples were run. */
  readonly examples: number;
  readonly problems: readonly Problem[];
  /** What is legal and yet hardly meant; a rule with notes passes. */
  readonly notes: readonly Problem[];
}

/** One thing wrong with a rule. */
export interface Problem {
  /** What is wrong and where: "example 2 of `fires` does not fire". */
  readonly what: string;
  /** What decided, a clause a line. */
  readonly why: readonly string[];
  /** What to do about it. */
  readonly todo: string;
}

/** EventBridge takes patterns of this many characters unless the quota was raised. */
const eventPatternLimit = 2048;

/**
 * Runs every rule's examples through what is deployed, and says of each that comes out wrong which clause decided.
 * @param files each rule's file by its id, where it came from one
 */
export const checkRules = (
  rules: readonly Rule[],
  files: ReadonlyMap<string, string> = new Map(),
): readonly CheckResult[] => {
  const together = lintTogether(rules);
  return rules.map((rule) => {
    const result = checkRule(rule);
    return { ...result, notes: [...result.notes, ...(together.get(rule.id) ?? [])], file: files.get(rule.id) };
  });
};

/** Did every rule pass? */
export const allPassed = (results: readonly CheckResult[]): boolean =>
  results.every(({ problems }) => problems.length === 0);

/** One rule by itself. */
export function checkRule(rule: Rule): CheckResult {
  const { id, kind } = rule;
  const notes = lintNotes(rule);
  switch (rule.kind) {
    case 'alert':
      return { rule: id, kind, examples: rule.fires.length + rule.quiet.length, problems: alertProblems(rule), notes };
    case 'metric-alarm':
      return {
        rule: id,
        kind,
        examples: rule.fires.length + rule.quiet.length,
        problems: metricAlarmProblems(rule),
        notes,
      };
    case 'config-rule':
      return {
        rule: id,
        kind,
        examples: rule.complies.length + rule.violates.length,
        problems: configProblems(rule),
        notes,
      };
  }
}

function alertProblems(rule: AlertRule): readonly Problem[] {
  const text = JSON.stringify(rule.pattern);
  let pattern: EventPattern;
  try {
    pattern = parseEventPattern(text);
  } catch (error) {
    if (!(error instanceof EventPatternError)) throw error;
    return [{ what: 'EventBridge would refuse its pattern', why: [error.reason], todo: 'change what it watches' }];
  }
  const tooLong: Problem = {
    what: `its pattern has ${text.length} characters, EventBridge takes ${eventPatternLimit}`,
    why: [],
    todo: 'watch less, or make two rules of it',
  };
  return [
    ...(text.length > eventPatternLimit ? [tooLong] : []),
    ...exampleProblems(rule, {
      fires: (record) => matchesEvent(pattern, eventOf(record)),
      why: (record) => whyEventDecided(pattern, eventOf(record)),
    }),
  ];
}

function metricAlarmProblems(rule: MetricAlarmRule): readonly Problem[] {
  let pattern: FilterPattern;
  try {
    pattern = parseFilterPattern(rule.filter.filterPattern);
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    const why = [...error.caret().split('\n'), error.hint];
    return [{ what: 'CloudWatch Logs would refuse its filter pattern', why, todo: 'change the pattern there' }];
  }
  return exampleProblems(rule, {
    fires: (record) => matchesFilter(pattern, JSON.stringify(record)),
    why: (record) => whyFilterDecided(pattern, JSON.stringify(record)),
  });
}

interface Trial {
  readonly fires: (record: CloudTrailRecord) => boolean;
  readonly why: (record: CloudTrailRecord) => readonly string[];
}

const lists = ['fires', 'quiet'] as const;

function exampleProblems(rule: AlertRule | MetricAlarmRule, trial: Trial): readonly Problem[] {
  return lists.flatMap((list) =>
    rule[list].flatMap((record, index) => {
      const example = `example ${index + 1} of \`${list}\``;
      return notARecord(record, example) ?? verdictProblem(record, example, list, trial);
    }),
  );
}

/** Examples pasted from elsewhere may be no records at all. */
function notARecord(record: CloudTrailRecord, example: string): Problem | undefined {
  try {
    asRecord(record);
    return undefined;
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return { what: `${example} is no CloudTrail record`, why: [error.message], todo: 'make it with `record(...)`' };
  }
}

function verdictProblem(
  record: CloudTrailRecord,
  example: string,
  list: (typeof lists)[number],
  trial: Trial,
): readonly Problem[] {
  if (trial.fires(record) === (list === 'fires')) return [];
  const why = trial.why(record);
  return list === 'fires'
    ? [{ what: `${example} does not fire`, why, todo: 'move the example to `quiet`, or change that clause' }]
    : [{ what: `${example} fires`, why, todo: 'move the example to `fires`, or add a clause that leaves it out' }];
}

function configProblems(rule: ConfigRule): readonly Problem[] {
  const judge = (list: 'complies' | 'violates', wanted: string) =>
    rule[list].flatMap((item, index) => itemProblem(rule, item, `example ${index + 1} of \`${list}\``, wanted));
  return [...judge('complies', 'COMPLIANT'), ...judge('violates', 'NON_COMPLIANT')];
}

function itemProblem(rule: ConfigRule, item: RuleItem, example: string, wanted: string): readonly Problem[] {
  try {
    const { compliance, annotation } = verdictOf(rule.evaluate(item));
    if (compliance === wanted) return [];
    const why = annotation === undefined ? [] : [`the rule says: ${annotation}`];
    return [{ what: `${example} is ${compliance}`, why, todo: 'move the example, or change `evaluate`' }];
  } catch (error) {
    if (error instanceof NoVerdictError) {
      const todo = 'let `evaluate` give compliant(), nonCompliant(...) or notApplicable()';
      return [{ what: `${example} gets no verdict, but ${error.given}`, why: [], todo }];
    }
    const said = error instanceof Error ? error.message : String(error);
    return [{ what: `${example} makes \`evaluate\` throw`, why: [said], todo: 'let it give a verdict on any item' }];
  }
}
