import type { JsonObject } from '../cloudtrail/index.ts';
import type { ConfigurationItem } from './item.ts';

/**
 * An item as advanced queries see it: names as the API's, values as objects, each tag also as `key=value`. Of third-party resources
 * they do not see the configuration.
 * @see AWS Config Developer Guide, "Limitations" of advanced queries
 */
export const queryRow = (item: ConfigurationItem): JsonObject => ({
  version: item.configurationItemVersion,
  accountId: item.awsAccountId,
  configurationItemCaptureTime: item.configurationItemCaptureTime,
  configurationItemStatus: item.configurationItemStatus,
  configurationStateId: String(item.configurationStateId),
  arn: item.ARN ?? undefined,
  resourceType: item.resourceType,
  resourceId: item.resourceId,
  resourceName: item.resourceName ?? undefined,
  awsRegion: item.awsRegion,
  availabilityZone: item.availabilityZone ?? undefined,
  resourceCreationTime: item.resourceCreationTime ?? undefined,
  tags: Object.entries(item.tags).map(([key, value]) => ({ key, value, tag: `${key}=${value}` })),
  relatedEvents: item.relatedEvents,
  relationships: item.relationships.map(({ resourceType, resourceId, resourceName, name }) => ({
    resourceType,
    resourceId,
    resourceName: resourceName ?? undefined,
    relationshipName: name,
  })),
  configuration: item.resourceType.startsWith('AWS::') ? (item.configuration ?? undefined) : null,
  supplementaryConfiguration: item.supplementaryConfiguration,
});
