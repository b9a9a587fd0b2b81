import { busSource } from '../cloudtrail/index.ts';
import { type EventPattern, matchesEvent } from '../event-pattern/index.ts';
import { detailTypeOf } from './bus.ts';
import type { SimulatedRecord } from './record.ts';

/** What is known of an event before its record is read. */
const known: ReadonlySet<string> = new Set([
  'source',
  'detail-type',
  'detail.eventSource',
  'detail.eventName',
  'detail.userIdentity.type',
]);

/**
 * Tells from a record's service, action and kind of caller alone that no pattern can match it, which holds for almost every record: a pattern's other
 * fields are taken as matching. Answers are remembered by those; an account has some hundreds of them.
 */
export class Candidates {
  readonly #patterns: readonly EventPattern[];
  readonly #answers = new Map<string, Map<string, boolean>>();

  constructor(patterns: readonly EventPattern[]) {
    this.#patterns = patterns.map(({ text, branches }) => ({
      text,
      branches: branches.map((branch) => branch.filter(({ path }) => known.has(path))),
    }));
  }

  /** Could some pattern match the record's event? */
  has(record: SimulatedRecord): boolean {
    let byName = this.#answers.get(record.eventSource);
    if (byName === undefined) {
      byName = new Map();
      this.#answers.set(record.eventSource, byName);
    }
    const key = `${record.eventName} ${record.userType} ${record.eventType}`;
    let answer = byName.get(key);
    if (answer === undefined) {
      answer = this.#ask(record);
      byName.set(key, answer);
    }
    return answer;
  }

  #ask({ eventSource, eventName, eventType, userType }: SimulatedRecord): boolean {
    const event = {
      source: busSource(eventSource),
      'detail-type': detailTypeOf(eventType),
      detail: { eventSource, eventName, ...(userType !== '' && { userIdentity: { type: userType } }) },
    };
    return this.#patterns.some(
      (pattern) => pattern.branches.some((branch) => branch.length === 0) || matchesEvent(pattern, event),
    );
  }
}
