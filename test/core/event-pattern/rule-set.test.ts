import { describe, expect, it } from 'vitest';
import { matchesEvent, parseEventPattern, RuleSet } from '../../../core/event-pattern/index.ts';

function given(patterns: Record<string, string>, options?: { stopEarly?: boolean }): RuleSet<string> {
  const set = new RuleSet<string>(options);
  for (const [id, pattern] of Object.entries(patterns)) set.add(id, parseEventPattern(pattern));
  return set;
}

describe('a rule set', () => {
  it('names the rules an event matches, each once', () => {
    const set = given({
      created: '{"detail":{"eventName":["CreateUser"]}}',
      either: '{"$or":[{"source":["aws.iam"]},{"detail":{"eventName":["CreateUser"]}}]}',
      other: '{"source":["aws.s3"]}',
    });
    const event = { source: 'aws.iam', detail: { eventName: 'CreateUser' } };
    expect(set.match(event).sort()).toEqual(['created', 'either']);
    expect(set.match(JSON.stringify(event)).sort()).toEqual(['created', 'either']);
    expect(set.match(Buffer.from(JSON.stringify(event))).sort()).toEqual(['created', 'either']);
  });

  it('takes rules in and out between events, one under each id', () => {
    const set = given({ rule: '{"a":[1]}' });
    expect(set.match('{"a":1}')).toEqual(['rule']);
    set.add('rule', parseEventPattern('{"a":[2]}'));
    expect(set.match('{"a":1}')).toEqual([]);
    set.delete('rule');
    expect(set.match('{"a":2}')).toEqual([]);
    expect(set.size).toBe(0);
  });

  it('lets the last of several values of one name count', () => {
    const set = given({ one: '{"a":[1]}', two: '{"a":[2]}', none: '{"a":[{"exists":false}]}' });
    expect(set.match('{"a":1,"a":2}')).toEqual(['two']);
    expect(set.match('{"a":1,"\\u0061":{"b":1}}')).toEqual(['none']);
  });

  it('keeps numbers that a double would lose', () => {
    const set = given({ big: '{"n":[9007199254740993]}', near: '{"n":[9007199254740992]}' });
    expect(set.match('{"n":9007199254740993}')).toEqual(['big']);
    expect(set.match('{"n":9007199254740992}')).toEqual(['near']);
    expect(set.match('{"a":0,"a":1,"n":9007199254740993}')).toEqual(['big']);
  });

  it('decides numbers at the very edge of a range', () => {
    const set = given({
      below: '{"n":[{"numeric":["<",-122.41600944012424]}]}',
      at: '{"n":[{"numeric":["=",-122.41600944012424]}]}',
    });
    expect(set.match('{"n":-122.41600944012424}')).toEqual(['at']);
    expect(set.match('{"n":-122.4160094401243}')).toEqual(['below']);
    expect(set.match('{"n":-122.4160094401242}')).toEqual([]);
    expect(set.match('{"n":-122.416009440124255}'), 'no double says this').toEqual([]);
  });

  it('matches fields of one array element together, and absence within it', () => {
    const set = given({
      both: '{"d":{"a":[1],"b":[2]}}',
      alone: '{"d":{"a":[1],"b":[{"exists":false}]}}',
    });
    expect(set.match('{"d":[{"a":1},{"b":2}]}')).toEqual(['alone']);
    expect(set.match('{"d":[{"a":1,"b":2},{"a":3}]}')).toEqual(['both']);
    expect(set.match('{"d":{"a":1,"b":2}}')).toEqual(['both']);
  });

  it.each([
    '[]',
    '"a"',
    '',
    '{',
    '{"a',
    '{"a"',
    '{"a":',
    '{"a":"',
    '{"a":"\\',
    '{"a":[',
    '{"a":[1',
    '{"b":[[',
    '{"b":"\\',
    '{"b":{"c":"',
    '{"b',
    '{"\\',
    'null',
    '{"a":}',
  ])('matches nothing in %j, and comes to an end', (text) => {
    expect(given({ rule: '{"a":[1]}' }).match(text)).toEqual([]);
  });

  it('gives up on arrays nested deeper than AWS reads', () => {
    const deep = (depth: number) => `{"a":${'['.repeat(depth)}1${']'.repeat(depth)}}`;
    const set = given({ rule: '{"a":[1]}' });
    expect(set.match(deep(900))).toEqual(['rule']);
    expect(set.match(deep(100_000))).toEqual([]);
    expect(set.match(JSON.parse(deep(3000)) as object)).toEqual([]);
    const pattern = parseEventPattern('{"a":[1]}');
    expect(matchesEvent(pattern, deep(900))).toBe(true);
    expect(matchesEvent(pattern, deep(100_000))).toBe(false);
    expect(matchesEvent(pattern, `{"n":1e5,"b":${'['.repeat(100_000)}${']'.repeat(100_000)},"a":1}`)).toBe(false);
    expect(matchesEvent(pattern, `{"n":1e5,"a":${'['.repeat(900)}1${']'.repeat(900)}}`)).toBe(true);
  });

  it('reads texts of any length and any characters', () => {
    const set = given({ rule: '{"é":["🚀"]}' });
    expect(set.match(JSON.stringify({ pad: '한'.repeat(100_000), é: '🚀' }))).toEqual(['rule']);
    expect(set.match('{"é":"🚀"}')).toEqual(['rule']);
    expect(set.match('{"\\u00e9":"\\ud83d\\ude80"}')).toEqual(['rule']);
  });

  it('may stop where everything is found, and then does not look behind it', () => {
    const set = given({ rule: '{"a":["x"],"d":{"b":[1]}}' }, { stopEarly: true });
    expect(set.match('{"a":"x","d":{"b":1,"c":2},"e":this is never read')).toEqual(['rule']);
    expect(set.match('{"d":{"b":2},"a":"x"}')).toEqual([]);
    expect(set.match('{"d":[{"b":2},{"b":1}],"a":"x"}')).toEqual(['rule']);
  });
});
