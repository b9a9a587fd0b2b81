import { catalogue } from '../rules/catalogue.ts';
import { assertLoadable } from '../rules/guard/index.ts';
import { type LoadedRule, loadRules } from '../rules/load.ts';
import { UsageError } from './errors.ts';

/**
 * The rules of the folder `--rules` names; without it, the catalogue, whose rules have no file.
 * @throws UsageError for a folder without rules, RuleFileError for one with a file that cannot be used
 */
export async function rulesFrom(
  folder: string | undefined,
): Promise<readonly (Omit<LoadedRule, 'file'> & Partial<LoadedRule>)[]> {
  if (folder === undefined) return catalogue.map((rule) => ({ rule }));
  await assertLoadable(folder);
  const loaded = await loadRules(folder);
  if (loaded.length === 0) throw noRules(folder);
  return loaded;
}

export const noRules = (folder: string): UsageError =>
  new UsageError(`--rules: ${folder} holds no rule (files that end in .ts, .mts, .js or .mjs)`);
