import { describe, expect, it } from 'vitest';
import { rows } from './given.ts';

const calls = [
  { by: 'kim', ms: 4 },
  { by: 'lee', ms: 1 },
  { by: 'kim', ms: 6 },
  { by: 'kim', ms: 5 },
  { by: 'lee', ms: 30 },
  { by: 'ada', ms: 2 },
];
const names = (query: string) => rows(query, ...calls).map(({ by }) => by);

// As queries are published and deployed: `stats count(*) by eventName | sort count(*) desc`, `... by bin(5m) | sort bin(5m) desc`.
describe('behind stats, the words of a column', () => {
  it('sort by it, however they are spaced', () => {
    expect(names('stats count(*) by `by` | sort count(*) desc')).toEqual(['kim', 'lee', 'ada']);
    expect(names('stats sum(ms), avg(ms) by `by` | sort AVG( ms ) desc | limit 1')).toEqual(['lee']);
    expect(names('stats sum(ms)/count(*) by `by` | sort sum(ms)/count(*)')).toEqual(['ada', 'kim', 'lee']);
  });

  it('sort by the bins, also where these have a name', () => {
    const twos = [{ n: '2' }, { n: '2' }, { n: '2' }];
    expect(rows('stats count(*) as n by bin(4s) | sort bin(4s) desc', ...calls).map(({ n }) => n)).toEqual(['2', '4']);
    expect(rows('stats count(*) as n by bin(4s) as t | sort bin(4s) desc', ...calls).map(({ n }) => n)).toEqual([
      '2',
      '4',
    ]);
    expect(rows('stats count(*) as n by bin(2s) | display n', ...calls)).toEqual(twos);
  });

  it('are its values in conditions, computed columns and what is displayed', () => {
    const query = 'stats count(*), max(ms) by `by` | filter count(*) > 1 | display max(ms), count(*) * 2 as twice';
    expect(rows(query, ...calls)).toEqual([
      { 'max(ms)': '6', twice: '6' },
      { 'max(ms)': '30', twice: '4' },
    ]);
  });

  it('are gathered by a further stats, which counts anew by itself', () => {
    const query = 'stats count(*) by `by`, bin(2s) | stats max(count(*)) as most, count(*) as bins by `by` | sort `by`';
    expect(rows(query, ...calls)).toEqual([
      { by: 'ada', most: '1', bins: '1' },
      { by: 'kim', most: '2', bins: '2' },
      { by: 'lee', most: '1', bins: '2' },
    ]);
  });

  it('are no words of a column that is not there', () => {
    expect(() => names('stats count(*) by `by` | sort count(ms)')).toThrow('unknown function count');
  });
});
