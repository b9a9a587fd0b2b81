import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { defaultSettings, engineSettings, type Settings } from '../infra/settings.ts';
import { UsageError } from './errors.ts';
import { loadSettings } from './load-settings.ts';

export interface SettingsFlags {
  readonly config?: string;
  readonly region?: string;
  readonly notify?: readonly string[];
  readonly lang?: string;
}

/** The file `plan` and `apply` read where there is one. */
const FILE = 'trailkeeper.config.ts';

/** The flags every command that plans takes. They go before what a file says. */
export const settingsOptions = (command: Command): Command =>
  command
    .option('--config <file>', 'settings of the deploy, as in trailkeeper.config.ts')
    .option(
      '--region <region>',
      `home region: where alerts, alarms and the trail live (default: "${defaultSettings.homeRegion}")`,
    )
    .option('--notify <address...>', 'who is written to')
    .option('--lang <en|ko|both>', `the language of messages (default: "${defaultSettings.language}")`);

/**
 * The settings of a deploy: of `--config`, else of `trailkeeper.config.ts` here, else the defaults.
 * @throws UsageError naming the flag, or SettingsError naming the setting, at fault
 */
export async function settingsOfDeploy(flags: SettingsFlags): Promise<Settings> {
  const file = flags.config ?? (existsSync(FILE) ? FILE : undefined);
  return settingsFrom(flags, file === undefined ? defaultSettings : await loadSettings(file));
}

/** Who is written to in an engine, where a mail is a file unless `--smtp` says otherwise. */
const ENGINE_ADDRESS = 'security@example.com';

/**
 * The settings of an engine of one's own: of `--config`, else what costs no seconds; with an address to show mails by.
 * @throws UsageError, SettingsError
 */
export async function settingsOfEngine(flags: SettingsFlags): Promise<Settings> {
  const base = flags.config === undefined ? engineSettings : await loadSettings(flags.config);
  const settings = settingsFrom(flags, base);
  return settings.emails.length > 0 ? settings : { ...settings, emails: [ENGINE_ADDRESS] };
}

function settingsFrom({ region, notify, lang }: SettingsFlags, base: Settings): Settings {
  assertRegion(region);
  const wrong = notify?.find((address) => !/^[^\s@<>]+@[^\s@<>]+$/.test(address));
  if (wrong !== undefined) throw new UsageError(`--notify: ${wrong} is not a mail address`);
  if (lang !== undefined && lang !== 'en' && lang !== 'ko' && lang !== 'both') {
    throw new UsageError(`--lang: ${lang} is not en, ko or both`);
  }
  return {
    ...base,
    ...(region !== undefined && { homeRegion: region }),
    ...(notify !== undefined && { emails: notify }),
    ...(lang !== undefined && { language: lang }),
  };
}

/** @throws UsageError for what no region is called */
export function assertRegion(region: string | undefined): void {
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new UsageError(`--region: ${region} is not a region's name`);
  }
}
