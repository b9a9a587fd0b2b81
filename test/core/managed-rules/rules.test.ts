import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type JudgedItem,
  judge,
  type ManagedRule,
  managedRules,
  ParameterError,
  parameterValues,
} from '../../../core/managed-rules/index.ts';
import type { Example } from '../../../core/managed-rules/rule.ts';
import { sharedData, sharedJson } from '../../support/shared.ts';

const NOW = Date.UTC(2026, 0, 10);

function itemOf(rule: ManagedRule, { parameters: _, others: __, ...example }: Example): JudgedItem {
  return {
    resourceType: rule.resourceTypes[0] ?? '',
    resourceId: 'example',
    configuration: {},
    supplementaryConfiguration: {},
    tags: {},
    relationships: [],
    ...example,
  };
}

function verdictsOf(rule: ManagedRule, example: Example | readonly Example[]): string[] {
  const examples: readonly Example[] = Array.isArray(example) ? example : [example];
  const parameters = parameterValues(rule.parameters ?? {}, examples[0]?.parameters ?? {});
  const items = [...examples, ...examples.flatMap(({ others = [] }) => others)].map((each) => itemOf(rule, each));
  return judge(rule, items, { parameters, now: NOW }, '123456789012').map(({ compliance }) => compliance);
}

describe.each(managedRules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it('finds its compliant examples compliant, and the others not', () => {
    expect(rule.complies.length).toBeGreaterThan(0);
    expect(rule.violates.length).toBeGreaterThan(0);
    for (const [index, example] of rule.complies.entries()) {
      expect(verdictsOf(rule, example), `complies ${index}`).toEqual(['COMPLIANT']);
    }
    for (const [index, example] of rule.violates.entries()) {
      expect(verdictsOf(rule, example), `violates ${index}`).toEqual(['NON_COMPLIANT']);
    }
    for (const [index, example] of ('exempts' in rule ? (rule.exempts ?? []) : []).entries()) {
      expect(verdictsOf(rule, example), `exempts ${index}`).toEqual(['NOT_APPLICABLE']);
    }
  });
});

describe('the managed rules', () => {
  it('have an identifier each', () => {
    expect(new Set(managedRules.map(({ id }) => id)).size).toBe(managedRules.length);
  });

  it('judge whatever an item holds without failing', () => {
    const anything = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)));
    const paths = managedRules
      .flatMap((rule) => ('judge' in rule ? [] : rule.complies))
      .map((each) => each.configuration);
    const configuration = fc.oneof(fc.constantFrom(...paths), fc.dictionary(fc.string(), anything));
    fc.assert(
      fc.property(configuration, fc.dictionary(fc.string(), anything), (given, parts) => {
        for (const rule of managedRules) {
          const parameters = Object.fromEntries(
            Object.entries(rule.parameters ?? {}).map(([name, type]) => [name, type.default ?? '']),
          );
          const item = { ...itemOf(rule, {}), configuration: given ?? null, supplementaryConfiguration: parts };
          expect(judge(rule, [item], { parameters, now: NOW }, '1')).toHaveLength(1);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('refuse parameters that are unknown, of another type, or missing', () => {
    const types = { days: { type: 'int', isRequired: true }, keys: { type: 'CSV' } } as const;
    expect(parameterValues(types, { days: 90 })).toEqual({ days: '90', keys: '' });
    expect(() => parameterValues(types, { days: '1', other: 'x' })).toThrow('Unknown parameters provided');
    expect(() => parameterValues(types, { days: 'soon' })).toThrow(ParameterError);
    expect(() => parameterValues(types, {})).toThrow('The required parameter [days] is not present');
  });
});

interface Known {
  readonly id: string;
  readonly trigger: string;
  readonly params: readonly (readonly [string, string, string])[];
}

describe.skipIf(!sharedData)("AWS's list of managed rules of April 2023", () => {
  const known = new Map(
    sharedData ? sharedJson<Known[]>('config/managed_rules_2023-04.json').map((each) => [each.id, each]) : [],
  );
  const listed = managedRules.filter(({ id }) => known.has(id));

  it.each(listed.map((rule) => [rule.id, rule] as const))('has %s with the same trigger and parameters', (id, rule) => {
    const { trigger, params } = known.get(id) ?? { trigger: '', params: [] };
    expect(rule.periodic === true).toBe(trigger === 'Periodic');
    const names = params.map(([name]) => name.replace(/ \(Optional\)$/, ''));
    expect(Object.keys(rule.parameters ?? {}).sort()).toEqual(names.sort());
  });
});
