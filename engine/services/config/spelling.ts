import type { ConfigurationItem as ApiItem, BaseConfigurationItem, ResourceType } from '@aws-sdk/client-config-service';
import type { JsonObject } from '../../../core/cloudtrail/index.ts';
import type { ConfigurationItem } from '../../../core/configuration-item/index.ts';

/** An item as GetResourceConfigHistory gives it: other names, and JSON in texts. */
export const historyItem = (item: ConfigurationItem): ApiItem => ({
  ...baseItem(item),
  configurationItemMD5Hash: item.configurationStateMd5Hash ?? '',
  tags: { ...item.tags },
  relatedEvents: [...item.relatedEvents],
  relationships: item.relationships.map(({ resourceType, resourceId, resourceName, name }) => ({
    resourceType: resourceType as ResourceType,
    resourceId,
    resourceName: resourceName ?? undefined,
    relationshipName: name,
  })),
});

/** An item as BatchGetResourceConfig gives it. */
export const baseItem = (item: ConfigurationItem): BaseConfigurationItem => ({
  version: item.configurationItemVersion,
  accountId: item.awsAccountId,
  configurationItemCaptureTime: new Date(item.configurationItemCaptureTime),
  configurationItemStatus: item.configurationItemStatus,
  configurationStateId: String(item.configurationStateId),
  arn: item.ARN ?? undefined,
  resourceType: item.resourceType as ResourceType,
  resourceId: item.resourceId,
  resourceName: item.resourceName ?? undefined,
  awsRegion: item.awsRegion,
  availabilityZone: item.availabilityZone ?? undefined,
  resourceCreationTime: item.resourceCreationTime ? new Date(item.resourceCreationTime) : undefined,
  configuration: item.configuration === null ? undefined : JSON.stringify(item.configuration),
  supplementaryConfiguration: textsOf(item.supplementaryConfiguration),
});

/** Each value as JSON text; one that is text already, as it is. */
const textsOf = (parts: JsonObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parts).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
