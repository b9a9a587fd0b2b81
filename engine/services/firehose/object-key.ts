import type { DeliveryStream } from './model.ts';

const EXPRESSION = /!\{([^:{}]*):([^{}]*)\}/g;
const KNOWN = /^(?:yyyy|MM|dd|HH|mm|ss|'[^']*'|[^A-Za-z'])+$/;

/** Thrown for a prefix with an expression that is not evaluated here; the message names it. */
export class PrefixError extends Error {
  override readonly name = 'PrefixError';
}

/** @throws PrefixError */
export function checkPrefix(prefix: string): void {
  for (const [whole, namespace, value = ''] of prefix.matchAll(EXPRESSION)) {
    if (namespace === 'timestamp' && KNOWN.test(value)) continue;
    if (namespace === 'firehose' && value === 'random-string') continue;
    throw new PrefixError(whole);
  }
}

/**
 * Where an object goes: `prefix` `YYYY/MM/dd/HH/` `stream-1-YYYY-MM-dd-HH-MM-SS-id`, in UTC. A prefix with a timestamp of its own
 * goes without the four folders.
 * @param time of the oldest record, ms since 1970
 * @param unique a UUID
 * @param folder of failed documents: it comes behind the prefix for errors, or without one behind the other
 * @see Amazon Data Firehose, "Configure Amazon S3 object name format", "Understand custom prefixes for Amazon S3 objects"
 */
export function objectKey(stream: DeliveryStream, time: number, unique: string, folder?: string): string {
  const { name, compression, extension } = stream;
  const prefix = folder === undefined ? (stream.prefix ?? '') : `${stream.errorPrefix ?? stream.prefix ?? ''}${folder}`;
  const stamp = (pattern: string) => formatted(time, pattern);
  const folders = prefix.includes('!{timestamp:') ? '' : stamp('yyyy/MM/dd/HH/');
  const evaluated = prefix.replace(EXPRESSION, (_, namespace: string, value: string) =>
    namespace === 'timestamp' ? stamp(value) : unique.replaceAll('-', '').slice(0, 11),
  );
  const ending = extension ?? (compression === 'GZIP' ? '.gz' : '');
  return `${evaluated}${folders}${name}-1-${stamp('yyyy-MM-dd-HH-mm-ss')}-${unique}${ending}`;
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
