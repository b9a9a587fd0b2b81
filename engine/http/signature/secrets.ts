import { readFileSync } from 'node:fs';
import { EngineStartError } from '../../errors.ts';

/** Finds the secret that belongs to an access key; undefined when nobody has that key. */
export type Secrets = (accessKeyId: string) => string | undefined;

const FORM = 'write {"ACCESS_KEY_ID": "SECRET", ...}';

/**
 * Reads the file of `--auth`: a JSON object of access key ids and their secrets, `{"AKIAEXAMPLE": "secret"}`.
 * @throws EngineStartError naming the file when it cannot be used
 */
export function readSecrets(file: string): Secrets {
  const secrets = new Map(Object.entries(parse(file)));
  for (const [id, secret] of secrets) {
    if (typeof secret !== 'string' || secret === '') {
      throw new EngineStartError(`${file}: the secret of ${id} is no text; ${FORM}`);
    }
  }
  if (secrets.size === 0) throw new EngineStartError(`${file} has no access key; ${FORM}`);
  return (accessKeyId) => secrets.get(accessKeyId) as string | undefined;
}

function parse(file: string): object {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineStartError(`the file of access keys ${file} cannot be read (${reason}); ${FORM}`, { cause });
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
  throw new EngineStartError(`${file} is no JSON object; ${FORM}`);
}
