import type { Languages } from '../../core/message/index.ts';

/** Thrown when a function is deployed without a setting it needs, or with one it does not know. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/** A setting without which the function cannot work. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new SettingError(`the environment variable ${name} is not set; deploy again with it`);
  return value;
}

/** The language of messages: `LANGUAGE`, English without it. */
export function language(): Languages {
  const value = process.env.LANGUAGE ?? 'en';
  if (value === 'en' || value === 'ko' || value === 'both') return value;
  throw new SettingError(`LANGUAGE is ${JSON.stringify(value)}; it must be en, ko or both`);
}

/** The reader's IANA time zone, `TIME_ZONE`; UTC without it. */
export const timeZone = (): string | undefined => process.env.TIME_ZONE || undefined;

/** The page messages link to, `CONSOLE_URL`; the AWS console without it. */
export const consoleUrl = (): string | undefined => process.env.CONSOLE_URL || undefined;
