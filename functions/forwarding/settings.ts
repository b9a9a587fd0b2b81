import { required, SettingError } from '../shared/environment.ts';
import { isIndexPattern } from './index-name.ts';

const DEFAULT_INDEX = 'cwl-{yyyy.MM.dd}';
/** OpenSearch's advice is to begin with 5 MiB a request. */
const DEFAULT_BULK_BYTES = 5 * 1024 * 1024;

export interface ForwardSettings {
  /** Where `_bulk` is. */
  readonly endpoint: URL;
  /** Of index names, `cwl-{yyyy.MM.dd}`. */
  readonly indexPattern: string;
  /** The queue of refused documents. */
  readonly deadLetterQueueUrl: string;
  /** A request's body holds so many bytes at most, before it is compressed; a document larger than that goes alone. */
  readonly bulkBytes: number;
}

/**
 * From the environment: `OPENSEARCH_ENDPOINT` and `DEAD_LETTER_QUEUE_URL`, and if need be `OPENSEARCH_INDEX` and `BULK_BYTES`.
 * @throws SettingError
 */
export function forwardSettings(): ForwardSettings {
  return {
    endpoint: endpoint(),
    indexPattern: indexPattern(),
    deadLetterQueueUrl: required('DEAD_LETTER_QUEUE_URL'),
    bulkBytes: bulkBytes(),
  };
}

function endpoint(): URL {
  const text = required('OPENSEARCH_ENDPOINT');
  // The console shows a domain's endpoint with its scheme, CloudFormation and the API without.
  const url = URL.parse(text.includes('://') ? text : `https://${text}`);
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new SettingError(`OPENSEARCH_ENDPOINT is ${JSON.stringify(text)}; it must be a URL or a domain's host name`);
}

function indexPattern(): string {
  const pattern = process.env.OPENSEARCH_INDEX || DEFAULT_INDEX;
  if (isIndexPattern(pattern)) return pattern;
  throw new SettingError(
    `OPENSEARCH_INDEX is ${JSON.stringify(pattern)}; it must be a name in lower case, with dates as in ${DEFAULT_INDEX}`,
  );
}

function bulkBytes(): number {
  const text = process.env.BULK_BYTES;
  if (!text) return DEFAULT_BULK_BYTES;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new SettingError(`BULK_BYTES is ${JSON.stringify(text)}; it must be a whole number of bytes`);
}
