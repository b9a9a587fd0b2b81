import {
  ConfigServiceClient,
  GetResourceConfigHistoryCommand,
  type ResourceType,
} from '@aws-sdk/client-config-service';
import type { Json } from '../../core/cloudtrail/index.ts';
import { type ConfigurationItem, normaliseItem } from '../../core/configuration-item/index.ts';

/** Thrown when Config's history does not have an item it has just told of: it will, a little later. */
export class NotRecordedError extends Error {
  override readonly name = 'NotRecordedError';
}

const clients = new Map<string, ConfigServiceClient>();

/**
 * The item a summary stands for, from Config's own history in its region.
 * @throws NotRecordedError while it is not there
 */
export async function recordedItem(summary: ConfigurationItem): Promise<ConfigurationItem> {
  const { resourceType, resourceId, awsRegion, configurationItemCaptureTime: time } = summary;
  const client = clients.get(awsRegion) ?? new ConfigServiceClient({ region: awsRegion });
  clients.set(awsRegion, client);
  const { configurationItems: [found] = [] } = await client.send(
    new GetResourceConfigHistoryCommand({
      resourceType: resourceType as ResourceType,
      resourceId,
      laterTime: new Date(time),
      limit: 1,
    }),
  );
  if (found?.configurationItemCaptureTime?.getTime() !== Date.parse(time)) {
    throw new NotRecordedError(`${resourceType} ${resourceId} has no item of ${time} in its history yet`);
  }
  return normaliseItem(JSON.parse(JSON.stringify(found)) as Json);
}
