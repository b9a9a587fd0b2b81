import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemReason } from '../core/faults/system-reason.ts';
import { defineSettings, type Settings, SettingsError, type SettingsInput } from '../infra/settings.ts';
import { UsageError } from './errors.ts';

/** The name by which a settings file imports `defineSettings`, wherever it lies. */
const NAME = 'trailkeeper/settings';
const here = new URL(
  import.meta.url.endsWith('.ts') ? '../infra/settings.ts' : '../infra/settings.js',
  import.meta.url,
);

/**
 * The settings a file exports by default, whole or as `defineSettings` takes them.
 * @throws SettingsError naming the file and the setting at fault, UsageError for a file that is none
 */
export async function loadSettings(file: string): Promise<Settings> {
  const hooks = registerHooks({
    resolve: (name, context, next) => {
      if (name === NAME) return { url: here.href, shortCircuit: true };
      const found = next(name, context);
      const isSource = found.url.endsWith('.ts') && !found.url.includes('/node_modules/');
      return isSource ? { ...found, format: 'module-typescript' } : found;
    },
  });
  if (!existsSync(file)) throw new UsageError(`--config: ${file}: no such file`);
  let exported: { default?: SettingsInput };
  try {
    exported = (await import(pathToFileURL(path.resolve(file)).href)) as typeof exported;
  } catch (error) {
    // A file may import another copy of the settings' module: its errors have the name only.
    if (error instanceof Error && error.name === 'SettingsError') throw new SettingsError(`${file}: ${error.message}`);
    throw new UsageError(`--config: ${file} cannot be read: ${systemReason(firstLine(error))}`);
  } finally {
    hooks.deregister();
  }
  if (exported.default === undefined) throw new UsageError(`--config: ${file} exports no settings by default`);
  try {
    return defineSettings(exported.default);
  } catch (error) {
    throw error instanceof SettingsError ? new SettingsError(`${file}: ${error.message}`) : error;
  }
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
