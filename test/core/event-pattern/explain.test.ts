import { describe, expect, it } from 'vitest';
import { explainEvent, formatExplanation, parseEventPattern } from '../../../core/event-pattern/index.ts';

const pattern = parseEventPattern(
  '{"source":["aws.iam"],"detail":{"eventName":["CreateUser",{"prefix":"Put"}],"errorCode":[{"exists":false}]}}',
);

describe('an explanation', () => {
  it('names the clause that holds and the value that makes it hold', () => {
    const event = { source: 'aws.iam', detail: { eventName: 'PutUserPolicy' } };
    expect(formatExplanation(explainEvent(pattern, event))).toBe(
      [
        'match',
        '  yes  detail.errorCode  (missing)        is absent',
        '  yes  detail.eventName  "PutUserPolicy"  is starts with "Put"',
        '  yes  source            "aws.iam"        is "aws.iam"',
      ].join('\n'),
    );
  });

  it('names the field that decided against the event, what it saw and what was wanted', () => {
    const event = { source: 'aws.iam', detail: { eventName: 'DeleteUser', errorCode: 'AccessDenied' } };
    const explanation = explainEvent(pattern, event);
    expect(explanation.decided).toEqual({
      path: 'detail.errorCode',
      matches: false,
      saw: ['"AccessDenied"'],
      wanted: ['absent'],
      held: undefined,
    });
    expect(formatExplanation(explanation)).toBe(
      [
        'no match: detail.errorCode is "AccessDenied"',
        '  NO   detail.errorCode  "AccessDenied"  wanted absent',
        '  NO   detail.eventName  "DeleteUser"    wanted "CreateUser" or starts with "Put"',
        '  yes  source            "aws.iam"       is "aws.iam"',
      ].join('\n'),
    );
  });

  it('tells a field that is missing from one that is an object, which no clause can match', () => {
    const asks = parseEventPattern('{"a":[{"exists":true}]}');
    expect(explainEvent(asks, {}).decided?.saw).toEqual(['(missing)']);
    expect(explainEvent(asks, { a: { b: 1 } }).decided?.saw).toEqual(['(an object)']);
    expect(explainEvent(asks, { a: [] }).decided?.saw).toEqual(['(an empty array)']);
    expect(explainEvent(asks, { a: [{ b: 1 }] }).decided?.saw).toEqual(['(an array of objects)']);
  });

  it('says when only the array element is wrong', () => {
    const asks = parseEventPattern('{"items":{"port":[22],"cidr":["0.0.0.0/0"]}}');
    const event = {
      items: [
        { port: 22, cidr: '10.0.0.0/8' },
        { port: 443, cidr: '0.0.0.0/0' },
      ],
    };
    const explanation = explainEvent(asks, event);
    expect(explanation.branches[0]?.differentElements).toBe(true);
    expect(formatExplanation(explanation)).toContain('not with values from the same array element');
  });

  it('goes through the alternatives of $or and lets the closest decide', () => {
    const asks = parseEventPattern('{"$or":[{"a":[1],"b":[1]},{"a":[2],"b":[2]}]}');
    const explanation = explainEvent(asks, { a: 2, b: 3 });
    expect(explanation.decided).toMatchObject({ path: 'b', saw: ['3'], wanted: ['2'] });
    expect(formatExplanation(explanation)).toContain(
      '  alternative 2 of 2: no match\n    yes  a  2  is 2\n    NO   b  3  wanted 2',
    );
  });

  it('says when there is no event to look into', () => {
    const asks = parseEventPattern('{"a":[{"exists":false}]}');
    for (const event of ['{', '[]', 'null', [], null]) {
      expect(formatExplanation(explainEvent(asks, event))).toBe('no match: the event is not a JSON object');
    }
  });

  it('reads JSON text too, with its numbers as they are written', () => {
    const asks = parseEventPattern('{"n":[9007199254740993]}');
    expect(explainEvent(asks, '{"n":9007199254740992}').decided?.saw).toEqual(['9007199254740992']);
    expect(explainEvent(asks, '{"n":9007199254740993}').matches).toBe(true);
  });

  it.each([
    ['[{"numeric":[">",0,"<=",5]}]', '> 0 and <= 5'],
    ['[{"numeric":["=",300]}]', '= 300'],
    ['[{"numeric":["<",7]}]', '< 7'],
    ['[{"suffix":".png"}]', 'ends with ".png"'],
    ['[{"wildcard":"a*"}]', 'like "a*"'],
    ['[{"cidr":"10.0.0.0/8"}]', 'an address in 10.0.0.0/8'],
    ['[{"equals-ignore-case":"Q"}]', '"Q" in any case'],
    ['[{"prefix":{"equals-ignore-case":"Q"}}]', 'starts with "Q" in any case'],
    ['[{"anything-but":["a","b"]}]', 'anything but "a" or "b"'],
    ['[{"anything-but":{"prefix":["a","b"]}}]', 'anything but what starts with "a" or "b"'],
    ['[{"anything-but":[1]}]', 'anything but 1'],
  ])('says %s as %s', (clauses, said) => {
    expect(explainEvent(parseEventPattern(`{"x":${clauses}}`), {}).decided?.wanted).toEqual([said]);
  });
});
