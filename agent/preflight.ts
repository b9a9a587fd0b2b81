import { accessSync, constants } from 'node:fs';
import type { Instance } from './host/instance.ts';
import { expand } from './logs/glob.ts';
import type { AgentSettings } from './settings/model.ts';

/** Something that would keep the agent from its work, and what to do about it. */
export interface Finding {
  readonly about: string;
  readonly message: string;
}

/** Asks for credentials as the agent would. */
export type Credentials = () => Promise<unknown>;

const PATIENCE = 5_000;

/** Looks ahead: files that can be read, a region, credentials, a folder for state. */
export async function preflight(
  settings: AgentSettings,
  instance: Instance,
  region: string | undefined,
  credentials: Credentials,
  stateFolder: string,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { glob } of settings.logs?.files ?? []) {
    const found = expand(glob);
    if (found.length === 0) findings.push({ about: glob, message: 'no file matches yet; the agent waits for one' });
    for (const { path } of found) {
      if (allowed(path, constants.R_OK)) continue;
      findings.push({
        about: path,
        message: `cannot be read; allow it with: setfacl -m u:trailkeeper-agent:r ${path}`,
      });
    }
  }
  if (!region && !instance.region) {
    findings.push({ about: 'region', message: 'is not known: say it in the settings, or set AWS_REGION' });
  } else {
    const why = await missing(credentials);
    if (why) findings.push({ about: 'credentials', message: `${why}; give the host a role, or set an access key` });
  }
  if (!writable(stateFolder))
    findings.push({ about: stateFolder, message: 'offsets cannot be kept there; use --state' });
  return findings;
}

/** Whether the folder, or the nearest one above it that is there, can be written. */
function writable(folder: string): boolean {
  for (let at = folder; ; at = at.slice(0, at.lastIndexOf('/')) || '/') {
    if (allowed(at, constants.F_OK)) return allowed(at, constants.W_OK);
    if (at === '/' || !at.includes('/')) return allowed('.', constants.W_OK);
  }
}

function allowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    // That it is not allowed, or not there, is the answer.
    return false;
  }
}

async function missing(credentials: Credentials): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, 'nothing gave any within 5 s');
  });
  try {
    return await Promise.race([credentials().then(() => undefined), late]);
  } catch (error) {
    return (error as Error).message;
  } finally {
    clearTimeout(timer);
  }
}
