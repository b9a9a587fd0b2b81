import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayLink } from '../../../../engine/services/oam/sink-policy.ts';

const request = {
  action: 'CreateLink',
  account: '111111111111',
  caller: 'arn:aws:iam::111111111111:user/u',
  resourceTypes: ['AWS::Logs::LogGroup'],
} as const;

/** Whether a statement on resources like this one is about a sink of this ARN. */
function isAbout(resource: string, arn: string): boolean {
  const Statement = { Effect: 'Allow', Principal: '*', Action: 'oam:CreateLink', Resource: resource };
  const sink = { id: 's', name: 's', arn, policy: JSON.stringify({ Statement }), tags: {} };
  return mayLink(sink, request);
}

const text = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 8 });

describe('a resource in the policy of a sink', () => {
  it('has stars for any text and question marks for one character, as a regular expression of the same meaning', () => {
    fc.assert(
      fc.property(text('ab*?'), text('ab'), (pattern, arn) => {
        const meaning = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(isAbout(pattern, arn)).toBe(meaning.test(arn));
      }),
    );
  });

  it('takes no time to speak of, however many stars it has', () => {
    expect(isAbout('*a'.repeat(2_000), 'a'.repeat(4_000).concat('b'))).toBe(false);
  });
});
