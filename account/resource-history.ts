import { CloudTrailClient, paginateLookupEvents } from '@aws-sdk/client-cloudtrail';
import {
  ConfigServiceClient,
  GetResourceConfigHistoryCommand,
  paginateGetResourceConfigHistory,
  ResourceNotDiscoveredException,
  type ResourceType,
  SelectResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import { asRecord, type CloudTrailRecord, globalRegion } from '../core/cloudtrail/index.ts';
import { type ConfigurationItem, normaliseItem } from '../core/configuration-item/index.ts';
import type { ClientSettings } from './evidence.ts';

export interface ResourceKey {
  readonly resourceType: string;
  readonly resourceId: string;
}

/** IAM is one for all regions. */
const isGlobal = ({ resourceType }: ConfigurationItem): boolean => resourceType.startsWith('AWS::IAM::');

/** Config names what a call touched within this time of the call. */
const MARGIN = 15 * 60_000;

/** Reads a resource's past: its configuration items and the calls about it. */
export class ResourceHistory {
  readonly #config: ConfigServiceClient;
  readonly #trail: CloudTrailClient;
  /** Where the calls about global resources are recorded. */
  readonly #globalTrail: CloudTrailClient;

  constructor(settings: ClientSettings) {
    this.#config = new ConfigServiceClient(settings);
    this.#trail = new CloudTrailClient(settings);
    this.#globalTrail =
      settings.region === globalRegion ? this.#trail : new CloudTrailClient({ ...settings, region: globalRegion });
  }

  close(): void {
    for (const client of [this.#config, this.#trail, this.#globalTrail]) client.destroy();
  }

  /** Resources that are there now and have this id, name or ARN. */
  async find(name: string): Promise<ResourceKey[]> {
    const text = `'${name.replaceAll("'", "''")}'`;
    const Expression = `SELECT resourceType, resourceId WHERE resourceId = ${text} OR resourceName = ${text} OR arn = ${text}`;
    const { Results = [] } = await this.#config.send(new SelectResourceConfigCommand({ Expression, Limit: 100 }));
    return Results.map((row) => JSON.parse(row) as ResourceKey);
  }

  /** Every item of a resource, oldest first; none for one that was never recorded. */
  async items({ resourceType, resourceId }: ResourceKey): Promise<ConfigurationItem[]> {
    const asked = { resourceType: resourceType as ResourceType, resourceId, chronologicalOrder: 'Forward' as const };
    const items: ConfigurationItem[] = [];
    try {
      for await (const { configurationItems = [] } of paginateGetResourceConfigHistory(
        { client: this.#config },
        asked,
      )) {
        items.push(...configurationItems.map((item) => normaliseItem(JSON.parse(JSON.stringify(item)))));
      }
    } catch (error) {
      if (error instanceof ResourceNotDiscoveredException) return [];
      throw error;
    }
    return items;
  }

  /** The last items of a resource, oldest first, up to and at a moment (ms since 1970). */
  async latest({ resourceType, resourceId }: ResourceKey, at: number, count: number): Promise<ConfigurationItem[]> {
    const asked = {
      resourceType: resourceType as ResourceType,
      resourceId,
      laterTime: new Date(at),
      limit: count,
      chronologicalOrder: 'Reverse' as const,
    };
    try {
      const { configurationItems = [] } = await this.#config.send(new GetResourceConfigHistoryCommand(asked));
      return configurationItems.map((item) => normaliseItem(JSON.parse(JSON.stringify(item)))).reverse();
    } catch (error) {
      if (error instanceof ResourceNotDiscoveredException) return [];
      throw error;
    }
  }

  /** The calls about a resource that CloudTrail's history of ninety days has, around the time of some items. */
  async records(items: readonly ConfigurationItem[]): Promise<CloudTrailRecord[]> {
    const times = items.map((item) => Date.parse(item.configurationItemCaptureTime));
    const [StartTime, EndTime] = [new Date(Math.min(...times) - MARGIN), new Date(Math.max(...times) + MARGIN)];
    const names = new Set(
      items.flatMap(({ resourceId, resourceName, ARN }) => [resourceId, resourceName ?? '', ARN ?? '']),
    );
    const found = new Map<string, CloudTrailRecord>();
    const lookUp = async (AttributeKey: 'ResourceName' | 'EventId', AttributeValue: string) => {
      const asked = { LookupAttributes: [{ AttributeKey, AttributeValue }], StartTime, EndTime };
      const client = items.some(isGlobal) ? this.#globalTrail : this.#trail;
      for await (const { Events = [] } of paginateLookupEvents({ client }, asked)) {
        for (const { EventId = '', CloudTrailEvent } of Events) {
          if (CloudTrailEvent !== undefined) found.set(EventId, asRecord(JSON.parse(CloudTrailEvent)));
        }
      }
    };
    for (const name of names) if (name !== '') await lookUp('ResourceName', name);
    // Calls that items name, but that name the resource otherwise.
    const related = new Set(items.flatMap(({ relatedEvents }) => relatedEvents));
    for (const id of related) if (!found.has(id)) await lookUp('EventId', id);
    return [...found.values()];
  }
}
