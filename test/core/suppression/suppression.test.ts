import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGlobbed } from '../../../core/suppression/glob.ts';
import {
  applySuppressions,
  checkedSuppressions,
  endOf,
  namesOf,
  SuppressionError,
  suppressionOf,
} from '../../../core/suppression/index.ts';

const open = {
  rule: 's3-bucket-*',
  resource: 'www.example.com',
  owner: 'web team',
  reason: 'public site',
  expires: '2026-12-31',
};
const names = (rule: string, resource: string) => ({
  rules: [rule, `trailkeeper-${rule}`],
  resources: [resource, `AWS::S3::Bucket/${resource}`],
});
const at = (time: string) => Date.parse(time);

describe('a suppression', () => {
  it('holds for what it names, to the end of its last day', () => {
    const finding = names('s3-bucket-blocks-public-access', 'www.example.com');
    expect(suppressionOf([open], finding, at('2026-12-31T23:59:59Z'))).toBe(open);
    expect(suppressionOf([open], finding, at('2027-01-01T00:00:00Z'))).toBeUndefined();
    expect(suppressionOf([open], names('encrypted-volumes', 'www.example.com'), 0)).toBeUndefined();
    expect(suppressionOf([open], names('s3-bucket-x', 'www2.example.com'), 0)).toBeUndefined();
  });

  it('may name the rule as deployed and the resource by its type', () => {
    const by = { ...open, rule: 'trailkeeper-s3-*', resource: 'AWS::S3::Bucket/www.*' };
    expect(suppressionOf([by], names('s3-bucket-x', 'www.example.com'), 0)).toBe(by);
  });

  it('may end at a moment, in UTC unless it says where', () => {
    expect(endOf({ expires: '2026-12-31T09:00' })).toBe(at('2026-12-31T09:00:00Z'));
    expect(endOf({ expires: '2026-12-31T09:00:00+09:00' })).toBe(at('2026-12-31T00:00:00Z'));
  });

  it.each([
    [undefined, 'suppressions are a list'],
    [['x'], 'suppression 1 is no object'],
    [[open, { ...open, reason: ' ' }], 'suppression 2 needs a text in reason'],
    [[{ ...open, expires: undefined }], 'suppression 1 needs a text in expires'],
    [[{ ...open, expires: 'never' }], 'suppression 1 expires "never", which is no day such as 2027-03-31'],
    [[{ ...open, expires: '2026-02-30' }], 'expires "2026-02-30"'],
    [[{ ...open, expiry: '2026-02-03' }], 'suppression 1 has no field expiry'],
    [[{ ...open, rule: '*', resource: '**' }], 'suppression 1 would hide everything'],
  ])('is refused when it cannot hold: %j', (value, message) => {
    expect(() => checkedSuppressions(value)).toThrow(SuppressionError);
    expect(() => checkedSuppressions(value)).toThrow(message);
  });
});

describe('the names of a finding', () => {
  it('are those of the rule as deployed, by its id and identifier, and of the resource with and without its type', () => {
    const found = namesOf({
      ruleName: 'trailkeeper-s3-bucket-logging-enabled',
      resourceType: 'AWS::S3::Bucket',
      resourceId: 'b',
      resourceName: 'b',
      arn: 'arn:aws:s3:::b',
    });
    expect(found).toEqual({
      rules: ['trailkeeper-s3-bucket-logging-enabled', 's3-bucket-logging-enabled', 'S3_BUCKET_LOGGING_ENABLED'],
      resources: ['b', 'arn:aws:s3:::b', 'AWS::S3::Bucket/b', 'AWS::S3::Bucket/arn:aws:s3:::b'],
    });
    expect(namesOf({ ruleName: 'mine', identifier: 'X_Y', resourceType: 'T', resourceId: 'r' }).rules).toEqual([
      'mine',
      'X_Y',
    ]);
  });
});

describe('suppressions of a report', () => {
  it('hide what they name, and are told of when they hide nothing or are over', () => {
    const over = { ...open, expires: '2026-01-31' };
    const idle = { ...open, resource: 'gone' };
    const findings = ['www.example.com', 'other'];
    const outcome = applySuppressions(
      findings,
      (name) => names('s3-bucket-x', name),
      [over, open, idle],
      at('2026-06-01T00:00:00Z'),
    );
    expect(outcome).toEqual({
      findings: [{ finding: 'www.example.com', by: open }, { finding: 'other' }],
      expired: [over],
      unused: [idle],
    });
  });
});

describe('a pattern with stars', () => {
  it('means what a regular expression with .* means', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(text, piece, (given, pattern) => {
        expect(isGlobbed(given, pattern)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(given));
      }),
    );
  });

  it('takes its other characters as they are', () => {
    expect(isGlobbed('a+b', 'a+*')).toBe(true);
    expect(isGlobbed('aab', 'a+b')).toBe(false);
    expect(isGlobbed('a'.repeat(100_000), `${'a*'.repeat(5000)}b`)).toBe(false);
  });
});
