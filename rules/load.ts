import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { firstLine, type RuleFile, ruleFiles } from './folder.ts';
import { isRule, type Rule, RuleFileError } from './kit/index.ts';

/** A rule and the file it came from, as seen from the working folder. */
export interface LoadedRule {
  readonly rule: Rule;
  readonly file: string;
}

/**
 * The rules of a folder, in the order of their files' names. A file exports its rules, by default or by name, singly or in an array, and
 * imports the kit as `trailkeeper/rules`. The files run in this process: `guard` finds out first what they do.
 * @throws RuleFileError for a folder that cannot be read, a file that throws, one without a rule, or an id used twice
 */
export async function loadRules(folder: string): Promise<readonly LoadedRule[]> {
  const loader = new RuleLoader();
  try {
    for (const file of await ruleFiles(folder)) await loader.load(file);
    return loader.loaded;
  } finally {
    loader.close();
  }
}

/** Loads files one by one, and knows whose ids are taken. */
export class RuleLoader {
  readonly loaded: LoadedRule[] = [];
  readonly #hooks = registerHooks({
    resolve: (name, context, next) => {
      if (name === kitName) return { url: kitUrl, shortCircuit: true };
      const found = next(name, context);
      return isSource(found.url) ? { ...found, format: 'module-typescript' } : found;
    },
  });

  close(): void {
    this.#hooks.deregister();
  }

  /** @throws RuleFileError for a file that throws, one without a rule, or an id used twice */
  async load({ path, file }: RuleFile): Promise<readonly LoadedRule[]> {
    const rules = (await rulesOf(path, file)).map((rule) => ({ rule, file }));
    const ids = new Map(this.loaded.map((each) => [each.rule.id, each.file]));
    for (const { rule } of rules) {
      const other = ids.get(rule.id);
      if (other !== undefined) {
        throw new RuleFileError(file, `the id "${rule.id}" is taken by ${other}`, 'give one of them another id');
      }
      ids.set(rule.id, file);
    }
    this.loaded.push(...rules);
    return rules;
  }
}

/** The name by which rules import the kit. It is found wherever their folder lies, also where nothing is installed. */
const kitName = 'trailkeeper/rules';
const kitUrl = new URL(import.meta.url.endsWith('.ts') ? './kit/index.ts' : './kit/index.js', import.meta.url).href;

/** Rules are modules, whatever the package.json above them says: `npm init` writes one that says otherwise. */
const isSource = (url: string): boolean => url.endsWith('.ts') && !url.includes('/node_modules/');

async function rulesOf(path: string, file: string): Promise<readonly Rule[]> {
  let exported: Record<string, unknown>;
  try {
    exported = await import(pathToFileURL(path).href);
  } catch (error) {
    throw new RuleFileError(file, thrown(error, path));
  }
  const rules = [...new Set(Object.values(exported).flat())].filter(isRule);
  if (rules.length === 0) {
    throw new RuleFileError(
      file,
      'exports no rule; export what defineAlert, defineMetricAlarm or defineConfigRule gives',
      'begin the name of a file without rules with _',
    );
  }
  return rules;
}

/** What a file threw, with its line where the stack has one; of the kit's own errors, which name rule and field, the message alone. */
function thrown(error: unknown, path: string): string {
  const line = error instanceof Error ? lineIn(error.stack ?? '', path) : undefined;
  const place = line === undefined ? '' : `line ${line}: `;
  const isRefusal = error instanceof Error && error.name === 'RuleError';
  return `${place}${isRefusal ? firstLine(error).replace('RuleError: ', '') : `throws ${firstLine(error)}`}`;
}

function lineIn(stack: string, path: string): string | undefined {
  for (const name of [path, pathToFileURL(path).href]) {
    const at = stack.indexOf(`${name}:`);
    const line = at < 0 ? undefined : /^\d+/.exec(stack.slice(at + name.length + 1));
    if (line) return line[0];
  }
  return undefined;
}
