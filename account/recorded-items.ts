import { type ConfigServiceClient, paginateSelectResourceConfig } from '@aws-sdk/client-config-service';
import type { Json } from '../core/cloudtrail/index.ts';
import { type ConfigurationItem, normaliseItem } from '../core/configuration-item/index.ts';

const PAGE = 100;

/** An advanced query gives items whole, tags included; BatchGetResourceConfig leaves tags out. */
const FIELDS = [
  'accountId',
  'arn',
  'awsRegion',
  'availabilityZone',
  'configuration',
  'configurationItemCaptureTime',
  'configurationItemStatus',
  'configurationStateId',
  'relationships',
  'resourceCreationTime',
  'resourceId',
  'resourceName',
  'resourceType',
  'supplementaryConfiguration',
  'tags',
  'version',
].join(', ');

/** The newest item of every resource of a type that Config records and that is there. */
export async function recordedItems(client: ConfigServiceClient, type: string): Promise<ConfigurationItem[]> {
  const items: ConfigurationItem[] = [];
  const Expression = `SELECT ${FIELDS} WHERE resourceType = '${type}'`;
  for await (const { Results = [] } of paginateSelectResourceConfig({ client, pageSize: PAGE }, { Expression })) {
    items.push(...Results.map((row) => normaliseItem(JSON.parse(row) as Json)));
  }
  return items;
}
