import { logsClient, regionOf, ssmClient } from './delivery/client.ts';
import { findInstance } from './host/instance.ts';
import { type Policy, policyFor } from './install/policy.ts';
import { type Finding, preflight } from './preflight.ts';
import { usualStateFolder } from './run.ts';
import { fetchParameter } from './settings/central.ts';
import { loadSettings } from './settings/load.ts';
import { type AgentSettings, noCommon } from './settings/model.ts';

/** Settings resolved, and what a look at the host showed. */
export interface Checked {
  readonly settings: AgentSettings;
  readonly findings: readonly Finding[];
  /** What the agent needs in AWS. */
  readonly policy: Policy;
}

/**
 * Resolves settings and looks ahead.
 * @throws AgentSettingsError for settings that are wrong
 */
export async function checkAgent(sources: readonly string[], stateFolder: string | undefined): Promise<Checked> {
  const fetch = async (name: string) => fetchParameter(await ssmClient({ region: undefined, common: noCommon }), name);
  const { settings } = await loadSettings(sources, fetch);
  const instance = await findInstance(0);
  const region = regionOf(settings) ?? instance.region;
  const client = logsClient({ region, common: settings.common });
  const folder = stateFolder ?? settings.agent.stateFolder ?? usualStateFolder();
  const findings = await preflight(settings, instance, region, () => client.config.credentials(), folder);
  const parameters = sources.filter((source) => source.startsWith('ssm:')).map((source) => source.slice(4));
  return { settings, findings, policy: policyFor(settings, parameters) };
}
