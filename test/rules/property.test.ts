import { describe, expect, expectTypeOf, it } from 'vitest';
import { UNKNOWN } from '../../core/configuration-item/unknown.ts';
import { checkRule } from '../../rules/check.ts';
import {
  compliant,
  defineConfigRule,
  nonCompliant,
  notApplicable,
  type PropertyOf,
  type RuleItem,
} from '../../rules/kit/index.ts';
import { reading, type ValueOf } from '../../rules/kit/property.ts';

const text = { en: 'x', ko: 'x' };
const about = { title: text, severity: 'low', why: text, respond: { en: ['x'], ko: ['x'] }, controls: [] } as const;

const encrypted = defineConfigRule({
  id: 'encrypted',
  ...about,
  resourceTypes: ['AWS::RDS::DBInstance'],
  evaluate: ({ value }) => (value('configuration.storageEncrypted') ? compliant() : nonCompliant('plain')),
  complies: [{ configuration: { storageEncrypted: true } }],
  violates: [{ configuration: { storageEncrypted: false } }, {}],
});

describe('a property', () => {
  it('has a name and a type its resource type has', () => {
    expectTypeOf<Extract<PropertyOf<'AWS::RDS::DBInstance'>, 'configuration.storageEncrypt'>>().toBeNever();
    expectTypeOf<ValueOf<'AWS::RDS::DBInstance', 'configuration.storageEncrypted'>>().toEqualTypeOf<boolean>();
    expectTypeOf<ValueOf<'AWS::RDS::DBInstance', 'configuration.backupRetentionPeriod'>>().toEqualTypeOf<number>();
    expectTypeOf<PropertyOf<'Mine::Own::Thing'>>().toEqualTypeOf<string>();
  });

  it('is read through lists and JSON texts, by its own names alone', () => {
    const { value, values } = reading<string>({
      configuration: { groups: [{ ids: ['a', 'b'] }, { ids: ['c'] }, {}], none: null, name: 'n' },
      supplementaryConfiguration: { Part: '{"on":true}', Text: 'no JSON' },
    });

    expect(values('configuration.groups.ids')).toEqual(['a', 'b', 'c']);
    expect(value('configuration.groups.ids')).toBe('a');
    expect(value('supplementaryConfiguration.Part.on')).toBe(true);
    for (const missing of ['none', 'groups', 'name.length', 'constructor', 'toString.name', 'x.y']) {
      expect([missing, values(`configuration.${missing}`)]).toEqual([missing, []]);
    }
    expect(values('supplementaryConfiguration.Text.on')).toEqual([]);
    expect(values('resourceId')).toEqual([]);
  });
});

describe('a rule by properties', () => {
  it('has examples of its own type', () => {
    expect(checkRule(encrypted)).toMatchObject({ examples: 3, problems: [] });
    expect(encrypted.complies[0]).toMatchObject({ resourceType: 'AWS::RDS::DBInstance', resourceId: 'example' });
  });

  it('does not judge by what an item does not know', () => {
    const item: RuleItem = {
      resourceType: 'AWS::RDS::DBInstance',
      resourceId: 'db',
      configuration: { engine: 'postgres' },
      supplementaryConfiguration: { [UNKNOWN]: ['configuration.storageEncrypted'] },
    };
    expect(encrypted.evaluate(item)).toEqual(notApplicable('Not known: configuration.storageEncrypted'));
  });
});
