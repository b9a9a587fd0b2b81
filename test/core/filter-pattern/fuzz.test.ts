import { describe, expect, it } from 'vitest';
import {
  explainFilter,
  extractValues,
  type FilterPattern,
  FilterPatternError,
  FilterSet,
  formatExplanation,
  matchesFilter,
  parseFilterPattern,
  printFilterPattern,
} from '../../../core/filter-pattern/index.ts';
import { Random, randomMessage, randomPattern } from './generate.ts';
import { matchesPlainly, Unsayable } from './oracle.ts';

const runs = Number(process.env.TRAILKEEPER_FUZZ_RUNS ?? 100_000);

/** The pattern, or undefined where it is refused as patterns are refused: any other error fails the test. */
function parsed(text: string): FilterPattern | undefined {
  try {
    return parseFilterPattern(text);
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    expect(error.column).toBeGreaterThan(0);
    expect(error.column).toBeLessThanOrEqual(Math.max(text.length, 1) + 1);
    expect(error.caret()).toMatch(/^.*\n *\^$/);
    return undefined;
  }
}

function plainly(pattern: FilterPattern, message: string): boolean | undefined {
  try {
    return matchesPlainly(pattern, message);
  } catch (error) {
    if (error instanceof Unsayable) return undefined;
    throw error;
  }
}

describe('generated patterns and messages', () => {
  it(`agree with the plain meaning, print and parse, explain themselves and take steps linear in pattern plus message and throw nothing but their own errors, ${runs} times`, () => {
    const random = new Random(20_261_121);
    let accepted = 0;
    let matched = 0;
    for (let run = 0; run < runs; run += 1) {
      const text = randomPattern(random);
      const message = randomMessage(random);
      const pattern = parsed(text);
      if (pattern === undefined) continue;
      accepted += 1;
      const set = new FilterSet([pattern]);
      const verdict = set.match(message).length > 0;
      if (set.steps > 8 * (text.length + message.length))
        expect.fail(`${set.steps} steps: ${text}\n${JSON.stringify(message)}`);
      if (verdict !== (plainly(pattern, message) ?? verdict))
        expect.fail(`${verdict}: ${text}\n${JSON.stringify(message)}`);
      const printed = printFilterPattern(pattern);
      const again = parseFilterPattern(printed);
      if (printFilterPattern(again) !== printed || matchesFilter(again, message) !== verdict)
        expect.fail(`printed otherwise: ${text}\n${printed}\n${JSON.stringify(message)}`);
      const explanation = run % 4 === 0 ? explainFilter(pattern, message) : undefined;
      if (explanation && explanation.matches !== verdict)
        expect.fail(`explained otherwise: ${text}\n${formatExplanation(explanation)}`);
      if (verdict) matched += 1;
      else if (run % 4 === 0 && Object.keys(extractValues(pattern, message)).length > 0)
        expect.fail(`values without a match: ${text}`);
    }
    expect(accepted).toBeGreaterThan(runs * 0.5);
    expect(matched).toBeGreaterThan(runs * 0.1);
  }, 1_800_000);
});

describe('a set of generated patterns', () => {
  it('answers as each pattern alone does, in ascending order', () => {
    const random = new Random(42);
    for (let run = 0; run < Math.max(50, runs / 250); run += 1) {
      const patterns = Array.from({ length: 1 + random.below(20) }, () => parsed(randomPattern(random))).filter(
        (pattern) => pattern !== undefined,
      );
      const set = new FilterSet(patterns);
      for (let turn = 0; turn < 10; turn += 1) {
        const message = randomMessage(random);
        const alone = patterns.flatMap((pattern, index) => (matchesFilter(pattern, message) ? [index] : []));
        const together = set.match(message);
        expect(together).toEqual(alone);
        for (const index of together) expect(set.values(index)).toEqual(extractValues(patterns[index]!, message));
      }
    }
  });
});
