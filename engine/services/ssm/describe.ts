import type { DescribeParametersRequest, DescribeParametersResult, ParameterMetadata } from '@aws-sdk/client-ssm';
import { scopeOf } from '../../arn.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { asStringFilters, filterOf } from './filters.ts';
import { invalid } from './names.ts';
import { parsePolicies } from './policies.ts';
import type { Parameter, SsmState } from './state.ts';

/** Parameters without their values. */
export function describeParameters(state: SsmState): Operation<DescribeParametersRequest, DescribeParametersResult> {
  return (call) => {
    const { Filters, ParameterFilters, MaxResults = 10, NextToken } = call.input;
    if (Filters?.length && ParameterFilters?.length) {
      throw invalid('You can use either Filters or ParameterFilters in a single request.');
    }
    const filters = ParameterFilters ?? asStringFilters(Filters);
    const all = state.parameters.list(scopeOf(call)).filter(filterOf(state, filters, 'describe'));
    const { items, next } = page(all, MaxResults, NextToken, ({ name }) => name);
    return { Parameters: items.map((parameter) => metadata(state, parameter)), NextToken: next };
  };
}

function metadata(state: SsmState, parameter: Parameter): ParameterMetadata {
  const version = state.current(parameter);
  return {
    Name: parameter.name,
    ARN: parameter.arn,
    Type: version.type,
    KeyId: version.keyId,
    LastModifiedDate: new Date(version.modifiedAt),
    LastModifiedUser: version.modifiedBy,
    Description: version.description,
    AllowedPattern: version.allowedPattern,
    Version: version.version,
    Tier: version.tier,
    Policies: policiesOf(version.policies, parameter.acted),
    DataType: version.dataType,
  };
}

const policiesOf = (policies = '[]', acted: readonly number[] = []): ParameterMetadata['Policies'] =>
  parsePolicies(policies).map(({ type, text }, at) => ({
    PolicyText: text,
    PolicyType: type,
    PolicyStatus: acted.includes(at) ? 'Finished' : 'Pending',
  }));
