import { catalogue } from '../rules/catalogue.ts';
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
  const loaded = await loadRules(folder);
  if (loaded.length === 0)
    throw new UsageError(`--rules: ${folder} holds no rule (files that end in .ts, .mts, .js or .mjs)`);
  return loaded;
}
