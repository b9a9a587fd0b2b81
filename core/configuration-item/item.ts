import type { JsonObject } from '../cloudtrail/index.ts';

export type ItemStatus =
  | 'OK'
  | 'ResourceDiscovered'
  | 'ResourceNotRecorded'
  | 'ResourceDeleted'
  | 'ResourceDeletedNotRecorded';

/**
 * A resource's configuration at one moment, in the spelling of the events Config rules are invoked with: of AWS's four the one
 * that keeps `configuration` as what it is.
 * @see AWS Config Developer Guide, "Components of a configuration item"
 */
export interface ConfigurationItem {
  readonly configurationItemVersion: string;
  /** ISO 8601, UTC. */
  readonly configurationItemCaptureTime: string;
  readonly configurationStateId: number;
  readonly awsAccountId: string;
  readonly configurationItemStatus: ItemStatus;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string | null;
  readonly ARN?: string | null;
  readonly awsRegion: string;
  readonly availabilityZone?: string | null;
  readonly configurationStateMd5Hash?: string;
  /** ISO 8601, UTC. */
  readonly resourceCreationTime?: string | null;
  readonly relatedEvents: readonly string[];
  readonly relationships: readonly ItemRelationship[];
  /** Null once the resource is deleted. */
  readonly configuration: JsonObject | null;
  readonly supplementaryConfiguration: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ItemRelationship {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string | null;
  /** `Is contained in Vpc`, `Is associated with SecurityGroup`, ... */
  readonly name: string;
}

/** Whether the item says that the resource is gone. */
export const isDeleted = ({ configurationItemStatus: status }: Pick<ConfigurationItem, 'configurationItemStatus'>) =>
  status === 'ResourceDeleted' || status === 'ResourceDeletedNotRecorded';
