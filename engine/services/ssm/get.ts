import type {
  GetParameterHistoryRequest,
  GetParameterHistoryResult,
  GetParameterRequest,
  GetParameterResult,
  GetParametersByPathRequest,
  GetParametersByPathResult,
  GetParametersRequest,
  GetParametersResult,
  Parameter as ParameterShape,
} from '@aws-sdk/client-ssm';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { filterOf } from './filters.ts';
import { assertNoSecret, isUnder, pathOf, type Selected, select } from './names.ts';
import type { SsmState } from './state.ts';

/** Parameters with their values. */
export function reading(state: SsmState) {
  const shown = ({ parameter, version, selector }: Selected, decrypted = false): ParameterShape => ({
    Name: parameter.name,
    Type: version.type,
    Value: state.valueOf(parameter, version, decrypted),
    Version: version.version,
    Selector: selector,
    LastModifiedDate: new Date(version.modifiedAt),
    ARN: parameter.arn,
    DataType: version.dataType,
  });

  const getParameter: Operation<GetParameterRequest, GetParameterResult> = (call) => {
    const { Name, WithDecryption } = call.input;
    assertNoSecret(Name!, WithDecryption);
    return { Parameter: shown(select(state, call, Name!), WithDecryption) };
  };

  const getParameters: Operation<GetParametersRequest, GetParametersResult> = (call) => {
    const found: ParameterShape[] = [];
    const missing: string[] = [];
    for (const name of new Set(call.input.Names)) {
      try {
        found.push(shown(select(state, call, name), call.input.WithDecryption));
      } catch (error) {
        if (!(error instanceof AwsError) || !/NotFound$/.test(error.code)) throw error;
        missing.push(name);
      }
    }
    return { Parameters: found, InvalidParameters: missing };
  };

  const getParametersByPath: Operation<GetParametersByPathRequest, GetParametersByPathResult> = (call) => {
    const { Path, Recursive = false, ParameterFilters, WithDecryption, MaxResults = 10, NextToken } = call.input;
    const path = pathOf(Path!);
    const all = state.parameters
      .list(scopeOf(call))
      .filter(({ name }) => isUnder(name, path, Recursive))
      .filter(filterOf(state, ParameterFilters, 'byPath'));
    const { items, next } = page(all, MaxResults, NextToken, ({ name }) => name);
    return {
      Parameters: items.map((parameter) =>
        shown({ parameter, version: state.current(parameter), selector: undefined }, WithDecryption),
      ),
      NextToken: next,
    };
  };

  const getParameterHistory: Operation<GetParameterHistoryRequest, GetParameterHistoryResult> = (call) => {
    const { Name, WithDecryption = false, MaxResults = 50, NextToken } = call.input;
    const { parameter } = select(state, call, Name!);
    const key = ({ version }: { version: number }) => String(version).padStart(12, '0');
    const { items, next } = page(state.versions(parameter), MaxResults, NextToken, key);
    return {
      Parameters: items.map((version) => ({
        Name: parameter.name,
        Type: version.type,
        KeyId: version.keyId,
        LastModifiedDate: new Date(version.modifiedAt),
        LastModifiedUser: version.modifiedBy,
        Description: version.description,
        Value: state.valueOf(parameter, version, WithDecryption),
        AllowedPattern: version.allowedPattern,
        Version: version.version,
        Labels: [...version.labels],
        Tier: version.tier,
        Policies: [],
        DataType: version.dataType,
      })),
      NextToken: next,
    };
  };

  return {
    GetParameter: getParameter,
    GetParameters: getParameters,
    GetParametersByPath: getParametersByPath,
    GetParameterHistory: getParameterHistory,
  };
}
