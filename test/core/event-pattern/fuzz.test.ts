import { describe, expect, it } from 'vitest';
import {
  type EventPattern,
  EventPatternError,
  explainEvent,
  formatExplanation,
  matchesEvent,
  parseEventPattern,
  RuleSet,
} from '../../../core/event-pattern/index.ts';
import { Generator } from './generate.ts';

/** How many patterns and events are made up: a million with TRAILKEEPER_FUZZ_RUNS=1000000. */
const RUNS = Number(process.env.TRAILKEEPER_FUZZ_RUNS ?? 100_000);
const RULES = 8;
const EVENTS = 4;
/** Steps allowed for each character of pattern and event. */
const STEPS_PER_CHARACTER = 40;

describe('made-up patterns and events', () => {
  it('match alike from text and object, alone and in a set, in steps linear in their length, and throw nothing foreign', {
    timeout: 600_000,
  }, () => {
    let matches = 0;
    for (let made = 0, seed = 1; made < RUNS; made += RULES * EVENTS, seed++) matches += holdRound(seed);
    expect(matches).toBeGreaterThan(RUNS / 100);
  });

  it('are refused with an EventPatternError that says where, when they are broken', () => {
    let refused = 0;
    for (let seed = 1; seed <= RUNS / 20; seed++) {
      const generator = new Generator(seed);
      if (parse(generator.broken(generator.pattern())) === undefined) refused += 1;
    }
    expect(refused).toBeGreaterThan(RUNS / 40);
  });

  it('may have events that are not JSON at all', () => {
    for (let seed = 1; seed <= RUNS / 20; seed++) {
      const generator = new Generator(seed);
      const pattern = parse(generator.pattern());
      if (pattern === undefined) continue;
      const set = new RuleSet<number>();
      set.add(0, pattern);
      const broken = generator.broken(generator.event());
      if (isJson(broken)) expect(set.match(broken), `seed ${seed}`).toEqual(matchesEvent(pattern, broken) ? [0] : []);
      else expect(Array.isArray(set.match(broken)), `seed ${seed}`).toBe(true);
    }
  });
});

/** @returns how many of the round's rules matched its events */
function holdRound(seed: number): number {
  const generator = new Generator(seed);
  const patterns = generator.dice
    .list(RULES, RULES, () => parse(generator.pattern()))
    .filter((pattern) => pattern !== undefined);
  const set = new RuleSet<number>();
  patterns.forEach((pattern, id) => {
    set.add(id, pattern);
  });
  const early = new RuleSet<number>({ stopEarly: true });
  patterns.forEach((pattern, id) => {
    early.add(id, pattern);
  });
  let matches = 0;
  for (let i = 0; i < EVENTS; i++) {
    const text = generator.event();
    const event = JSON.parse(text) as object;
    const expected = patterns.map((_, id) => id).filter((id) => holdPair(patterns[id]!, event, text, seed));
    const context = `seed ${seed}, event ${text}, patterns ${patterns.map((pattern) => pattern.text).join(' ')}`;
    expect(set.match(text).sort(), `text, ${context}`).toEqual(expected);
    expect(set.match(event).sort(), `object, ${context}`).toEqual(expected);
    if (!hasDottedName(event)) expect(early.match(text).sort(), `early, ${context}`).toEqual(expected);
    matches += expected.length;
  }
  return matches;
}

function holdPair(pattern: EventPattern, event: object, text: string, seed: number): boolean {
  const steps = { count: 0 };
  const matches = matchesEvent(pattern, event, steps);
  if (steps.count > (pattern.text.length + text.length) * STEPS_PER_CHARACTER) {
    throw new Error(`seed ${seed}: ${steps.count} steps for ${pattern.text} and ${text}`);
  }
  if (seed % 16 === 0) {
    const explanation = explainEvent(pattern, event);
    expect(explanation.matches).toBe(matches);
    expect(formatExplanation(explanation).startsWith(matches ? 'match' : 'no match')).toBe(true);
    expect(matchesEvent(pattern, text)).toBe(matches);
  }
  return matches;
}

function parse(text: string): EventPattern | undefined {
  try {
    return parseEventPattern(text);
  } catch (error) {
    expect(error).toBeInstanceOf(EventPatternError);
    return undefined;
  }
}

/** Names with dots are what an early stop does not wait for. */
function hasDottedName(event: unknown): boolean {
  if (typeof event !== 'object' || event === null) return false;
  return Object.entries(event).some(
    ([name, value]) => (!Array.isArray(event) && name.includes('.')) || hasDottedName(value),
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
