import type {
  AggregateResourceIdentifier,
  BatchGetAggregateResourceConfigRequest,
  BatchGetAggregateResourceConfigResponse,
  GetAggregateDiscoveredResourceCountsRequest,
  GetAggregateDiscoveredResourceCountsResponse,
  GetAggregateResourceConfigRequest,
  GetAggregateResourceConfigResponse,
  ListAggregateDiscoveredResourcesRequest,
  ListAggregateDiscoveredResourcesResponse,
  SelectAggregateResourceConfigRequest,
  SelectAggregateResourceConfigResponse,
} from '@aws-sdk/client-config-service';
import { type ConfigurationItem, isDeleted } from '../../../core/configuration-item/index.ts';
import type { Call, Operation } from '../../service.ts';
import type { Source } from './aggregation-state.ts';
import { refusals } from './errors.ts';
import { pageByName, pageByPlace } from './paging.ts';
import { answerTo, parsedQuery, rowsOf } from './queries.ts';
import { baseItem, historyItem } from './spelling.ts';
import type { ConfigState } from './state.ts';

const PAGE = 100;

type Shown = (call: Call<unknown>, aggregator: string | undefined) => Source[];

/** Resources of all an aggregator shows. */
export function aggregateResources(state: ConfigState, shown: Shown) {
  const { items } = state;

  const list: Operation<ListAggregateDiscoveredResourcesRequest, ListAggregateDiscoveredResourcesResponse> = (call) => {
    const { ConfigurationAggregatorName, ResourceType, Filters = {}, Limit, NextToken } = call.input;
    const found = shown(call, ConfigurationAggregatorName)
      .filter(({ account, region }) => is(Filters.AccountId, account) && is(Filters.Region, region))
      .flatMap(({ scope, account, region }) =>
        items.discovered(scope, ResourceType!).flatMap(({ resourceId, resourceName, deletedAt }) => {
          const isWanted = is(Filters.ResourceId, resourceId) && is(Filters.ResourceName, resourceName);
          if (deletedAt !== undefined || !isWanted) return [];
          return [
            {
              SourceAccountId: account,
              SourceRegion: region,
              ResourceType,
              ResourceId: resourceId,
              ResourceName: resourceName,
            } satisfies Omit<AggregateResourceIdentifier, 'ResourceType'> & { ResourceType: typeof ResourceType },
          ];
        }),
      );
    // The same id may be there more than once: a user is recorded in several regions.
    const placeOf = (each: (typeof found)[number]) => `${each.SourceAccountId}/${each.SourceRegion}/${each.ResourceId}`;
    const page = pageByName(found, Limit || PAGE, NextToken, placeOf);
    return { ResourceIdentifiers: page.items as AggregateResourceIdentifier[], NextToken: page.next };
  };

  const counts: Operation<GetAggregateDiscoveredResourceCountsRequest, GetAggregateDiscoveredResourceCountsResponse> = (
    call,
  ) => {
    const { ConfigurationAggregatorName, Filters = {}, GroupByKey, Limit, NextToken } = call.input;
    const all = shown(call, ConfigurationAggregatorName)
      .filter(({ account, region }) => is(Filters.AccountId, account) && is(Filters.Region, region))
      .flatMap(({ scope, account, region }) =>
        items
          .counts(scope)
          .filter(({ type }) => is(Filters.ResourceType, type))
          .map(({ type, count }) => ({ RESOURCE_TYPE: type, ACCOUNT_ID: account, AWS_REGION: region, count })),
      );
    const total = (those: readonly { count: number }[]) => those.reduce((sum, { count }) => sum + count, 0);
    const groups = GroupByKey ? [...Map.groupBy(all, (each) => each[GroupByKey])] : [];
    const { items: page, next } = pageByPlace(groups.sort(byName), Limit || PAGE, NextToken);
    return {
      TotalDiscoveredResources: total(all),
      GroupByKey,
      GroupedResourceCounts: GroupByKey
        ? page.map(([GroupName, those]) => ({ GroupName, ResourceCount: total(those) }))
        : undefined,
      NextToken: next,
    };
  };

  const batchGet: Operation<BatchGetAggregateResourceConfigRequest, BatchGetAggregateResourceConfigResponse> = (
    call,
  ) => {
    const { ConfigurationAggregatorName, ResourceIdentifiers = [] } = call.input;
    const sources = shown(call, ConfigurationAggregatorName);
    const found = ResourceIdentifiers.map((identifier) => ({ identifier, item: itemOf(sources, identifier) }));
    return {
      BaseConfigurationItems: found.flatMap(({ item }) => (item ? [baseItem(item)] : [])),
      UnprocessedResourceIdentifiers: found.flatMap(({ identifier, item }) => (item ? [] : [identifier])),
    };
  };

  const get: Operation<GetAggregateResourceConfigRequest, GetAggregateResourceConfigResponse> = (call) => {
    const { ConfigurationAggregatorName, ResourceIdentifier } = call.input;
    const item = itemOf(shown(call, ConfigurationAggregatorName), ResourceIdentifier!);
    if (!item) throw refusals.notDiscovered(ResourceIdentifier!.ResourceType!, ResourceIdentifier!.ResourceId!);
    return { ConfigurationItem: historyItem(item) };
  };

  const select: Operation<SelectAggregateResourceConfigRequest, SelectAggregateResourceConfigResponse> = (call) => {
    const { Expression, ConfigurationAggregatorName, Limit, MaxResults, NextToken } = call.input;
    const query = parsedQuery(Expression!);
    const sources = shown(call, ConfigurationAggregatorName);
    const rows = sources.values().flatMap(({ scope }) => rowsOf(state, scope, query));
    return answerTo(query, rows, { limit: Limit || MaxResults, token: NextToken });
  };

  function itemOf(sources: readonly Source[], wanted: AggregateResourceIdentifier): ConfigurationItem | undefined {
    const { SourceAccountId, SourceRegion, ResourceType, ResourceId, ResourceName } = wanted;
    const source = sources.find(({ account, region }) => account === SourceAccountId && region === SourceRegion);
    const item = source && items.latest(source.scope, ResourceType!, ResourceId!);
    return item && !isDeleted(item) && is(ResourceName, item.resourceName ?? undefined) ? item : undefined;
  }

  return {
    ListAggregateDiscoveredResources: list,
    GetAggregateDiscoveredResourceCounts: counts,
    BatchGetAggregateResourceConfig: batchGet,
    GetAggregateResourceConfig: get,
    SelectAggregateResourceConfig: select,
  };
}

/** Whether a filter that may not be set lets a value through. */
export const is = (wanted: string | undefined, value: string | undefined): boolean =>
  wanted === undefined || wanted === value;

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
