import { type EventPattern, matchesEvent } from '../event-pattern/index.ts';
import { eventOfKind } from './bus.ts';
import { kindFields, type RecordKind } from './kind.ts';

/** The fields of an event that a record's kind tells. */
const known: ReadonlySet<string> = new Set([
  'detail-type',
  'source',
  'account',
  'region',
  ...kindFields.map((field) => `detail.${field}`),
]);

/**
 * Tells from a record's kind alone that no event pattern can match it, which holds for almost every record: what the patterns ask of
 * other fields is taken as given.
 */
export class Candidates {
  readonly #patterns: readonly EventPattern[];

  constructor(patterns: readonly EventPattern[]) {
    this.#patterns = patterns.map(({ text, branches }) => ({
      text,
      branches: branches.map((branch) => branch.filter(({ path }) => known.has(path))),
    }));
  }

  /** Could some pattern match an event of this kind? */
  has(kind: RecordKind): boolean {
    const event = eventOfKind(kind);
    return this.#patterns.some(
      (pattern) => pattern.branches.some((branch) => branch.length === 0) || matchesEvent(pattern, event),
    );
  }
}
