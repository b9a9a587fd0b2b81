import { readdir } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isRule, type Rule, RuleFileError } from './kit/index.ts';

/** A rule and the file it came from, as seen from the working folder. */
export interface LoadedRule {
  readonly rule: Rule;
  readonly file: string;
}

/**
 * The rules of a folder and the folders in it, in the order of their files' names. A file exports its rules, by default or by
 * name, singly or in an array, and imports the kit as `trailkeeper/rules`. Files that begin with `_` or `.` are helpers, and tests and type declarations are left out.
 * @throws RuleFileError for a folder that cannot be read, a file that throws, one without a rule, or an id used twice
 */
export async function loadRules(folder: string): Promise<readonly LoadedRule[]> {
  const hooks = registerHooks({
    resolve: (name, context, next) => {
      if (name === kitName) return { url: kitUrl, shortCircuit: true };
      const found = next(name, context);
      return isSource(found.url) ? { ...found, format: 'module-typescript' } : found;
    },
  });
  try {
    return await loadAll(folder);
  } finally {
    hooks.deregister();
  }
}

/** The name by which rules import the kit. It is found wherever their folder lies, also where nothing is installed. */
const kitName = 'trailkeeper/rules';
const kitUrl = new URL(import.meta.url.endsWith('.ts') ? './kit/index.ts' : './kit/index.js', import.meta.url).href;

/** Rules are modules, whatever the package.json above them says: `npm init` writes one that says otherwise. */
const isSource = (url: string): boolean => url.endsWith('.ts') && !url.includes('/node_modules/');

async function loadAll(folder: string): Promise<readonly LoadedRule[]> {
  const loaded: LoadedRule[] = [];
  const fileById = new Map<string, string>();
  for (const path of await ruleFiles(folder)) {
    const file = shown(path);
    for (const rule of await rulesOf(path, file)) {
      const other = fileById.get(rule.id);
      if (other !== undefined) throw new RuleFileError(file, `the id "${rule.id}" is taken by ${other}`);
      fileById.set(rule.id, file);
      loaded.push({ rule, file });
    }
  }
  return loaded;
}

/** From the working folder when the file lies in it, else the whole path. */
const shown = (path: string): string => {
  const here = relative('.', path);
  return here.startsWith('..') ? path : here;
};

const isRuleFile = (name: string): boolean =>
  /\.m?[jt]s$/.test(name) && !/^[_.]/.test(name) && !/\.(test|spec|d)\.m?[jt]s$/.test(name);

async function ruleFiles(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const found = await Promise.all(
      entries
        .filter((entry) => entry.name !== 'node_modules' && !entry.name.startsWith('.'))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((entry) => {
          const path = resolve(join(folder, entry.name));
          if (entry.isDirectory()) return ruleFiles(path);
          return isRuleFile(entry.name) ? [path] : [];
        }),
    );
    return found.flat();
  } catch (error) {
    if (error instanceof RuleFileError) throw error;
    throw new RuleFileError(folder, `cannot be read: ${firstLine(error)}`);
  }
}

async function rulesOf(path: string, file: string): Promise<readonly Rule[]> {
  let exported: Record<string, unknown>;
  try {
    exported = await import(pathToFileURL(path).href);
  } catch (error) {
    throw new RuleFileError(file, `throws ${firstLine(error)}`);
  }
  const rules = [...new Set(Object.values(exported).flat())].filter(isRule);
  if (rules.length === 0) {
    throw new RuleFileError(
      file,
      'exports no rule; export what defineAlert, defineMetricAlarm or defineConfigRule gives',
    );
  }
  return rules;
}

/** An error as one line: its kind and the first line of what it says. */
function firstLine(error: unknown): string {
  const [line = ''] = String(error instanceof Error ? `${error.name}: ${error.message}` : error).split('\n');
  return line;
}
