import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FilterPatternError, FilterSet, parseFilterPattern } from '../../../core/filter-pattern/index.ts';
import { sharedData, sharedJson, sharedPath } from '../../support/shared.ts';

interface Control {
  readonly n: number;
  readonly patterns: Record<string, string[]>;
  readonly securityHub?: { readonly pattern: string };
}
interface Hits {
  readonly raw: Record<string, number>;
  readonly unique_hits: Record<string, number>;
  readonly total: number;
  readonly unique: number;
}

const controls = sharedData ? sharedJson<Control[]>('cis-metric-filters.json') : [];

/** The texts that the expected counts name: of control 1 three, of the others the one of CIS 1.4. */
function namedPatterns(): (readonly [key: string, text: string])[] {
  const of = (control: Control, version: string) =>
    Object.entries(control.patterns).find(([, versions]) => versions.includes(version))?.[0] ?? '';
  return controls.flatMap((control) => {
    if (control.n !== 1) return [[String(control.n), of(control, '1.4')] as const];
    const hub = control.securityHub?.pattern ?? '';
    return [
      ['1.v12', hub] as const,
      ['1.v14-3.0', of(control, '1.4')] as const,
      ['1.v4+', of(control, '4.0')] as const,
    ];
  });
}

describe.skipIf(!sharedData)('the CIS filter patterns over real CloudTrail records', () => {
  it('hit what independent predicates hit, each delivery and each distinct event', () => {
    const expected = sharedJson<Record<string, Hits>>('cloudtrail/cis-expected-hits.json')['s3-ransomware-lab']!;
    const named = namedPatterns();
    const set = new FilterSet(named.map(([, text]) => parseFilterPattern(text)));
    const text = gunzipSync(readFileSync(sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz'))).toString('utf8');
    const raw: Record<string, number> = {};
    const distinct: Record<string, number> = {};
    const seen = new Set<string>();

    for (const line of text.split('\n').filter((each) => each !== '')) {
      const { eventID } = JSON.parse(line) as { eventID: string };
      for (const index of set.match(line)) {
        const key = named[index]![0];
        raw[key] = (raw[key] ?? 0) + 1;
        if (!seen.has(eventID)) distinct[key] = (distinct[key] ?? 0) + 1;
      }
      seen.add(eventID);
    }

    expect(raw).toEqual(expected.raw);
    expect(distinct).toEqual(expected.unique_hits);
    expect(seen.size).toBe(expected.unique);
  });

  it('are all read, but for the one of control 6 that lost its quotes', () => {
    const texts = controls.flatMap(({ n, patterns, securityHub }) =>
      [...Object.keys(patterns), ...(securityHub ? [securityHub.pattern] : [])].map((text) => ({ n, text })),
    );
    const refused = texts.filter(({ text }) => {
      try {
        parseFilterPattern(text);
        return false;
      } catch (error) {
        return error instanceof FilterPatternError;
      }
    });
    expect(refused).toEqual([
      { n: 6, text: '{ ($.eventName = ConsoleLogin) && ($.errorMessage = Failed authentication) }' },
    ]);
  });
});
