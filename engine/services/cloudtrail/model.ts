import type { AdvancedEventSelector, EventSelector, InsightSelector } from '@aws-sdk/client-cloudtrail';
import type { TrailScope } from '../../../core/cloudtrail/trail.ts';

/** A trail as it is kept. */
export interface Trail {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly homeRegion: string;
  readonly bucket: string;
  readonly prefix?: string;
  readonly snsTopic?: string;
  readonly includeGlobalServices: boolean;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly validation: boolean;
  readonly kmsKeyId?: string;
  readonly logGroupArn?: string;
  readonly logRoleArn?: string;
  readonly selectors: readonly EventSelector[];
  readonly advancedSelectors: readonly AdvancedEventSelector[];
  readonly insightSelectors: readonly InsightSelector[];
  readonly tags: Readonly<Record<string, string>>;
  readonly logging: boolean;
  /** ms since 1970, as the times below */
  readonly startedAt?: number;
  readonly stoppedAt?: number;
}

/** What of a trail decides which records it takes. */
export const scopeOfTrail = (trail: Trail): TrailScope => ({
  homeRegion: trail.homeRegion,
  multiRegion: trail.multiRegion,
  includeGlobalServices: trail.includeGlobalServices,
  logging: trail.logging,
  selectors: trail.selectors.map((each) => ({
    readWriteType: each.ReadWriteType ?? 'All',
    includeManagementEvents: each.IncludeManagementEvents ?? true,
    dataResources: (each.DataResources ?? []).map(({ Type = '', Values = [] }) => ({ type: Type, values: Values })),
    excludedSources: each.ExcludeManagementEventSources ?? [],
  })),
  advanced: trail.advancedSelectors.map(({ FieldSelectors = [] }) =>
    FieldSelectors.map((each) => ({
      field: each.Field ?? '',
      equals: each.Equals,
      startsWith: each.StartsWith,
      endsWith: each.EndsWith,
      notEquals: each.NotEquals,
      notStartsWith: each.NotStartsWith,
      notEndsWith: each.NotEndsWith,
    })),
  ),
});
