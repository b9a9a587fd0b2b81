import type { Evaluation, PutEvaluationsRequest, PutEvaluationsResponse } from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import type { Operation } from '../../service.ts';
import { Signal } from '../../signal.ts';
import { invalid, refusals } from './errors.ts';
import type { ComplianceType, EvaluationRecord } from './evaluation-table.ts';
import type { ComplianceChange } from './messages.ts';
import { type Invocation, parseResultToken } from './result-token.ts';
import type { ConfigState, Rule } from './state.ts';

const MOST_EVALUATIONS = 100;
const LONGEST_ANNOTATION = 256;

/** A resource a rule found at fault, be it again. */
export type FailedResource = Pick<EvaluationRecord, 'rule' | 'resourceType' | 'resourceId'> & {
  readonly scope: string;
};

/** Takes verdicts of rules in. */
export function evaluations(state: ConfigState) {
  const changed = new Signal<ComplianceChange>();
  const failed = new Signal<FailedResource>();

  const putEvaluations: Operation<PutEvaluationsRequest, PutEvaluationsResponse> = (call) => {
    const { Evaluations: given = [], ResultToken, TestMode } = call.input;
    if (given.length === 0)
      throw invalid(
        'The Evaluations object in your request cannot be null. Add the required parameters and try again.',
      );
    if (!ResultToken) throw refusals.badToken();
    for (const each of given) assertEvaluation(each);
    if (given.length > MOST_EVALUATIONS) throw invalid('The number of evaluations must not exceed 100.');
    if (TestMode) return { FailedEvaluations: [] };
    const invocation = parseResultToken(ResultToken);
    if (invocation.scope !== scopeOf(call)) throw refusals.badToken();
    const rule = state.rules.get(invocation.scope, invocation.rule);
    if (!rule) throw refusals.noSuchRule(invocation.rule);
    const now = state.parts.clock.now();
    state.parts.store.write(() => {
      for (const each of given) put(invocation.scope, rule, recordOf(each, invocation, now));
      state.rules.put(invocation.scope, rule.name, { ...rule, evaluatedAt: now });
    });
    return { FailedEvaluations: [] };
  };

  /** Keeps a verdict unless a later item was judged already; one that does not apply takes the earlier one away. */
  function put(scope: string, rule: Rule, record: EvaluationRecord): void {
    const before = state.evaluations.get(scope, rule.name, record.resourceType, record.resourceId);
    if (before && before.orderedAt > record.orderedAt) return;
    if (record.compliance === 'NOT_APPLICABLE') {
      state.evaluations.delete(scope, rule.name, record.resourceType, record.resourceId);
      if (before) changed.tell({ scope, rule, now: record, before });
      return;
    }
    state.evaluations.put(scope, record);
    if (before?.compliance !== record.compliance) changed.tell({ scope, rule, now: record, before });
    if (record.compliance === 'NON_COMPLIANT') failed.tell({ scope, ...record });
  }

  return { operations: { PutEvaluations: putEvaluations }, changed, failed, put };
}

function assertEvaluation({ ComplianceType, Annotation }: Evaluation): void {
  if (ComplianceType === 'INSUFFICIENT_DATA') {
    throw invalid('The ComplianceType INSUFFICIENT_DATA is not valid in a PutEvaluations request.');
  }
  if (Annotation !== undefined && Annotation.length > LONGEST_ANNOTATION) {
    throw invalid('The annotation must not be longer than 256 characters.');
  }
}

const recordOf = (given: Evaluation, { rule, invokedAt }: Invocation, now: number): EvaluationRecord => ({
  rule,
  resourceType: given.ComplianceResourceType!,
  resourceId: given.ComplianceResourceId!,
  compliance: given.ComplianceType as ComplianceType,
  annotation: given.Annotation,
  orderedAt: given.OrderingTimestamp!.getTime(),
  recordedAt: now,
  invokedAt,
});
