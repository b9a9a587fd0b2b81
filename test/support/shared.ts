import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Public data nobody on this project wrote, kept beside the checkout and not part of it. A test that needs it runs under
 * `describe.skipIf(!sharedData)` and so says, on a clone without it, that it was skipped.
 */
const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

export const sharedData = existsSync(folder);

/** The path of one of its files: `sharedPath('cloudtrail/cis-expected-hits.json')`. */
export const sharedPath = (name: string) => `${folder}${name}`;

/** One of its JSON files, parsed. */
export const sharedJson = <T>(name: string): T => JSON.parse(readFileSync(sharedPath(name), 'utf8')) as T;
