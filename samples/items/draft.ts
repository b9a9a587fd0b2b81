import type { ConfigurationItem } from '../items.ts';

/** What an item says of its resource; when and where it was recorded is added to it. */
export type Draft = Pick<ConfigurationItem, 'resourceType' | 'resourceId' | 'ARN' | 'configuration'> &
  Partial<
    Pick<
      ConfigurationItem,
      'resourceName' | 'supplementaryConfiguration' | 'relationships' | 'tags' | 'availabilityZone'
    >
  > & {
    readonly region?: string;
  };
