import { createHash } from 'node:crypto';
import type {
  AccountAggregationSource,
  AggregatedSourceStatus,
  ConfigurationAggregator,
  DeleteConfigurationAggregatorRequest,
  DescribeConfigurationAggregatorSourcesStatusRequest,
  DescribeConfigurationAggregatorSourcesStatusResponse,
  DescribeConfigurationAggregatorsRequest,
  DescribeConfigurationAggregatorsResponse,
  OrganizationAggregationSource,
  PutConfigurationAggregatorRequest,
  PutConfigurationAggregatorResponse,
} from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import type { Call, Operation } from '../../service.ts';
import { type Aggregator, type Source, sourcesOf } from './aggregation-state.ts';
import { invalid, refusals } from './errors.ts';
import { pageByName, pageByPlace } from './paging.ts';
import type { ConfigState } from './state.ts';
import { addTags } from './tags.ts';

const MOST_AGGREGATORS = 50;
const PAGE = 100;

/** Aggregators: what several accounts and regions have, seen from one. They keep nothing of their own; what they show is as it is. */
export function aggregators(state: ConfigState) {
  const kept = state.aggregators;

  const put: Operation<PutConfigurationAggregatorRequest, PutConfigurationAggregatorResponse> = (call) => {
    const { ConfigurationAggregatorName: name = '', Tags } = call.input;
    const { AccountAggregationSources: accounts = [], OrganizationAggregationSource: organisation } = call.input;
    assertSources(accounts, organisation);
    const scope = scopeOf(call);
    const before = kept.get(scope, name);
    if (!before && kept.count(scope) >= MOST_AGGREGATORS) throw refusals.tooManyAggregators(MOST_AGGREGATORS);
    const now = state.parts.clock.now();
    const aggregator: Aggregator = {
      name,
      arn:
        before?.arn ?? `arn:aws:config:${call.region}:${call.account}:config-aggregator/${aggregatorId(scope, name)}`,
      accounts: accounts.map((source) => ({ ...source, AllAwsRegions: source.AllAwsRegions ?? false })),
      organisation: organisation && { ...organisation, AllAwsRegions: organisation.AllAwsRegions ?? false },
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    };
    state.parts.store.write(() => {
      kept.put(scope, name, aggregator);
      addTags(state, scope, aggregator.arn, Tags);
    });
    return { ConfigurationAggregator: described(aggregator) };
  };

  const describe: Operation<DescribeConfigurationAggregatorsRequest, DescribeConfigurationAggregatorsResponse> = (
    call,
  ) => {
    const { ConfigurationAggregatorNames: names, Limit, NextToken } = call.input;
    const found = names?.length ? names.map((name) => kept.get(scopeOf(call), name)) : kept.list(scopeOf(call));
    if (!found.every((each) => each !== undefined)) throw refusals.noSuchAggregator(found.length);
    const { items, next } = pageByName(found, Limit || PAGE, NextToken, ({ name }) => name);
    return { ConfigurationAggregators: items.map(described), NextToken: next };
  };

  const remove: Operation<DeleteConfigurationAggregatorRequest, void> = (call) => {
    const { name, arn } = find(call, call.input.ConfigurationAggregatorName);
    state.parts.store.write(() => {
      kept.delete(scopeOf(call), name);
      state.tags.delete(scopeOf(call), arn);
    });
  };

  const sourcesStatus: Operation<
    DescribeConfigurationAggregatorSourcesStatusRequest,
    DescribeConfigurationAggregatorSourcesStatusResponse
  > = (call) => {
    const { ConfigurationAggregatorName, UpdateStatus: wanted = [], Limit, NextToken } = call.input;
    const aggregator = find(call, ConfigurationAggregatorName);
    const found = sourcesOf(state, scopeOf(call), aggregator)
      .map((source) => statusOf(source, aggregator))
      .filter(({ LastUpdateStatus: status }) => wanted.length === 0 || wanted.includes(status!));
    const { items, next } = pageByPlace(found, Limit || PAGE, NextToken);
    return { AggregatedSourceStatusList: items, NextToken: next };
  };

  function find(call: Call<unknown>, name = ''): Aggregator {
    const found = kept.get(scopeOf(call), name);
    if (!found) throw refusals.noSuchAggregator(1);
    return found;
  }

  return {
    /** The accounts and regions an aggregator of the caller's shows. */
    shown: (call: Call<unknown>, name: string | undefined): Source[] =>
      sourcesOf(state, scopeOf(call), find(call, name)).filter(({ isAllowed }) => isAllowed),
    operations: {
      PutConfigurationAggregator: put,
      DescribeConfigurationAggregators: describe,
      DeleteConfigurationAggregator: remove,
      DescribeConfigurationAggregatorSourcesStatus: sourcesStatus,
    },
  };
}

function assertSources(
  accounts: readonly AccountAggregationSource[],
  organisation: OrganizationAggregationSource | undefined,
): void {
  if (accounts.length > 0 && organisation) {
    throw invalid(
      'The configuration aggregator cannot be created because your request contains both the AccountAggregationSource and the OrganizationAggregationSource. Include only one aggregation source and try again.',
    );
  }
  if (accounts.length === 0 && !organisation) {
    throw invalid(
      'The configuration aggregator cannot be created because your request is missing either the AccountAggregationSource or the OrganizationAggregationSource. Include the appropriate aggregation source and try again.',
    );
  }
  for (const { AllAwsRegions: isAll, AwsRegions: regions = [] } of organisation ? [organisation] : accounts) {
    if (isAll && regions.length > 0) {
      throw invalid(
        'Your configuration aggregator contains a list of regions and also specifies the use of all regions. You must choose one of these options.',
      );
    }
    if (!isAll && regions.length === 0) {
      throw invalid('Your request does not specify any regions. Select AWS Config-supported regions and try again.');
    }
  }
}

/** AWS's ids are `config-aggregator-` and eight letters or digits. */
const aggregatorId = (scope: string, name: string): string =>
  `config-aggregator-${BigInt(`0x${createHash('sha256').update(`${scope}/${name}`).digest('hex')}`)
    .toString(36)
    .slice(0, 8)}`;

const described = ({
  name,
  arn,
  accounts,
  organisation,
  createdAt,
  updatedAt,
}: Aggregator): ConfigurationAggregator => ({
  ConfigurationAggregatorName: name,
  ConfigurationAggregatorArn: arn,
  AccountAggregationSources: accounts.length > 0 ? [...accounts] : undefined,
  OrganizationAggregationSource: organisation,
  CreationTime: new Date(createdAt),
  LastUpdatedTime: new Date(updatedAt),
});

const statusOf = ({ account, region, isAllowed }: Source, aggregator: Aggregator): AggregatedSourceStatus => ({
  SourceId: account,
  SourceType: aggregator.organisation ? 'ORGANIZATION' : 'ACCOUNT',
  AwsRegion: region,
  LastUpdateStatus: isAllowed ? 'SUCCEEDED' : 'FAILED',
  LastUpdateTime: new Date(aggregator.updatedAt),
  LastErrorCode: isAllowed ? undefined : 'AccessDenied',
  LastErrorMessage: isAllowed
    ? undefined
    : `Account ${account} has not authorized this aggregator to collect its data.`,
});
