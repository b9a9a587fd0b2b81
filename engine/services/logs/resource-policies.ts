import type {
  DeleteResourcePolicyRequest,
  DescribeResourcePoliciesRequest,
  DescribeResourcePoliciesResponse,
  PutResourcePolicyRequest,
  PutResourcePolicyResponse,
  ResourcePolicy as ResourcePolicyShape,
} from '@aws-sdk/client-cloudwatch-logs';
import { scopeOf } from '../../arn.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { invalid, notFound, refusals } from './errors.ts';
import { shownDocument } from './policy-document.ts';
import type { LogsState, ResourcePolicy } from './state.ts';

/** In one account and region. */
const MOST_POLICIES = 10;
const DEFAULT_PAGE = 50;

/** Policies that let other services write into log groups. They are kept and shown; services of the engine write without them. */
export function resourcePolicies(state: LogsState) {
  const policies = state.resourcePolicies;

  const putResourcePolicy: Operation<PutResourcePolicyRequest, PutResourcePolicyResponse> = (call) => {
    const { policyName: name, policyDocument: document } = call.input;
    if (name === undefined || document === undefined) throw invalid('policyName and policyDocument must be given.');
    const scope = scopeOf(call);
    if (!policies.has(scope, name) && policies.count(scope) >= MOST_POLICIES) throw refusals.limit();
    const policy: ResourcePolicy = { name, document, updatedAt: state.parts.clock.now() };
    policies.put(scope, name, policy);
    return { resourcePolicy: described(policy) };
  };

  const describeResourcePolicies: Operation<DescribeResourcePoliciesRequest, DescribeResourcePoliciesResponse> = (
    call,
  ) => {
    const { limit, nextToken } = call.input;
    const { items, next } = page(policies.list(scopeOf(call)), limit ?? DEFAULT_PAGE, nextToken, ({ name }) => name);
    return {
      resourcePolicies: items.map((policy) => described({ ...policy, document: shownDocument(policy.document) })),
      nextToken: next,
    };
  };

  const deleteResourcePolicy: Operation<DeleteResourcePolicyRequest, void> = (call) => {
    const { policyName = '' } = call.input;
    if (!policies.delete(scopeOf(call), policyName)) {
      throw notFound(`Policy with name [${policyName}] does not exist.`);
    }
  };

  return {
    PutResourcePolicy: putResourcePolicy,
    DescribeResourcePolicies: describeResourcePolicies,
    DeleteResourcePolicy: deleteResourcePolicy,
  };
}

const described = ({ name, document, updatedAt }: ResourcePolicy): ResourcePolicyShape => ({
  policyName: name,
  policyDocument: document,
  lastUpdatedTime: updatedAt,
  policyScope: 'ACCOUNT',
});
