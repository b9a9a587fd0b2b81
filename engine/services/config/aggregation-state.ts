import type { AccountAggregationSource, OrganizationAggregationSource } from '@aws-sdk/client-config-service';
import type { ConfigState } from './state.ts';

export interface Aggregator {
  readonly name: string;
  readonly arn: string;
  readonly accounts: readonly AccountAggregationSource[];
  readonly organisation: OrganizationAggregationSource | undefined;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What a source account has allowed: that an aggregator of another account and region collects from it. */
export interface Authorization {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** ms since 1970 */
  readonly createdAt: number;
}

/** An account and region an aggregator asks for. */
export interface Source {
  readonly account: string;
  readonly region: string;
  readonly scope: string;
  /** Whether the account has allowed it; its own account and those of its organisation need not. */
  readonly isAllowed: boolean;
}

/**
 * Of the accounts and regions the engine knows anything of those an aggregator is about. Every account of the engine is taken to be of
 * one organisation.
 * @param home the aggregator's own account and region
 */
export function sourcesOf(state: ConfigState, home: string, { accounts, organisation }: Aggregator): Source[] {
  const [ownAccount = ''] = home.split('/');
  return state.knownScopes().flatMap((scope): Source[] => {
    const [account = '', region = ''] = scope.split('/');
    const regions = (source: { AllAwsRegions?: boolean; AwsRegions?: readonly string[] }) =>
      source.AllAwsRegions || (source.AwsRegions ?? []).includes(region);
    if (organisation && regions(organisation)) return [{ account, region, scope, isAllowed: true }];
    if (!accounts.some((source) => source.AccountIds?.includes(account) && regions(source))) return [];
    const isAllowed = account === ownAccount || state.authorizations.has(scope, home);
    return [{ account, region, scope, isAllowed }];
  });
}
