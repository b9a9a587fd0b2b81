import type { Command } from 'commander';
import { defaultSettings, type Settings } from '../infra/settings.ts';
import { UsageError } from './errors.ts';

export interface SettingsFlags {
  readonly region: string;
  readonly notify: readonly string[];
  readonly lang: string;
}

/** The flags every command that plans takes. */
export const settingsOptions = (command: Command): Command =>
  command
    .option('--region <region>', 'home region: where alerts, alarms and the trail live', defaultSettings.homeRegion)
    .option('--notify <address...>', 'who is written to', [...defaultSettings.emails])
    .option('--lang <en|ko|both>', 'the language of messages', defaultSettings.language);

/** @throws UsageError naming the flag at fault */
export function settingsFrom({ region, notify, lang }: SettingsFlags): Settings {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) throw new UsageError(`--region: ${region} is not a region's name`);
  const wrong = notify.find((address) => !/^[^\s@<>]+@[^\s@<>]+$/.test(address));
  if (wrong !== undefined) throw new UsageError(`--notify: ${wrong} is not a mail address`);
  if (lang !== 'en' && lang !== 'ko' && lang !== 'both') throw new UsageError(`--lang: ${lang} is not en, ko or both`);
  return { ...defaultSettings, homeRegion: region, emails: notify, language: lang };
}
