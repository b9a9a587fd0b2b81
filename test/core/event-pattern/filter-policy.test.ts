import { describe, expect, it } from 'vitest';
import { FilterPolicyError, matchesFilterPolicy, parseFilterPolicy } from '../../../core/event-pattern/index.ts';
import { sharedData, sharedJson } from '../../support/shared.ts';

interface Answer {
  Error?: { Message: string };
}

/** Refusals that quote the policy they refuse. */
function recordedRefusals(): [policy: string, message: string][] {
  const recorded = sharedJson<Record<string, { 'recorded-content': Record<string, Answer> }>>(
    'recorded-aws/sns/test_sns_filter_policy.snapshot.json',
  );
  return Object.values(recorded)
    .flatMap((entry) => Object.values(entry['recorded-content']))
    .flatMap(({ Error: error }) => {
      const policy = /\[Source: \(String\)"(.*)"; line/s.exec(error?.Message ?? '')?.[1];
      return error === undefined || policy === undefined ? [] : [[policy, error.Message]];
    });
}

describe.skipIf(!sharedData)('filter policies as SNS refused them', () => {
  const cases = sharedData ? recordedRefusals() : [];

  it('are there', () => expect(cases.length).toBeGreaterThan(25));

  it.each(cases)('%s', (policy, message) => {
    const said = refusalOf(policy, 'MessageBody')?.message;
    expect([`Invalid parameter: ${said}`, `Invalid parameter: Attributes Reason: ${said}`]).toContain(message);
  });
});

describe('a filter policy', () => {
  it.each([
    ['{"key":[{"cidr":"bad-filter"}]}', "FilterPolicy: Malformed CIDR, one '/' required"],
    ['{"key":[{"cidr":"bad-filter/64"}]}', 'FilterPolicy: Nonstandard IP address: bad-filter'],
    ['{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}', 'FilterPolicy: Filter policy can not have more than 5 keys'],
    [`{"a":[${Array.from({ length: 151 }, (_, i) => i)}]}`, 'FilterPolicy: Filter policy is too complex'],
    ['{"a":{"b":["x"]}}', 'Filter policy scope MessageAttributes does not support nested filter policy'],
  ])('%s is refused: %s', (policy, message) => {
    expect(refusalOf(policy, 'MessageAttributes')?.message).toBe(message);
  });

  it('counts combinations as values times depth', () => {
    const values = (count: number) => JSON.stringify(Array.from({ length: count }, (_, i) => `v${i}`));
    const documented = (last: number) => `{"a":{"b":{"c":${values(4)}}},"d":{"e":${values(3)}},"f":${values(last)}}`;
    expect(refusalOf(documented(2), 'MessageBody')).toBeUndefined();
    expect(refusalOf(documented(3), 'MessageBody')?.reason).toBe('Filter policy is too complex');
  });

  it('tells attributes by type: a number by value, an array by any element', () => {
    const policy = parseFilterPolicy(
      '{"price":[{"numeric":[">",0,"<=",100]}],"store":["a",null]}',
      'MessageAttributes',
    );
    const price = { DataType: 'Number', StringValue: '99.0' };
    const stores = (StringValue: string, DataType = 'String.Array') => ({ price, store: { DataType, StringValue } });
    expect(matchesFilterPolicy(policy, stores('["b","a"]'))).toBe(true);
    expect(matchesFilterPolicy(policy, stores('["b",null]'))).toBe(true);
    expect(matchesFilterPolicy(policy, stores('["b"]'))).toBe(false);
    expect(matchesFilterPolicy(policy, stores('a', 'String'))).toBe(true);
    expect(
      matchesFilterPolicy(policy, { ...stores('a', 'String'), price: { DataType: 'String', StringValue: '99' } }),
    ).toBe(false);
    expect(matchesFilterPolicy(policy, { price })).toBe(false);
  });

  it('matches a message without attributes only where it asks for none', () => {
    expect(matchesFilterPolicy(parseFilterPolicy('{"a":[{"exists":false}]}', 'MessageAttributes'), {})).toBe(true);
    expect(matchesFilterPolicy(parseFilterPolicy('{"a":[{"anything-but":"x"}]}', 'MessageAttributes'), {})).toBe(false);
  });

  it('compares numbers by five digits behind the point', () => {
    const passes = (policy: string, value: string) =>
      matchesFilterPolicy(parseFilterPolicy(policy, 'MessageAttributes'), {
        a: { DataType: 'Number', StringValue: value },
      }) && matchesFilterPolicy(parseFilterPolicy(policy, 'MessageBody'), `{"a":${value}}`);

    expect(passes('{"a":[100.123456789]}', '100.1234567')).toBe(true);
    expect(passes('{"a":[100.12345]}', '100.12346')).toBe(false);
    expect(passes('{"a":[4.35]}', '435e-2')).toBe(true);
    expect(passes('{"a":[{"numeric":[">",-0.000019]}]}', '-0.00001')).toBe(false);
    expect(passes('{"a":[{"numeric":[">",-0.00002]}]}', '-0.00001')).toBe(true);
    expect(passes('{"a":[{"anything-but":[1.000001]}]}', '1')).toBe(false);
  });

  it('does not see binary attributes', () => {
    const policy = parseFilterPolicy('{"a":[{"exists":true}]}', 'MessageAttributes');
    expect(matchesFilterPolicy(policy, { a: { DataType: 'Binary', BinaryValue: new Uint8Array(1) } })).toBe(false);
    expect(matchesFilterPolicy(policy, { a: { DataType: 'Number.int', StringValue: '1' } })).toBe(true);
  });

  it('looks into a body that is a JSON object, and into nothing else', () => {
    const policy = parseFilterPolicy('{"object":{"key":[{"prefix":"auto-"},"hardcodedvalue"]}}', 'MessageBody');
    expect(matchesFilterPolicy(policy, '{"object": {"key": "auto-test"}}')).toBe(true);
    expect(matchesFilterPolicy(policy, '{"object.key": "hardcodedvalue"}')).toBe(true);
    expect(matchesFilterPolicy(policy, '{"object": {"key": "other"}}')).toBe(false);
    expect(matchesFilterPolicy(policy, '[{"object": {"key": "auto-test"}}]')).toBe(false);
    expect(matchesFilterPolicy(policy, 'auto-test')).toBe(false);
  });
});

function refusalOf(policy: string, scope: 'MessageAttributes' | 'MessageBody'): FilterPolicyError | undefined {
  try {
    parseFilterPolicy(policy, scope);
    return undefined;
  } catch (error) {
    if (error instanceof FilterPolicyError) return error;
    throw error;
  }
}
