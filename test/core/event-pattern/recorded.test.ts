import { describe, expect, it } from 'vitest';
import { EventPatternError, matchesEvent, parseEventPattern, RuleSet } from '../../../core/event-pattern/index.ts';
import { sharedData, sharedJson } from '../../support/shared.ts';

interface Recorded {
  name: string;
  expect: boolean | 'exception';
  Event: object;
  EventPattern: object;
  error?: { MessageRaw: string };
}

interface EdgeCase {
  name: string;
  pattern: string;
  event: string;
  match?: boolean;
  error?: string;
  complexity?: number;
}

interface ArrayCase {
  name: string;
  rule: object;
  event: object;
  match: boolean;
}

describe.skipIf(!sharedData)('event patterns as AWS answered them', () => {
  const cases = sharedData ? sharedJson<Recorded[]>('event-patterns/aws-validated.json') : [];

  it.each(cases)('$name', ({ expect: verdict, Event, EventPattern, error }) => {
    // Prepare
    const text = pythonJson(EventPattern);
    // Act
    const outcome = attempt(() => verdicts(text, JSON.stringify(Event)));
    // Assess
    if (verdict === 'exception') expect(outcome).toBe(unredacted(error?.MessageRaw ?? '', text));
    else expect(outcome).toEqual({ object: verdict, text: verdict, set: verdict, setFromText: verdict });
  });
});

describe.skipIf(!sharedData)('values of one rule in arrays of objects', () => {
  const cases = sharedData ? sharedJson<ArrayCase[]>('event-patterns/array-semantics.json') : [];

  it.each(cases)('$name', ({ rule, event, match }) => {
    expect(verdicts(JSON.stringify(rule), JSON.stringify(event))).toEqual({
      object: match,
      text: match,
      set: match,
      setFromText: match,
    });
  });
});

describe.skipIf(!sharedData)('edges of the language', () => {
  const cases = sharedData ? sharedJson<EdgeCase[]>('event-patterns/edge-cases.json') : [];

  it.each(cases)('$name', ({ pattern, event, match, error, complexity = 0 }) => {
    // Act
    const outcome = attempt(() => verdicts(pattern, event));
    // Assess
    if (complexity > 10) expect(outcome).toContain('Rule is too complex');
    else if (error?.startsWith('Cannot invoke'))
      expect(outcome).toContain('prefix/suffix match pattern must be a string');
    else if (error !== undefined) expect(outcome).toBe(`Event pattern is not valid. Reason: ${error}`);
    else expect(outcome).toEqual({ object: match, text: match, set: match, setFromText: match });
  });
});

function verdicts(pattern: string, event: string) {
  const compiled = parseEventPattern(pattern);
  const set = new RuleSet<string>();
  set.add('rule', compiled);
  return {
    object: matchesEvent(compiled, JSON.parse(event)),
    text: matchesEvent(compiled, event),
    set: set.match(JSON.parse(event) as object).length === 1,
    setFromText: set.match(event).length === 1,
  };
}

function attempt<T>(act: () => T): T | string {
  try {
    return act();
  } catch (error) {
    if (error instanceof EventPatternError) return error.message;
    throw error;
  }
}

/** JSON as Python's json.dumps writes it: the recorded columns were counted in such text. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, child]) => `${JSON.stringify(name)}: ${pythonJson(child)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(value);
}

/** The recording hides partition and region in the text it quotes. */
const unredacted = (message: string, text: string) => message.replace(/(?<=\(String\)").*(?="; line)/g, () => text);
