import type {
  AggregateComplianceCount,
  DescribeAggregateComplianceByConfigRulesRequest,
  DescribeAggregateComplianceByConfigRulesResponse,
  DescribeAggregateComplianceByConformancePacksRequest,
  DescribeAggregateComplianceByConformancePacksResponse,
  GetAggregateComplianceDetailsByConfigRuleRequest,
  GetAggregateComplianceDetailsByConfigRuleResponse,
  GetAggregateConfigRuleComplianceSummaryRequest,
  GetAggregateConfigRuleComplianceSummaryResponse,
  GetAggregateConformancePackComplianceSummaryRequest,
  GetAggregateConformancePackComplianceSummaryResponse,
} from '@aws-sdk/client-config-service';
import type { Call, Operation } from '../../service.ts';
import { is } from './aggregate-resources.ts';
import type { Source } from './aggregation-state.ts';
import { capped, resultOf, SUMMARY_CAP, summed } from './compliance.ts';
import { pageByPlace } from './paging.ts';
import type { ConfigState } from './state.ts';

const PAGE = 1000;
const DETAILS_PAGE = 50;

type Shown = (call: Call<unknown>, aggregator: string | undefined) => Source[];

/** What rules found in all an aggregator shows. */
export function aggregateCompliance(state: ConfigState, shown: Shown) {
  const { evaluations } = state;

  /** Each rule of each account and region with its verdict. */
  const rulesIn = (sources: readonly Source[]) =>
    sources.flatMap(({ scope, account, region }) =>
      state.rules.list(scope).map(({ name }) => ({
        ConfigRuleName: name,
        Compliance: summed(evaluations.ofRule(scope, name)),
        AccountId: account,
        AwsRegion: region,
      })),
    );

  const byConfigRules: Operation<
    DescribeAggregateComplianceByConfigRulesRequest,
    DescribeAggregateComplianceByConfigRulesResponse
  > = (call) => {
    const { ConfigurationAggregatorName, Filters = {}, Limit, NextToken } = call.input;
    const found = rulesIn(shown(call, ConfigurationAggregatorName)).filter(
      (rule) =>
        is(Filters.ConfigRuleName, rule.ConfigRuleName) &&
        is(Filters.ComplianceType, rule.Compliance.ComplianceType) &&
        is(Filters.AccountId, rule.AccountId) &&
        is(Filters.AwsRegion, rule.AwsRegion),
    );
    const { items, next } = pageByPlace(found, Limit || PAGE, NextToken);
    return { AggregateComplianceByConfigRules: items, NextToken: next };
  };

  const details: Operation<
    GetAggregateComplianceDetailsByConfigRuleRequest,
    GetAggregateComplianceDetailsByConfigRuleResponse
  > = (call) => {
    const { ConfigurationAggregatorName, ConfigRuleName, AccountId, AwsRegion, ComplianceType } = call.input;
    const source = shown(call, ConfigurationAggregatorName).find(
      ({ account, region }) => account === AccountId && region === AwsRegion,
    );
    const found = (source ? evaluations.ofRule(source.scope, ConfigRuleName!) : []).filter(({ compliance }) =>
      is(ComplianceType, compliance),
    );
    const { items, next } = pageByPlace(found, call.input.Limit || DETAILS_PAGE, call.input.NextToken);
    return {
      AggregateEvaluationResults: items.map((record) => ({ ...resultOf(record), AccountId, AwsRegion })),
      NextToken: next,
    };
  };

  const summary: Operation<
    GetAggregateConfigRuleComplianceSummaryRequest,
    GetAggregateConfigRuleComplianceSummaryResponse
  > = (call) => {
    const { ConfigurationAggregatorName, Filters = {}, GroupByKey, Limit, NextToken } = call.input;
    const found = rulesIn(shown(call, ConfigurationAggregatorName)).filter(
      ({ AccountId, AwsRegion }) => is(Filters.AccountId, AccountId) && is(Filters.AwsRegion, AwsRegion),
    );
    const groups = Map.groupBy(found, ({ AccountId, AwsRegion }) =>
      GroupByKey === 'AWS_REGION' ? AwsRegion : GroupByKey === 'ACCOUNT_ID' ? AccountId : '',
    );
    const counts = [...groups].map(([name, rules]): AggregateComplianceCount => {
      const count = (type: string) =>
        capped(rules.filter(({ Compliance }) => Compliance.ComplianceType === type).length, SUMMARY_CAP);
      return {
        GroupName: name === '' ? undefined : name,
        ComplianceSummary: {
          CompliantResourceCount: count('COMPLIANT'),
          NonCompliantResourceCount: count('NON_COMPLIANT'),
          ComplianceSummaryTimestamp: new Date(state.parts.clock.now()),
        },
      };
    });
    const { items, next } = pageByPlace(counts, Limit || PAGE, NextToken);
    return { GroupByKey, AggregateComplianceCounts: items, NextToken: next };
  };

  /** Each pack of each account and region with its verdict. */
  const packsIn = (sources: readonly Source[]) =>
    sources.flatMap(({ scope, account, region }) =>
      state.packs.list(scope).map(({ name, rules }) => {
        const types = rules.map((rule) => summed(evaluations.ofRule(scope, rule)).ComplianceType);
        const count = (type: string) => types.filter((each) => each === type).length;
        const [complying, failing] = [count('COMPLIANT'), count('NON_COMPLIANT')];
        return {
          ConformancePackName: name,
          AccountId: account,
          AwsRegion: region,
          Compliance: {
            ComplianceType: failing > 0 ? 'NON_COMPLIANT' : complying > 0 ? 'COMPLIANT' : 'INSUFFICIENT_DATA',
            CompliantRuleCount: complying,
            NonCompliantRuleCount: failing,
            TotalRuleCount: rules.length,
          } as const,
        };
      }),
    );

  const byConformancePacks: Operation<
    DescribeAggregateComplianceByConformancePacksRequest,
    DescribeAggregateComplianceByConformancePacksResponse
  > = (call) => {
    const { ConfigurationAggregatorName, Filters = {}, Limit, NextToken } = call.input;
    const wanted = packsIn(shown(call, ConfigurationAggregatorName)).filter(
      (pack) =>
        is(Filters.ConformancePackName, pack.ConformancePackName) &&
        is(Filters.ComplianceType, pack.Compliance.ComplianceType) &&
        is(Filters.AccountId, pack.AccountId) &&
        is(Filters.AwsRegion, pack.AwsRegion),
    );
    const { items, next } = pageByPlace(wanted, Limit || PAGE, NextToken);
    return { AggregateComplianceByConformancePacks: items, NextToken: next };
  };

  const packSummary: Operation<
    GetAggregateConformancePackComplianceSummaryRequest,
    GetAggregateConformancePackComplianceSummaryResponse
  > = (call) => {
    const { ConfigurationAggregatorName, Filters = {}, GroupByKey, Limit, NextToken } = call.input;
    const found = packsIn(shown(call, ConfigurationAggregatorName)).filter(
      ({ AccountId, AwsRegion }) => is(Filters.AccountId, AccountId) && is(Filters.AwsRegion, AwsRegion),
    );
    const groups = Map.groupBy(found, ({ AccountId, AwsRegion }) =>
      GroupByKey === 'AWS_REGION' ? AwsRegion : GroupByKey === 'ACCOUNT_ID' ? AccountId : '',
    );
    const summaries = [...groups].map(([name, packs]) => {
      const count = (type: string) => packs.filter(({ Compliance }) => Compliance.ComplianceType === type).length;
      return {
        GroupName: name === '' ? undefined : name,
        ComplianceSummary: {
          CompliantConformancePackCount: count('COMPLIANT'),
          NonCompliantConformancePackCount: count('NON_COMPLIANT'),
        },
      };
    });
    const { items, next } = pageByPlace(summaries, Limit || PAGE, NextToken);
    return { GroupByKey, AggregateConformancePackComplianceSummaries: items, NextToken: next };
  };

  return {
    DescribeAggregateComplianceByConfigRules: byConfigRules,
    GetAggregateComplianceDetailsByConfigRule: details,
    GetAggregateConfigRuleComplianceSummary: summary,
    DescribeAggregateComplianceByConformancePacks: byConformancePacks,
    GetAggregateConformancePackComplianceSummary: packSummary,
  };
}
