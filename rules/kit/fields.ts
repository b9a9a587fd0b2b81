import { nearest } from '../../core/names/nearest.ts';
import { RuleError } from './errors.ts';

/** The fields every rule has. */
export const textFields = { id: true, title: true, severity: true, why: true, respond: true, controls: true } as const;

/**
 * Refuses fields that nobody reads: one that is misspelt would leave its default standing, unseen.
 * @param known what may be given; a record, so that a type's fields can be held to it
 * @throws RuleError naming the first, and what may have been meant
 */
export function assertFields(where: string, given: object, known: Readonly<Record<string, true>>): void {
  const strange = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (strange === undefined) return;
  const meant = nearest(strange, Object.keys(known));
  const others = Object.keys(known).join(', ');
  throw new RuleError(`${where}: ${strange} is no field; ${meant ? `did you mean ${meant}?` : `there are ${others}`}`);
}
