import { addresses } from './addresses.ts';
import { general } from './general.ts';
import type { Fn } from './kind.ts';
import { numbers } from './numbers.ts';
import { strings } from './strings.ts';

export type { Fn } from './kind.ts';

/**
 * The functions of the language, by their names in lower case. Those that know the query's own times (`bin`, `datefloor`, `dateceil`, `now`)
 * are in `compile.ts`, those of `stats` in `aggregates.ts`.
 * @see CloudWatch Logs guide, "Boolean, comparison, numeric, datetime, and other functions"
 */
export const functions: ReadonlyMap<string, Fn> = new Map(
  Object.entries({ ...numbers, ...strings, ...addresses, ...general }),
);
