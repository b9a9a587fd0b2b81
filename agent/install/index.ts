import { loadSettings } from '../settings/load.ts';
import { type InstallOptions, install } from './install.ts';

/**
 * Reads the settings first, so that nothing is installed that would not start.
 * @throws AgentError, AgentSettingsError
 */
export async function installAgent(options: Omit<InstallOptions, 'settings'>): Promise<string[]> {
  const never = () => Promise.reject(new Error('settings in SSM are read by the agent'));
  const loaded = options.files.length > 0 ? await loadSettings(options.files, never) : undefined;
  // Settings in SSM may name any group: only without them are the files the whole of it.
  return install({ ...options, settings: options.parameters.length > 0 ? undefined : loaded?.settings });
}
