import type { DeliveryStream } from './model.ts';

const EXPRESSION = /!\{([^:{}]*):([^{}]*)\}/g;
const KNOWN = /^(?:yyyy|MM|dd|HH|mm|ss|'[^']*'|[^A-Za-z'])+$/;

/** Thrown for a prefix with an expression that is not evaluated here; the message names it. */
export class PrefixError extends Error {
  override readonly name = 'PrefixError';
}

/** An expression only the prefix of what failed may have, and must have where it has any. */
const ERROR_TYPE = '!{firehose:error-output-type}';

export const hasExpressions = (prefix: string): boolean => prefix.search(EXPRESSION) !== -1;

/** Whether a prefix for what failed says where its kinds go, as it must where it has expressions. */
export const tellsErrorType = (prefix: string): boolean => !hasExpressions(prefix) || prefix.includes(ERROR_TYPE);

/**
 * @param ofErrors whether it is the prefix of what failed
 * @throws PrefixError
 */
export function checkPrefix(prefix: string, ofErrors: boolean): void {
  for (const [whole, namespace, value = ''] of prefix.matchAll(EXPRESSION)) {
    if (namespace === 'timestamp' && KNOWN.test(value)) continue;
    if (namespace === 'firehose' && value === 'random-string') continue;
    if (whole === ERROR_TYPE && ofErrors) continue;
    throw new PrefixError(whole);
  }
}

/**
 * Where an object goes: `prefix` `YYYY/MM/dd/HH/` `stream-1-YYYY-MM-dd-HH-MM-SS-id`, in UTC. A prefix with a timestamp of its own
 * goes without the four folders.
 * @param time of the oldest record, ms since 1970
 * @param unique a UUID
 * @param folder of what failed, `processing-failed/`: it comes behind the prefix for errors, or without one behind the other, unless that says by an
 *   expression where it goes; such a prefix goes without the four folders, too
 * @see Amazon Data Firehose, "Configure Amazon S3 object name format", "Understand custom prefixes for Amazon S3 objects"
 */
export function objectKey(stream: DeliveryStream, time: number, unique: string, folder?: string): string {
  const { name, compression, extension } = stream;
  const prefix = folder === undefined ? (stream.prefix ?? '') : errorPrefix(stream, folder);
  const stamp = (pattern: string) => formatted(time, pattern);
  const isWhole = prefix.includes('!{timestamp:') || prefix.includes(ERROR_TYPE);
  const folders = isWhole ? '' : stamp('yyyy/MM/dd/HH/');
  const evaluated = prefix.replace(EXPRESSION, (whole, namespace: string, value: string) => {
    if (whole === ERROR_TYPE) return (folder ?? '').replace(/\/$/, '');
    return namespace === 'timestamp' ? stamp(value) : unique.replaceAll('-', '').slice(0, 11);
  });
  const ending = extension ?? (compression === 'GZIP' ? '.gz' : '');
  return `${evaluated}${folders}${name}-1-${stamp('yyyy-MM-dd-HH-mm-ss')}-${unique}${ending}`;
}

function errorPrefix({ errorPrefix, prefix = '' }: DeliveryStream, folder: string): string {
  if (errorPrefix?.includes(ERROR_TYPE)) return errorPrefix;
  return `${errorPrefix ?? prefix}${folder}`;
}

/** The letters of Java's DateTimeFormatter that are numbers of a fixed width; text between quotes stays. */
function formatted(time: number, pattern: string): string {
  const iso = new Date(time).toISOString();
  const parts: Readonly<Record<string, string>> = {
    yyyy: iso.slice(0, 4),
    MM: iso.slice(5, 7),
    dd: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
    ss: iso.slice(17, 19),
  };
  return pattern.replace(
    /'([^']*)'|yyyy|MM|dd|HH|mm|ss/g,
    (found, quoted: string | undefined) => quoted ?? parts[found]!,
  );
}
