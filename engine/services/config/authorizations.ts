import type {
  AggregationAuthorization,
  DeleteAggregationAuthorizationRequest,
  DeletePendingAggregationRequestRequest,
  DescribeAggregationAuthorizationsRequest,
  DescribeAggregationAuthorizationsResponse,
  DescribePendingAggregationRequestsRequest,
  DescribePendingAggregationRequestsResponse,
  PutAggregationAuthorizationRequest,
  PutAggregationAuthorizationResponse,
} from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import type { Operation } from '../../service.ts';
import type { Authorization } from './aggregation-state.ts';
import { pageByName } from './paging.ts';
import type { ConfigState } from './state.ts';
import { addTags } from './tags.ts';

const PAGE = 100;

/** Which aggregators of other accounts may collect from an account and region. */
export function authorizations(state: ConfigState) {
  const kept = state.authorizations;

  const put: Operation<PutAggregationAuthorizationRequest, PutAggregationAuthorizationResponse> = (call) => {
    const { AuthorizedAccountId: account = '', AuthorizedAwsRegion: region = '', Tags } = call.input;
    const scope = scopeOf(call);
    const key = `${account}/${region}`;
    const authorization: Authorization = kept.get(scope, key) ?? {
      arn: `arn:aws:config:${call.region}:${call.account}:aggregation-authorization/${key}`,
      account,
      region,
      createdAt: state.parts.clock.now(),
    };
    state.parts.store.write(() => {
      kept.put(scope, key, authorization);
      addTags(state, scope, authorization.arn, Tags);
    });
    return { AggregationAuthorization: described(authorization) };
  };

  const describe: Operation<DescribeAggregationAuthorizationsRequest, DescribeAggregationAuthorizationsResponse> = (
    call,
  ) => {
    const found = kept.list(scopeOf(call));
    const { items, next } = pageByName(found, call.input.Limit || PAGE, call.input.NextToken, keyOf);
    return { AggregationAuthorizations: items.map(described), NextToken: next };
  };

  const remove: Operation<DeleteAggregationAuthorizationRequest, void> = (call) => {
    const { AuthorizedAccountId: account, AuthorizedAwsRegion: region } = call.input;
    const authorization = kept.get(scopeOf(call), `${account}/${region}`);
    if (!authorization) return;
    state.parts.store.write(() => {
      kept.delete(scopeOf(call), keyOf(authorization));
      state.tags.delete(scopeOf(call), authorization.arn);
    });
  };

  /** Aggregators of other accounts that ask for this one and were neither allowed nor turned away. */
  const describePending: Operation<
    DescribePendingAggregationRequestsRequest,
    DescribePendingAggregationRequestsResponse
  > = (call) => {
    const scope = scopeOf(call);
    const asking = state.aggregators.scopes().filter((home) => {
      const [account = '', region = ''] = home.split('/');
      return (
        account !== call.account &&
        !kept.has(scope, `${account}/${region}`) &&
        !state.refusedRequests.has(scope, home) &&
        state.aggregators
          .list(home)
          .some(({ accounts }) =>
            accounts.some(
              (source) =>
                source.AccountIds?.includes(call.account) &&
                (source.AllAwsRegions || source.AwsRegions?.includes(call.region)),
            ),
          )
      );
    });
    const { items, next } = pageByName(asking.sort(), call.input.Limit || PAGE, call.input.NextToken, (home) => home);
    return {
      PendingAggregationRequests: items.map((home) => {
        const [RequesterAccountId, RequesterAwsRegion] = home.split('/');
        return { RequesterAccountId, RequesterAwsRegion };
      }),
      NextToken: next,
    };
  };

  const deletePending: Operation<DeletePendingAggregationRequestRequest, void> = (call) => {
    const { RequesterAccountId: account, RequesterAwsRegion: region } = call.input;
    state.refusedRequests.put(scopeOf(call), `${account}/${region}`, true);
  };

  return {
    PutAggregationAuthorization: put,
    DescribeAggregationAuthorizations: describe,
    DeleteAggregationAuthorization: remove,
    DescribePendingAggregationRequests: describePending,
    DeletePendingAggregationRequest: deletePending,
  };
}

const keyOf = ({ account, region }: Authorization): string => `${account}/${region}`;

const described = ({ arn, account, region, createdAt }: Authorization): AggregationAuthorization => ({
  AggregationAuthorizationArn: arn,
  AuthorizedAccountId: account,
  AuthorizedAwsRegion: region,
  CreationTime: new Date(createdAt),
});
