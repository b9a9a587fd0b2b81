import type {
  RemediationException as ApiException,
  DeleteRemediationExceptionsRequest,
  DeleteRemediationExceptionsResponse,
  DescribeRemediationExceptionsRequest,
  DescribeRemediationExceptionsResponse,
  PutRemediationExceptionsRequest,
  PutRemediationExceptionsResponse,
} from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import type { Operation } from '../../service.ts';
import { invalid, refusals } from './errors.ts';
import { pageByPlace } from './paging.ts';
import { type RemediationException, remedyKey } from './remediation-state.ts';
import type { ConfigState } from './state.ts';

const PAGE = 100;

/** Resources remediations leave alone, for good or until a day. */
export function remediationExceptions(state: ConfigState) {
  const kept = state.remediationExceptions;

  const put: Operation<PutRemediationExceptionsRequest, PutRemediationExceptionsResponse> = (call) => {
    const { ConfigRuleName: rule = '', ResourceKeys = [], Message: message, ExpirationTime } = call.input;
    const scope = scopeOf(call);
    if (!state.rules.has(scope, rule)) throw invalid(refusals.noSuchRule(rule).message);
    const expiresAt = ExpirationTime?.getTime();
    state.parts.store.write(() => {
      for (const { ResourceType: resourceType = '', ResourceId: resourceId = '' } of ResourceKeys) {
        const exception = { rule, resourceType, resourceId, message, expiresAt };
        kept.put(scope, remedyKey(rule, resourceType, resourceId), exception);
      }
    });
    return { FailedBatches: [] };
  };

  const describe: Operation<DescribeRemediationExceptionsRequest, DescribeRemediationExceptionsResponse> = (call) => {
    const { ConfigRuleName: rule, ResourceKeys = [], Limit, NextToken } = call.input;
    const wanted = new Set(ResourceKeys.map((each) => remedyKey(rule!, each.ResourceType!, each.ResourceId!)));
    const found = kept
      .entries(scopeOf(call))
      .filter(([key, each]) => each.rule === rule && holds(state, each) && (wanted.size === 0 || wanted.has(key)));
    const { items, next } = pageByPlace(found, Limit || PAGE, NextToken);
    return { RemediationExceptions: items.map(([, each]) => described(each)), NextToken: next };
  };

  const remove: Operation<DeleteRemediationExceptionsRequest, DeleteRemediationExceptionsResponse> = (call) => {
    const { ConfigRuleName: rule = '', ResourceKeys = [] } = call.input;
    const scope = scopeOf(call);
    const known = ResourceKeys.filter(({ ResourceType, ResourceId }) =>
      kept.has(scope, remedyKey(rule, ResourceType!, ResourceId!)),
    );
    if (known.length === 0) throw refusals.noSuchException();
    state.parts.store.write(() => {
      for (const { ResourceType, ResourceId } of known) kept.delete(scope, remedyKey(rule, ResourceType!, ResourceId!));
    });
    const failed = ResourceKeys.filter((each) => !known.includes(each));
    return {
      FailedBatches:
        failed.length > 0 ? [{ FailureMessage: 'The remediation exception does not exist.', FailedItems: failed }] : [],
    };
  };

  return {
    PutRemediationExceptions: put,
    DescribeRemediationExceptions: describe,
    DeleteRemediationExceptions: remove,
  };
}

/** Whether an exception still counts. */
export const holds = ({ parts }: ConfigState, { expiresAt }: RemediationException): boolean =>
  expiresAt === undefined || expiresAt > parts.clock.now();

const described = ({ rule, resourceType, resourceId, message, expiresAt }: RemediationException): ApiException => ({
  ConfigRuleName: rule,
  ResourceType: resourceType,
  ResourceId: resourceId,
  Message: message,
  ExpirationTime: expiresAt === undefined ? undefined : new Date(expiresAt),
});
