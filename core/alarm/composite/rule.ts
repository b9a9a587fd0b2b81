import type { AlarmState } from '../types.ts';

/** A composite alarm's rule, parsed. */
export type AlarmRule =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | {
      readonly kind: 'atLeast';
      readonly threshold: number;
      readonly unit: 'alarms' | 'percent';
      readonly state: AlarmState;
      /** Those that are in the state count, or those that are not. */
      readonly inState: boolean;
      readonly alarms: readonly string[];
    }
  | { readonly kind: 'not'; readonly rule: AlarmRule }
  | { readonly kind: 'and' | 'or'; readonly left: AlarmRule; readonly right: AlarmRule };

/** Thrown when a rule's text breaks the grammar; `column` counts from 1. */
export class AlarmRuleError extends Error {
  override readonly name = 'AlarmRuleError';
  readonly rule: string;
  readonly column: number;
  constructor(message: string, rule: string, column: number) {
    super(`${message} at column ${column} of the alarm rule`);
    this.rule = rule;
    this.column = column;
  }
}

/** Longest rule text CloudWatch takes. */
export const longestRule = 10_240;

/** Most alarms a rule may name, and most elements it may have: alarms, TRUE and FALSE, and parentheses around parts of the rule. */
const mostAlarms = 100;
const mostElements = 500;

/**
 * Reads `(ALARM(a) OR OK("b c")) AND NOT INSUFFICIENT_DATA(arn:...)`, and `AT_LEAST(2, ALARM, (a, b, c))` with a number or a percentage of the
 * alarms and a state or `NOT` one. AND binds tighter than OR, NOT tighter than both; keywords are
 * taken in any case. Quotes are needed only around names with spaces or parentheses; inside them `\"` is a quote.
 * @throws AlarmRuleError
 * @see AWS, PutCompositeAlarm, "AlarmRule"; "Composite alarms", rule expressions
 */
export function parseAlarmRule(text: string): AlarmRule {
  if (text.length > longestRule)
    throw new AlarmRuleError(`longer than ${longestRule} characters`, text, longestRule + 1);
  const reader: Reader = { text, at: 0, depth: 0, elements: 0 };
  const rule = readOr(reader);
  skipSpace(reader);
  if (reader.at < text.length) fail(reader, 'unexpected text');
  if (alarmsOf(rule).length > mostAlarms) fail(reader, `more than ${mostAlarms} alarms`);
  return rule;
}

/** Each alarm a rule names, once, in order of appearance. */
export function alarmsOf(rule: AlarmRule): string[] {
  switch (rule.kind) {
    case 'constant':
      return [];
    case 'state':
      return [rule.alarm];
    case 'atLeast':
      return [...new Set(rule.alarms)];
    case 'not':
      return alarmsOf(rule.rule);
    default:
      return [...new Set([...alarmsOf(rule.left), ...alarmsOf(rule.right)])];
  }
}

/**
 * Is the rule true while its alarms are in these states? An alarm that does not exist is in none of them.
 * @param stateOf state of an alarm by the name or ARN the rule uses
 */
export function ruleHolds(rule: AlarmRule, stateOf: (alarm: string) => AlarmState | undefined): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.value;
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'atLeast': {
      const count = rule.alarms.filter((alarm) => (stateOf(alarm) === rule.state) === rule.inState).length;
      return (rule.unit === 'percent' ? (100 * count) / rule.alarms.length : count) >= rule.threshold;
    }
    case 'not':
      return !ruleHolds(rule.rule, stateOf);
    case 'and':
      return ruleHolds(rule.left, stateOf) && ruleHolds(rule.right, stateOf);
    case 'or':
      return ruleHolds(rule.left, stateOf) || ruleHolds(rule.right, stateOf);
  }
}

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
  elements: number;
}

/** Deeper nesting than anyone writes, far below what the stack can bear. */
const deepest = 500;

function fail(reader: Reader, message: string): never {
  throw new AlarmRuleError(message, reader.text, reader.at + 1);
}

function element(reader: Reader): void {
  if (++reader.elements > mostElements) fail(reader, `more than ${mostElements} elements`);
}

function skipSpace(reader: Reader) {
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at++;
}

function takeWord(reader: Reader, ...words: string[]): string | undefined {
  skipSpace(reader);
  const word = /^[A-Za-z_]+/.exec(reader.text.slice(reader.at, reader.at + 20))?.[0];
  const found = words.find((candidate) => candidate === word?.toUpperCase());
  if (word === undefined || found === undefined) return undefined;
  reader.at += word.length;
  return found;
}

function take(reader: Reader, mark: string) {
  skipSpace(reader);
  if (reader.text[reader.at] !== mark) fail(reader, `${mark} expected`);
  reader.at++;
}

function readOr(reader: Reader): AlarmRule {
  let left = readAnd(reader);
  while (takeWord(reader, 'OR') !== undefined) left = { kind: 'or', left, right: readAnd(reader) };
  return left;
}

function readAnd(reader: Reader): AlarmRule {
  let left = readNot(reader);
  while (takeWord(reader, 'AND') !== undefined) left = { kind: 'and', left, right: readNot(reader) };
  return left;
}

function readNot(reader: Reader): AlarmRule {
  if (++reader.depth > deepest) fail(reader, 'nested too deeply');
  const rule: AlarmRule =
    takeWord(reader, 'NOT') === undefined ? readTerm(reader) : { kind: 'not', rule: readNot(reader) };
  reader.depth--;
  return rule;
}

function readTerm(reader: Reader): AlarmRule {
  skipSpace(reader);
  element(reader);
  if (reader.text[reader.at] === '(') {
    take(reader, '(');
    const rule = readOr(reader);
    take(reader, ')');
    element(reader);
    return rule;
  }
  const word = takeWord(reader, 'TRUE', 'FALSE', 'AT_LEAST', ...states);
  if (word === undefined) fail(reader, 'ALARM, OK, INSUFFICIENT_DATA, AT_LEAST, TRUE, FALSE, NOT or ( expected');
  if (word === 'TRUE' || word === 'FALSE') return { kind: 'constant', value: word === 'TRUE' };
  take(reader, '(');
  if (word === 'AT_LEAST') return readAtLeast(reader);
  const alarm = readName(reader);
  take(reader, ')');
  return { kind: 'state', state: word as AlarmState, alarm };
}

const states = ['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const satisfies AlarmState[];

/** What follows `AT_LEAST(`. */
function readAtLeast(reader: Reader): AlarmRule {
  skipSpace(reader);
  const number = /^(\d+)(%?)/.exec(reader.text.slice(reader.at, reader.at + 10));
  const threshold = Number(number?.[1] ?? 0);
  const unit = number?.[2] === '%' ? 'percent' : 'alarms';
  if (threshold === 0 || (unit === 'percent' && threshold > 100))
    fail(reader, 'a number or percentage of alarms expected');
  reader.at += number?.[0].length ?? 0;
  take(reader, ',');
  const inState = takeWord(reader, 'NOT') === undefined;
  const state = takeWord(reader, ...states) ?? fail(reader, 'ALARM, OK or INSUFFICIENT_DATA expected');
  take(reader, ',');
  take(reader, '(');
  const alarms: string[] = [];
  do {
    if (alarms.length > 0) take(reader, ',');
    element(reader);
    alarms.push(readName(reader, /[^()"',]*/y));
    skipSpace(reader);
  } while (reader.text[reader.at] === ',');
  take(reader, ')');
  take(reader, ')');
  if (unit === 'alarms' && threshold > alarms.length) fail(reader, 'AT_LEAST wants more alarms than it names');
  return { kind: 'atLeast', threshold, unit, state: state as AlarmState, inState, alarms };
}

/** @param bare what a name without quotes is made of */
function readName(reader: Reader, bare = /[^()"']*/y): string {
  skipSpace(reader);
  const quote = reader.text[reader.at];
  if (quote !== '"' && quote !== "'") {
    bare.lastIndex = reader.at;
    const name = bare.exec(reader.text)?.[0] ?? '';
    if (name.trim() === '') fail(reader, 'name of an alarm expected');
    reader.at += name.length;
    return name.trim();
  }
  let name = '';
  for (let at = reader.at + 1; at < reader.text.length; at++) {
    const mark = reader.text[at] ?? '';
    if (mark === quote) {
      reader.at = at + 1;
      if (name === '') fail(reader, 'name of an alarm expected');
      return name;
    }
    const escaped = mark === '\\' && (reader.text[at + 1] === quote || reader.text[at + 1] === '\\');
    name += escaped ? (reader.text[++at] ?? '') : mark;
  }
  return fail(reader, 'quote is not closed');
}
