import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../../core/filter-pattern/index.ts';
import { lintFilter, lintLogGroup } from '../../../core/lint/index.ts';

const lint = (text: string, cloudTrail = true) =>
  lintFilter(parseFilterPattern(text), { cloudTrail, text }).map((finding) => finding.lint);

describe('linting a filter pattern', () => {
  it.each([
    [
      'matches-nothing',
      'a field that must be two things',
      '{ $.eventName = a && $.eventName = b }',
      ['matches-nothing'],
    ],
    [
      'matches-nothing',
      'numbers that exclude each other',
      '{ $.apiVersion > 3 && $.apiVersion < 2 }',
      ['matches-nothing'],
    ],
    ['matches-everything', 'fields of which nothing is asked', '[...]', ['matches-everything']],
    ['not-equal-under-or', 'an alternative "!="', '{ $.eventName = a || $.eventSource != b }', ['not-equal-under-or']],
    ['not-equal-on-missing', 'a "!=" that misses', '{ $.userIdentity.invokedBy != a }', ['not-equal-on-missing']],
    [
      'nothing',
      'a "!=" that is provided for',
      '{ $.eventName = a && ($.userIdentity.invokedBy NOT EXISTS || $.userIdentity.invokedBy != a) }',
      [],
    ],
    ['nothing', 'a "!=" on a field every record has', '{ $.eventName = a && $.eventType != b }', []],
    ['unknown-field', 'a name in the wrong case', '{ $.eventname = a }', ['unknown-field']],
    ['unknown-field', 'a name no identity has', '{ $.userIdentity.usrName = a }', ['unknown-field']],
    [
      'not-equal-under-or',
      'a "!=" among alternatives deeper in',
      '{ $.eventName = a && ($.eventSource != b || $.awsRegion = c) }',
      ['not-equal-under-or'],
    ],
    [
      'nothing',
      'a "!=" beside the same field missing',
      '{ $.userIdentity.invokedBy NOT EXISTS || $.userIdentity.invokedBy != a }',
      [],
    ],
    ['not-equal-under-or', 'a field that is one thing or another', '[a, b != x || b != y]', ['not-equal-under-or']],
    ['matches-nothing', 'a term that is wanted and excluded', 'a -a', ['matches-nothing']],
    ['matches-nothing', 'a field that must be two things', '[a = x && a = y]', ['matches-nothing']],
    [
      'matches-nothing',
      'an alternative that none can satisfy',
      '{ ($.eventName = a && $.eventName = b) || $.eventName = c }',
      ['matches-nothing'],
    ],
    ['mixed-and-or', '"&&" beside "||"', '{ $.eventName = a || $.eventName = b && $.awsRegion = c }', ['mixed-and-or']],
    ['nothing', 'parentheses', '{ $.eventName = a || ($.eventName = "b || c" && $.awsRegion = c) }', []],
    ['retired-call', 'a call of EC2-Classic', '{ $.eventName = AttachClassicLinkVpc }', ['retired-call']],
    ['optional-terms-ignored', '"?" beside other terms', '?a ?b c', ['optional-terms-ignored']],
    [
      'security-hub-text',
      'a control in other words',
      '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
      ['security-hub-text'],
    ],
    [
      'nothing',
      'a control to the letter',
      '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
      [],
    ],
  ])('says %s of %s', (_, __, text, expected) => {
    expect(lint(text)).toEqual(expected);
  });

  it('knows no fields where the messages are not CloudTrail records', () => {
    expect(lint('{ $.eventname = AttachClassicLinkVpc && $.x != 1 }', false)).toEqual([]);
  });

  it('says of the CIS 1.4 text for unauthorized calls that it matches every event, and why', () => {
    const text =
      '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") || ($.sourceIPAddress!="delivery.logs.amazonaws.com") || ($.eventName!="HeadBucket") }';
    const [finding] = lintFilter(parseFilterPattern(text), { cloudTrail: true, text });
    expect(finding?.message).toContain('matches every event');
    expect(finding?.message).toContain(
      '$.sourceIPAddress = "delivery.logs.amazonaws.com" and $.eventName = "HeadBucket"',
    );
  });

  it('suggests the name that was meant', () => {
    const [finding] = lintFilter(parseFilterPattern('{ $.eventname = a }'), { cloudTrail: true });
    expect(finding?.todo).toContain('eventName');
  });
});

describe('linting the patterns of one log group', () => {
  const filters = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ id: `filter-${at}`, pattern: parseFilterPattern('{ $.a = %x% }') }));

  it('says which have regular expressions when there are more than it takes', () => {
    expect(lintLogGroup([...filters(5), { id: 'plain', pattern: parseFilterPattern('ERROR') }])).toEqual([]);
    const [finding] = lintLogGroup(filters(6));
    expect(finding).toMatchObject({
      lint: 'regex-limit',
      message: expect.stringMatching(/^6 patterns .* it takes 5: filter-0, /),
    });
  });
});
