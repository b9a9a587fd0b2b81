import { z } from 'zod';
import { nearest } from '../core/names/nearest.ts';
import type { Settings } from './settings/model.ts';
import { settingsSchema } from './settings/schema.ts';

export type {
  AgentSetting,
  Forwarding,
  FrameworkId,
  ManagedRuleSetting,
  Pack,
  Recording,
  Remediation,
  RuleSetting,
  Settings,
} from './settings/model.ts';

/** Settings as a file writes them: what is left out has its default. */
export type SettingsInput = Frozen<z.input<typeof settingsSchema>>;

type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

/** Thrown when settings cannot hold: the message names the setting at fault. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * The settings of a deploy, whole.
 *
 * @example
 * export default defineSettings({ homeRegion: 'ap-northeast-2', emails: ['security@example.com'] });
 *
 * @throws SettingsError naming the setting at fault; for a name that is none, the one that may have been meant
 */
export function defineSettings(input: SettingsInput): Settings {
  const read = settingsSchema.safeParse(input);
  if (read.success) return read.data;
  throw new SettingsError(read.error.issues.map(said).join('; '));
}

export const defaultSettings: Settings = defineSettings({});

/**
 * What an engine of one's own gets unless it is told: what costs no seconds where a week is played in a few. An account's settings are
 * the defaults; an engine takes them too, from a file.
 */
export const engineSettings: Settings = defineSettings({
  audit: false,
  history: false,
  reports: false,
  tellCompliance: 'catalogue',
});

type Issue = z.core.$ZodIssue;

function said(issue: Issue): string {
  const inner = issue.code === 'invalid_union' ? nearestBranch(issue.errors) : undefined;
  if (inner) return inner.map((each) => said({ ...each, path: [...issue.path, ...each.path] })).join('; ');
  const where = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return `settings: ${where.join('.') || 'all of it'}: ${issue.message}`;
  const [key = ''] = issue.keys;
  const meant = nearest(key, keysAt(settingsSchema, where));
  return `settings: ${[...where, key].join('.')} is no setting${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

/** Of the forms a value may have, the one that was meant: that of its own kind, and of them the one that knows its names. */
function nearestBranch(branches: readonly Issue[][]): Issue[] | undefined {
  const ofKind = branches.filter((issues) =>
    issues.some(({ code, path }) => code === 'unrecognized_keys' || path.length > 0),
  );
  const knowsNames = (issues: Issue[]) =>
    !issues.some(({ code, path }) => code === 'unrecognized_keys' && path.length === 0);
  return ofKind.find(knowsNames) ?? ofKind[0];
}

/** The names there are at a path of the schema. */
function keysAt(schema: z.core.$ZodType, path: readonly string[]): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return keysAt(schema.def.innerType, path);
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysAt(option, path));
  const [first, ...rest] = path;
  if (schema instanceof z.ZodArray) return first === undefined ? [] : keysAt(schema.element, rest);
  if (schema instanceof z.ZodRecord) return first === undefined ? [] : keysAt(schema.valueType, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  if (first === undefined) return Object.keys(schema.shape);
  const member = schema.shape[first];
  return member === undefined ? [] : keysAt(member, rest);
}
