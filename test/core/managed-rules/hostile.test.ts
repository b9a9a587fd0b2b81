import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/cloudtrail/index.ts';
import { judge, type ManagedRule, managedRules, parameterValues } from '../../../core/managed-rules/index.ts';

const folder = new URL('../../../core/managed-rules/', import.meta.url);

/** Every name a rule may look for in an item, out of their sources: junk under such names goes furthest. */
const names = new Set(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(new URL(file, folder), 'utf8').matchAll(/'([A-Za-z][\w.]{2,40})'/g)])
    .flatMap(([, path = '']) => path.split('.')),
);

const key = fc.constantFrom(...names);
const scalars = [
  null,
  true,
  false,
  0,
  -1,
  1e21,
  '',
  '*',
  'true',
  '{"Statement":5}',
  '%E0%A4%A',
  '{',
  '0.0.0.0/0',
  '2026',
];
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...scalars),
    fc.constant({ toString: 5, valueOf: 5 }),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(key, tie('json'), { maxKeys: 8, noNullPrototype: true }),
  ),
}));
const object = fc.dictionary(key, json, { maxKeys: 12, noNullPrototype: true }) as fc.Arbitrary<JsonObject>;

/** Defaults, and something for parameters that have none and have to be given. */
function parametersOf({ parameters = {} }: ManagedRule) {
  const required = Object.entries(parameters).filter(([, type]) => type.isRequired && type.default === undefined);
  return parameterValues(
    parameters,
    Object.fromEntries(required.map(([name, { type }]) => [name, type === 'int' ? '5' : 'x'])),
  );
}

describe('an item of junk', () => {
  it.each(managedRules.map((rule) => [rule.id, rule] as const))('has a verdict by %s', (_, rule) => {
    const judgement = { parameters: parametersOf(rule), now: Date.UTC(2026, 0, 1) };
    fc.assert(
      fc.property(object, object, fc.constantFrom(...rule.resourceTypes), (junk, parts, resourceType) => {
        for (const configuration of [junk, null]) {
          const item = { resourceType, resourceId: 'r', configuration, supplementaryConfiguration: parts };
          const verdicts = judge(rule, [{ ...item, tags: {}, relationships: [] }], judgement, '123456789012');
          for (const { compliance } of verdicts) {
            expect(['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE']).toContain(compliance);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
