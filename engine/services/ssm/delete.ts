import type { DeleteParameterRequest, DeleteParametersRequest, DeleteParametersResult } from '@aws-sdk/client-ssm';
import { scopeOf } from '../../arn.ts';
import type { Call, Operation } from '../../service.ts';
import { parameterNotFound } from './names.ts';
import type { SsmState } from './state.ts';

export function deletion(state: SsmState) {
  function drop(call: Pick<Call, 'account' | 'region'>, name: string): boolean {
    const parameter = state.find(scopeOf(call), name);
    if (parameter) state.delete(parameter);
    return parameter !== undefined;
  }

  const deleteParameter: Operation<DeleteParameterRequest, void> = (call) => {
    if (!drop(call, call.input.Name!)) throw parameterNotFound();
  };

  const deleteParameters: Operation<DeleteParametersRequest, DeleteParametersResult> = (call) => {
    const names = [...new Set(call.input.Names)];
    const deleted = new Set(names.filter((name) => drop(call, name)));
    return {
      DeletedParameters: [...deleted],
      InvalidParameters: names.filter((name) => !deleted.has(name)),
    };
  };

  return { DeleteParameter: deleteParameter, DeleteParameters: deleteParameters };
}
