import type {
  BatchGetResourceConfigRequest,
  BatchGetResourceConfigResponse,
  DeleteResourceConfigRequest,
  GetDiscoveredResourceCountsRequest,
  GetDiscoveredResourceCountsResponse,
  GetResourceConfigHistoryRequest,
  GetResourceConfigHistoryResponse,
  ListDiscoveredResourcesRequest,
  ListDiscoveredResourcesResponse,
  PutResourceConfigRequest,
  ResourceType,
} from '@aws-sdk/client-config-service';
import { isObject, type Json, type JsonObject } from '../../../core/cloudtrail/index.ts';
import { type ConfigurationItem, isDeleted } from '../../../core/configuration-item/index.ts';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { refusals } from './errors.ts';
import { offsetOf, pageByPlace, tokenOf } from './paging.ts';
import type { Recording } from './recording.ts';
import { baseItem, historyItem } from './spelling.ts';
import type { ConfigState } from './state.ts';
import { putWholeItem, WHOLE_ITEM } from './whole-item.ts';

const DEFAULT_HISTORY = 10;
const DEFAULT_PAGE = 100;

/** Of the ids one ListDiscoveredResources may name; as moto has it from AWS, unverified. */
const MOST_IDS = 20;

/** Resources and their history. */
export function resources(state: ConfigState, recording: Recording) {
  const { items } = state;

  const putResourceConfig: Operation<PutResourceConfigRequest, void> = (call) => {
    if (call.input.SchemaVersionId === WHOLE_ITEM) return putWholeItem(call, recording);
    const { ResourceType: resourceType, ResourceId: resourceId, ResourceName, Configuration, Tags } = call.input;
    const previous = items.latest(scopeOf(call), resourceType!, resourceId!);
    record(call, {
      ...emptyItem(call, resourceType!, resourceId!),
      configurationItemStatus: previous && !isDeleted(previous) ? 'OK' : 'ResourceDiscovered',
      resourceName: ResourceName,
      configuration: configurationIn(Configuration!),
      tags: Tags ?? {},
    });
  };

  const deleteResourceConfig: Operation<DeleteResourceConfigRequest, void> = (call) => {
    const { ResourceType: resourceType, ResourceId: resourceId } = call.input;
    const previous = items.latest(scopeOf(call), resourceType!, resourceId!);
    if (!previous || isDeleted(previous)) return;
    record(call, {
      ...emptyItem(call, resourceType!, resourceId!),
      configurationItemStatus: 'ResourceDeleted',
      resourceName: previous.resourceName,
      ARN: previous.ARN,
    });
  };

  function record(call: Call<unknown>, item: ConfigurationItem): void {
    if (!state.records(scopeOf(call), item.resourceType)) throw refusals.notRecording();
    recording.record(item);
  }

  const emptyItem = (call: Call<unknown>, resourceType: string, resourceId: string): ConfigurationItem => {
    const now = state.parts.clock.now();
    return {
      configurationItemVersion: '1.3',
      configurationItemCaptureTime: new Date(now).toISOString(),
      configurationStateId: now,
      awsAccountId: call.account,
      configurationItemStatus: 'OK',
      resourceType,
      resourceId,
      awsRegion: call.region,
      configurationStateMd5Hash: '',
      relatedEvents: [],
      relationships: [],
      configuration: null,
      supplementaryConfiguration: {},
      tags: {},
    };
  };

  const getResourceConfigHistory: Operation<GetResourceConfigHistoryRequest, GetResourceConfigHistoryResponse> = (
    call,
  ) => {
    const { resourceType, resourceId, laterTime, earlierTime, chronologicalOrder, limit, nextToken } = call.input;
    const scope = scopeOf(call);
    if (earlierTime && laterTime && earlierTime >= laterTime) throw refusals.badTimeRange();
    if (!items.latest(scope, resourceType!, resourceId!)) throw refusals.notDiscovered(resourceType!, resourceId!);
    const offset = offsetOf(nextToken);
    const size = limit || DEFAULT_HISTORY;
    const found = items.history(scope, resourceType!, resourceId!, {
      from: earlierTime?.getTime() ?? 0,
      to: laterTime?.getTime() ?? Number.MAX_SAFE_INTEGER,
      latestFirst: chronologicalOrder !== 'Forward',
      limit: size + 1,
      offset,
    });
    return {
      configurationItems: found.slice(0, size).map(historyItem),
      nextToken: found.length > size ? tokenOf(offset + size) : undefined,
    };
  };

  const batchGetResourceConfig: Operation<BatchGetResourceConfigRequest, BatchGetResourceConfigResponse> = (call) => ({
    baseConfigurationItems: call.input.resourceKeys!.flatMap(({ resourceType, resourceId }) => {
      const item = items.latest(scopeOf(call), resourceType!, resourceId!);
      return item && !isDeleted(item) ? [baseItem(item)] : [];
    }),
    unprocessedResourceKeys: [],
  });

  const listDiscoveredResources: Operation<ListDiscoveredResourcesRequest, ListDiscoveredResourcesResponse> = (
    call,
  ) => {
    const { resourceType, resourceIds = [], resourceName, limit, includeDeletedResources, nextToken } = call.input;
    if (resourceIds.length > 0 && resourceName !== undefined) {
      throw new AwsError(
        'ValidationException',
        'Both Resource ID and Resource Name cannot be specified in the request',
      );
    }
    if (resourceIds.length > MOST_IDS) {
      throw new AwsError(
        'ValidationException',
        `The specified list had more than ${MOST_IDS} resource ID's. It must have '${MOST_IDS}' or less items`,
      );
    }
    const found = items
      .discovered(scopeOf(call), resourceType!)
      .filter(
        (each) =>
          (includeDeletedResources || each.deletedAt === undefined) &&
          (resourceIds.length === 0 || resourceIds.includes(each.resourceId)) &&
          (resourceName === undefined || each.resourceName === resourceName),
      );
    const shown = page(found, limit || DEFAULT_PAGE, nextToken, ({ resourceId }) => resourceId);
    return {
      resourceIdentifiers: shown.items.map((each) => ({
        resourceType: each.resourceType as ResourceType,
        resourceId: each.resourceId,
        resourceName: each.resourceName,
        resourceDeletionTime: each.deletedAt === undefined ? undefined : new Date(each.deletedAt),
      })),
      nextToken: shown.next,
    };
  };

  const getDiscoveredResourceCounts: Operation<
    GetDiscoveredResourceCountsRequest,
    GetDiscoveredResourceCountsResponse
  > = (call) => {
    const { resourceTypes = [], limit, nextToken } = call.input;
    const counts = items
      .counts(scopeOf(call))
      .filter(({ type }) => resourceTypes.length === 0 || resourceTypes.includes(type));
    const inOrder = counts.toSorted((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
    const shown = pageByPlace(inOrder, limit || DEFAULT_PAGE, nextToken);
    return {
      totalDiscoveredResources: counts.reduce((sum, { count }) => sum + count, 0),
      resourceCounts: shown.items.map(({ type, count }) => ({ resourceType: type as ResourceType, count })),
      nextToken: shown.next,
    };
  };

  return {
    PutResourceConfig: putResourceConfig,
    DeleteResourceConfig: deleteResourceConfig,
    GetResourceConfigHistory: getResourceConfigHistory,
    BatchGetResourceConfig: batchGetResourceConfig,
    ListDiscoveredResources: listDiscoveredResources,
    GetDiscoveredResourceCounts: getDiscoveredResourceCounts,
  };
}

function configurationIn(text: string): JsonObject {
  let value: Json | undefined;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    value = undefined;
  }
  if (isObject(value)) return value;
  throw new AwsError('ValidationException', 'The configuration provided is not a valid JSON object.');
}
