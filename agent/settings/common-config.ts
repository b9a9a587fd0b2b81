import { parse, TomlError } from 'smol-toml';
import { AgentSettingsError } from '../errors.ts';
import { didYouMean } from './did-you-mean.ts';
import { parseIni } from './ini.ts';
import type { CommonSettings } from './model.ts';

const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  credentials: ['shared_credential_profile', 'shared_credential_file'],
  proxy: ['http_proxy', 'https_proxy', 'no_proxy'],
  ssl: ['ca_bundle_path'],
  imds: ['imds_retries'],
};

/**
 * Reads the unified agent's common-config.toml.
 * @throws AgentSettingsError with the line at fault
 */
export function readCommonConfig(text: string, file: string): CommonSettings {
  const fail = (key: string, message: string): never => {
    const line = text.split('\n').findIndex((each) => each.includes(key)) + 1;
    throw new AgentSettingsError([{ file, line: Math.max(1, line), message }]);
  };
  let document: Record<string, unknown>;
  try {
    document = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new AgentSettingsError([{ file, line: error.line, message: `not TOML: ${error.message.split('\n')[0]}` }]);
  }
  for (const [section, values] of Object.entries(document)) {
    const known = SECTIONS[section];
    if (!known) return fail(section, `an unknown section [${section}]${didYouMean(section, Object.keys(SECTIONS))}`);
    if (typeof values !== 'object' || values === null) return fail(section, `${section} must be a section`);
    for (const key of Object.keys(values)) {
      if (!known.includes(key)) fail(key, `[${section}] has an unknown key "${key}"${didYouMean(key, known)}`);
    }
  }
  const text_ = (section: string, key: string): string | undefined => {
    const value = (document[section] as Record<string, unknown> | undefined)?.[key];
    if (value !== undefined && typeof value !== 'string') return fail(key, `[${section}] ${key} must be a text`);
    return value === '' ? undefined : value;
  };
  const retries = (document.imds as Record<string, unknown> | undefined)?.imds_retries ?? 1;
  if (typeof retries !== 'number' || !Number.isInteger(retries) || retries < 0) {
    return fail('imds_retries', '[imds] imds_retries must be a whole number');
  }
  return {
    profile: text_('credentials', 'shared_credential_profile'),
    credentialsFile: text_('credentials', 'shared_credential_file'),
    httpProxy: text_('proxy', 'http_proxy'),
    httpsProxy: text_('proxy', 'https_proxy'),
    noProxy: text_('proxy', 'no_proxy'),
    caBundle: text_('ssl', 'ca_bundle_path'),
    imdsRetries: retries,
  };
}

/** Reads the old agent's awscli.conf: the region, and access keys where somebody put them there. */
export function readAwscliConf(text: string, file: string): { region: string | undefined; hasKeys: boolean } {
  const options = parseIni(text, file).find(({ name }) => name === 'default')?.options;
  return { region: options?.get('region')?.value, hasKeys: options?.has('aws_access_key_id') ?? false };
}

/** Reads the old agent's proxy.conf: `HTTP_PROXY=...` lines. */
export function readProxyConf(text: string): Pick<CommonSettings, 'httpProxy' | 'httpsProxy' | 'noProxy'> {
  const value = (name: string) =>
    new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*(\\S+)`, 'im').exec(text)?.[1];
  return { httpProxy: value('HTTP_PROXY'), httpsProxy: value('HTTPS_PROXY'), noProxy: value('NO_PROXY') };
}
