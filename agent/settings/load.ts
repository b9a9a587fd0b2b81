import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { systemReason } from '../../core/faults/system-reason.ts';
import { AgentError, AgentSettingsError } from '../errors.ts';
import { readAwslogs } from './awslogs.ts';
import { readAwscliConf, readCommonConfig, readProxyConf } from './common-config.ts';
import type { AgentSettings, CommonSettings, GeneralSettings } from './model.ts';
import { noCommon } from './model.ts';
import { type NamedText, readUnified } from './unified.ts';
import { unusable } from './usable.ts';

/** Settings, and what was found beside them. */
export interface Loaded {
  readonly settings: AgentSettings;
  /** The old agent's state file, where an awslogs.conf names one. */
  readonly awslogsState: string | undefined;
}

/** Fetches the text of `ssm:NAME`. */
export type Fetch = (name: string) => Promise<string>;

/**
 * Reads what `--config` names: an awslogs.conf, unified agent JSON files, a folder of them, `ssm:NAME`, and common-config.toml among them.
 * @throws AgentSettingsError for settings that are wrong, AgentError for files that cannot be read
 */
export async function loadSettings(sources: readonly string[], fetch: Fetch): Promise<Loaded> {
  const texts: NamedText[] = [];
  for (const source of sources) {
    if (source.startsWith('ssm:')) texts.push({ file: source, text: await fetch(source.slice(4)) });
    else texts.push(...filesOf(source).map((file) => ({ file, text: readText(file) })));
  }
  return settingsFrom(texts);
}

/**
 * Settings from texts, told apart by what is in them.
 * @throws AgentSettingsError
 */
export function settingsFrom(texts: readonly NamedText[]): Loaded {
  const loaded = read(texts);
  const faults = unusable(loaded.settings);
  if (faults.length > 0) throw new AgentSettingsError(faults);
  return loaded;
}

function read(texts: readonly NamedText[]): Loaded {
  const json = texts.filter(({ text }) => looksLikeJson(text));
  const toml = texts.filter(({ file }) => file.endsWith('.toml'));
  const ini = texts.filter((each) => !json.includes(each) && !toml.includes(each));
  if (ini.length > 1 || (ini.length === 1 && json.length > 0)) {
    const extra = ini.at(-1)!;
    throw new AgentSettingsError([
      { file: extra.file, line: 1, message: 'one awslogs.conf, or unified agent JSON, not both' },
    ]);
  }
  if (ini.length === 0 && json.length === 0)
    throw new AgentError('no settings: --config names neither JSON nor an awslogs.conf');
  const written = toml.map(({ file, text }) => readCommonConfig(text, file)).at(-1);
  if (ini[0]) return fromAwslogs(ini[0], written);
  const nearest = json.find(({ file }) => !file.startsWith('ssm:'))?.file;
  const common = written ?? (nearest ? commonBeside(path.dirname(nearest)) : undefined) ?? noCommon;
  return { settings: { ...readUnified(json), common }, awslogsState: undefined };
}

function fromAwslogs({ file, text }: NamedText, written: CommonSettings | undefined): Loaded {
  const { logs, stateFile, warnings } = readAwslogs(text, file);
  const folder = path.dirname(file);
  const awscli = optional(path.join(folder, 'awscli.conf'));
  const proxy = optional(path.join(folder, 'proxy.conf'));
  const cli = awscli === undefined ? undefined : readAwscliConf(awscli, path.join(folder, 'awscli.conf'));
  const common: CommonSettings = {
    ...(written ?? noCommon),
    ...(proxy === undefined ? {} : readProxyConf(proxy)),
    ...(cli?.hasKeys ? { profile: 'default', credentialsFile: path.join(folder, 'awscli.conf') } : {}),
  };
  const agent: GeneralSettings = {
    interval: 60,
    logFile: undefined,
    region: cli?.region,
    debug: false,
    roleArn: undefined,
    omitHostname: false,
    runAsUser: undefined,
    stateFolder: undefined,
  };
  const settings = { agent, common, logs, metrics: undefined, scripts: undefined, skipped: [], warnings };
  return { settings, awslogsState: stateFile };
}

function commonBeside(folder: string): CommonSettings | undefined {
  const file = path.join(folder, 'common-config.toml');
  const text = optional(file);
  return text === undefined ? undefined : readCommonConfig(text, file);
}

const looksLikeJson = (text: string): boolean => /^\uFEFF?\s*[{]/.test(text);

/** The file, or those of a folder, in the order of their names. */
function filesOf(source: string): string[] {
  try {
    const stat = statSync(source, { throwIfNoEntry: false });
    if (!stat) throw new AgentError(`${source}: there is no such file`);
    if (!stat.isDirectory()) return [source];
    return (
      readdirSync(source)
        .filter((name) => !name.startsWith('.') && !name.endsWith('.tmp'))
        .sort()
        .map((name) => path.join(source, name))
        // A link to nothing is named when it is read.
        .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? true)
    );
  } catch (error) {
    if (error instanceof AgentError) throw error;
    throw new AgentError(`${source}: cannot be read (${systemReason(error)})`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new AgentError(`${file}: cannot be read (${systemReason(error)})`);
  }
}

function optional(file: string): string | undefined {
  return existsSync(file) ? readText(file) : undefined;
}
