import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/cloudtrail/index.ts';
import { ConfigQueryError, parseConfigQuery, runConfigQuery } from '../../../core/config-query/index.ts';
import { sharedData, sharedJson } from '../../support/shared.ts';

interface Case {
  readonly id: string;
  readonly expression: string;
  readonly expected: { readonly rows?: JsonObject[]; readonly ordered?: boolean; readonly error?: string };
  readonly note: string;
}

describe.skipIf(!sharedData)('advanced queries over 25 items', () => {
  const items = sharedData ? sharedJson<JsonObject[]>('cases/config-items.json') : [];
  const cases = sharedData ? sharedJson<Case[]>('cases/config-queries.json') : [];

  it.each(cases)('$id: $note', ({ expression, expected }) => {
    const run = () => runConfigQuery(parseConfigQuery(expression), items);
    if (expected.error) return expect(run).toThrow(ConfigQueryError);
    const order = (rows: readonly JsonObject[]) => (expected.ordered ? rows : rows.map(canonical).sort());
    expect(order(run())).toEqual(order(expected.rows ?? []));
  });
});

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
