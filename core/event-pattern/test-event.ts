import { TestEventError } from './errors.ts';
import { readEventText } from './event-text.ts';

/** What TestEventPattern demands of its event. */
const NEEDED = ['id', 'account', 'source', 'time', 'region', 'detail-type'] as const;

/**
 * Reads the event given to TestEventPattern.
 * @returns the event, to be matched
 * @throws TestEventError where it is not a JSON object with id, account, source, time, region and detail-type
 */
export function validateTestEvent(text: string): object {
  const event = readEventText(text);
  if (typeof event !== 'object' || event === null || Array.isArray(event)) throw new TestEventError();
  if (!NEEDED.every((name) => Object.hasOwn(event, name))) throw new TestEventError();
  return event;
}
