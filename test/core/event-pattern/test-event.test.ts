import { describe, expect, it } from 'vitest';
import {
  matchesEvent,
  parseEventPattern,
  TestEventError,
  validateTestEvent,
} from '../../../core/event-pattern/index.ts';

const event = {
  id: '1',
  source: 's',
  'detail-type': 't',
  account: '123456789012',
  region: 'us-east-1',
  time: '2022-07-13T13:48:01Z',
};

describe('the event given to TestEventPattern', () => {
  it('is taken with its six fields, and matched', () => {
    const read = validateTestEvent(JSON.stringify({ ...event, detail: { n: 1 } }));
    expect(matchesEvent(parseEventPattern('{"detail":{"n":[1.0]}}'), read)).toBe(true);
  });

  it.each(Object.keys(event))('is refused without %s', (name) => {
    const { [name as keyof typeof event]: _, ...rest } = event;
    expect(() => validateTestEvent(JSON.stringify(rest))).toThrow(new TestEventError());
  });

  it.each(['[]', '"text"', 'null', '{', 'not json', ''])('is refused as %j', (text) => {
    expect(() => validateTestEvent(text)).toThrow('Parameter Event is not valid.');
  });
});
