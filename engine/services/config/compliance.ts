import type {
  Compliance,
  DeleteEvaluationResultsRequest,
  DescribeComplianceByConfigRuleRequest,
  DescribeComplianceByConfigRuleResponse,
  DescribeComplianceByResourceRequest,
  DescribeComplianceByResourceResponse,
  EvaluationResult,
  GetComplianceDetailsByConfigRuleRequest,
  GetComplianceDetailsByConfigRuleResponse,
  GetComplianceDetailsByResourceRequest,
  GetComplianceDetailsByResourceResponse,
  GetComplianceSummaryByConfigRuleResponse,
  GetComplianceSummaryByResourceTypeRequest,
  GetComplianceSummaryByResourceTypeResponse,
} from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import type { Operation } from '../../service.ts';
import { invalid, refusals } from './errors.ts';
import type { EvaluationRecord } from './evaluation-table.ts';
import { pageByPlace } from './paging.ts';
import type { ConfigState } from './state.ts';

const RULES_PAGE = 25;
const DETAILS_PAGE = 10;
/** Counts above it are shown as it, with `CapExceeded`. */
const RULE_CAP = 25;
/** Of resources in a summary; of rules it is the other. */
export const SUMMARY_CAP = 100;

/** What rules found, by rule and by resource. */
export function compliance(state: ConfigState) {
  const { evaluations } = state;

  const byConfigRule: Operation<DescribeComplianceByConfigRuleRequest, DescribeComplianceByConfigRuleResponse> = (
    call,
  ) => {
    const { ConfigRuleNames: names = [], ComplianceTypes: types = [], NextToken } = call.input;
    const scope = scopeOf(call);
    const unknown = names.find((name) => !state.rules.has(scope, name));
    if (unknown !== undefined) throw refusals.noSuchRule(unknown);
    const found = state.rules
      .list(scope)
      .filter(({ name }) => names.length === 0 || names.includes(name))
      .map(({ name }) => ({ ConfigRuleName: name, Compliance: summed(evaluations.ofRule(scope, name)) }))
      .filter(({ Compliance: { ComplianceType } }) => types.length === 0 || types.includes(ComplianceType!));
    const { items, next } = pageByPlace(found, RULES_PAGE, NextToken);
    return { ComplianceByConfigRules: items, NextToken: next };
  };

  const detailsByConfigRule: Operation<
    GetComplianceDetailsByConfigRuleRequest,
    GetComplianceDetailsByConfigRuleResponse
  > = (call) => {
    const { ConfigRuleName: name, ComplianceTypes: types = [], Limit, NextToken } = call.input;
    if (!state.rules.has(scopeOf(call), name!)) throw refusals.noSuchRule(name!);
    const found = evaluations
      .ofRule(scopeOf(call), name!)
      .filter((record) => types.length === 0 || types.includes(record.compliance));
    const { items, next } = pageByPlace(found, Limit || DETAILS_PAGE, NextToken);
    return { EvaluationResults: items.map(resultOf), NextToken: next };
  };

  const byResource: Operation<DescribeComplianceByResourceRequest, DescribeComplianceByResourceResponse> = (call) => {
    const { ResourceType, ResourceId, ComplianceTypes: types = [], Limit, NextToken } = call.input;
    if (ResourceId !== undefined && ResourceType === undefined) {
      throw invalid('A ResourceType must be given with a ResourceId.');
    }
    const wanted = evaluations
      .all(scopeOf(call))
      .filter(
        (record) =>
          (ResourceType === undefined || record.resourceType === ResourceType) &&
          (ResourceId === undefined || record.resourceId === ResourceId),
      );
    const groups = Map.groupBy(wanted, ({ resourceType, resourceId }) => `${resourceType}\n${resourceId}`);
    const found = [...groups.values()]
      .map((records) => ({
        ResourceType: records[0]!.resourceType,
        ResourceId: records[0]!.resourceId,
        Compliance: summed(records),
      }))
      .filter(({ Compliance: { ComplianceType } }) => types.length === 0 || types.includes(ComplianceType!));
    const { items, next } = pageByPlace(found, Limit || DETAILS_PAGE, NextToken);
    return { ComplianceByResources: items, NextToken: next };
  };

  const detailsByResource: Operation<GetComplianceDetailsByResourceRequest, GetComplianceDetailsByResourceResponse> = (
    call,
  ) => {
    const { ResourceType = '', ResourceId = '', ComplianceTypes: types = [], NextToken } = call.input;
    const found = evaluations
      .ofResource(scopeOf(call), ResourceType, ResourceId)
      .filter((record) => types.length === 0 || types.includes(record.compliance));
    const { items, next } = pageByPlace(found, DETAILS_PAGE, NextToken);
    return { EvaluationResults: items.map(resultOf), NextToken: next };
  };

  const summaryByConfigRule: Operation<object, GetComplianceSummaryByConfigRuleResponse> = (call) => {
    const scope = scopeOf(call);
    const types = state.rules.list(scope).map(({ name }) => summed(evaluations.ofRule(scope, name)).ComplianceType);
    const count = (type: string) => capped(types.filter((each) => each === type).length, RULE_CAP);
    return {
      ComplianceSummary: {
        CompliantResourceCount: count('COMPLIANT'),
        NonCompliantResourceCount: count('NON_COMPLIANT'),
        ComplianceSummaryTimestamp: new Date(state.parts.clock.now()),
      },
    };
  };

  const summaryByResourceType: Operation<
    GetComplianceSummaryByResourceTypeRequest,
    GetComplianceSummaryByResourceTypeResponse
  > = (call) => {
    const { ResourceTypes: types = [] } = call.input;
    const records = evaluations.all(scopeOf(call));
    const summaryOf = (type: string | undefined) => {
      const ofType = records.filter(({ resourceType }) => type === undefined || resourceType === type);
      const verdicts = [...Map.groupBy(ofType, ({ resourceType, resourceId }) => `${resourceType}\n${resourceId}`)].map(
        ([, those]) => summed(those).ComplianceType,
      );
      const count = (wanted: string) => capped(verdicts.filter((each) => each === wanted).length, SUMMARY_CAP);
      return {
        ResourceType: type,
        ComplianceSummary: {
          CompliantResourceCount: count('COMPLIANT'),
          NonCompliantResourceCount: count('NON_COMPLIANT'),
          ComplianceSummaryTimestamp: new Date(state.parts.clock.now()),
        },
      };
    };
    return { ComplianceSummariesByResourceType: types.length > 0 ? types.map(summaryOf) : [summaryOf(undefined)] };
  };

  const deleteResults: Operation<DeleteEvaluationResultsRequest, object> = (call) => {
    const name = call.input.ConfigRuleName!;
    if (!state.rules.has(scopeOf(call), name)) throw refusals.noSuchRule(name);
    state.parts.store.write(() => evaluations.deleteRule(scopeOf(call), name));
    return {};
  };

  return {
    GetComplianceSummaryByResourceType: summaryByResourceType,
    DeleteEvaluationResults: deleteResults,
    DescribeComplianceByConfigRule: byConfigRule,
    GetComplianceDetailsByConfigRule: detailsByConfigRule,
    DescribeComplianceByResource: byResource,
    GetComplianceDetailsByResource: detailsByResource,
    GetComplianceSummaryByConfigRule: summaryByConfigRule,
  };
}

/** One verdict over many: one that fails is enough to fail, and none is no data. */
export function summed(records: readonly EvaluationRecord[]): Compliance {
  const failing = records.filter((record) => record.compliance === 'NON_COMPLIANT').length;
  if (failing > 0) {
    return { ComplianceType: 'NON_COMPLIANT', ComplianceContributorCount: capped(failing, RULE_CAP) };
  }
  return { ComplianceType: records.length > 0 ? 'COMPLIANT' : 'INSUFFICIENT_DATA' };
}

export const capped = (count: number, cap: number) => ({ CappedCount: Math.min(count, cap), CapExceeded: count > cap });

export const resultOf = (record: EvaluationRecord) =>
  ({
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: {
        ConfigRuleName: record.rule,
        ResourceType: record.resourceType,
        ResourceId: record.resourceId,
        EvaluationMode: 'DETECTIVE' as const,
      },
      OrderingTimestamp: new Date(record.orderedAt),
    },
    ComplianceType: record.compliance,
    ResultRecordedTime: new Date(record.recordedAt),
    ConfigRuleInvokedTime: new Date(record.invokedAt),
    Annotation: record.annotation,
  }) satisfies EvaluationResult;
