import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { JsonObject } from '../../core/cloudtrail/index.ts';
import type { ConfigurationItem } from '../../core/configuration-item/index.ts';

/** Where the partitions begin in the bucket. */
const ROOT = 'config-history';

/**
 * The object of an item: the same item, the same key, so that one that comes twice is there once. Partitioned as Athena reads it:
 * `config-history/account=123456789012/region=us-east-1/resourcetype=AWS::EC2::Instance/date=2026-01-10/...ndjson.gz`.
 */
export function objectKey(item: ConfigurationItem): string {
  const { awsAccountId, awsRegion, resourceType, resourceId, configurationStateId, configurationItemCaptureTime } =
    item;
  const date = configurationItemCaptureTime.slice(0, 10);
  const stamp = configurationItemCaptureTime.replaceAll(/[-:]/g, '');
  const resource = createHash('sha256').update(resourceId).digest('hex').slice(0, 16);
  const partition = `account=${awsAccountId}/region=${awsRegion}/resourcetype=${resourceType}/date=${date}`;
  return `${ROOT}/${partition}/${stamp}_${configurationStateId}_${resource}.ndjson.gz`;
}

/** One line of JSON, packed: the item as rules get it, and how it differs from the one before. */
export const objectBody = (item: ConfigurationItem, diff: JsonObject | null): Uint8Array =>
  gzipSync(`${JSON.stringify({ ...item, configurationItemDiff: diff })}\n`);
