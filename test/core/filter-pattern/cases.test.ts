import { describe, expect, it } from 'vitest';
import {
  compileTransformation,
  explainFilter,
  extractValues,
  FilterPatternError,
  matchesFilter,
  metricOf,
  parseFilterPattern,
} from '../../../core/filter-pattern/index.ts';
import { sharedData, sharedJson } from '../../support/shared.ts';

interface Case {
  readonly id: string;
  readonly pattern: string;
  readonly message?: string;
  readonly match?: boolean;
  readonly error?: true;
  readonly extracted?: Record<string, string>;
  readonly metric?: {
    readonly value: string;
    readonly dimensions?: Record<string, string>;
    readonly defaultValue?: number;
  };
  readonly expectedMetric?: { readonly value: number; readonly dimensions?: Record<string, string> } | null;
  readonly note: string;
}

const cases = sharedData ? sharedJson<Case[]>('cases/filter-patterns.json') : [];
const titled = (of: Case[]) => of.map((each) => [`${each.id} ${each.note}: ${each.pattern}`, each] as const);

function transformationOf({ metric, pattern }: Case) {
  const { value = '1', dimensions, defaultValue } = metric ?? {};
  return compileTransformation({ metricValue: value, dimensions, defaultValue }, parseFilterPattern(pattern));
}

describe.skipIf(!sharedData)('the shared cases', () => {
  it.each(titled(cases.filter(({ message }) => message !== undefined)))(
    '%s',
    (_, { pattern, message = '', match, extracted }) => {
      const parsed = parseFilterPattern(pattern);
      expect(matchesFilter(parsed, message)).toBe(match);
      expect(explainFilter(parsed, message).matches).toBe(match);
      if (extracted) expect(extractValues(parsed, message)).toEqual(extracted);
    },
  );

  it.each(titled(cases.filter(({ expectedMetric }) => expectedMetric !== undefined)))(
    '%s makes its datum',
    (_, each) => {
      const { expectedMetric } = each;
      const expected = expectedMetric ? { dimensions: {}, ...expectedMetric } : undefined;
      expect(metricOf(transformationOf(each), each.message ?? '')).toEqual(expected);
    },
  );

  it.each(titled(cases.filter(({ error }) => error)))('%s is refused', (_, each) => {
    expect(() => transformationOf(each)).toThrow(FilterPatternError);
  });
});
