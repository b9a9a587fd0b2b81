import type { PutPermissionRequest, RemovePermissionRequest } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { type BusRef, busArn, busRef, type Statement } from './model.ts';
import { type EventsState, invalid } from './state.ts';

/** Who may put events on a bus: its policy, kept and shown. */
export function permissions(state: EventsState) {
  const put = (ref: BusRef, statements: readonly Statement[]) =>
    state.putBus(ref, { ...state.existingBus(ref), statements, modifiedAt: state.parts.clock.now() });

  const putPermission: Operation<PutPermissionRequest, void> = (call) => {
    const { input } = call;
    const ref = busRef(call, input.EventBusName);
    const { statements } = state.existingBus(ref);
    if (input.Policy !== undefined) {
      put(ref, statementsOf(input.Policy));
      return;
    }
    if (!input.StatementId || !input.Principal || !input.Action) {
      throw invalid('Parameter(s) Policy or Action, Principal and StatementId must be specified.');
    }
    if (input.Action !== 'events:PutEvents') throw invalid("Provided value in parameter 'action' is not supported.");
    const statement: Statement = {
      Sid: input.StatementId,
      Effect: 'Allow',
      Principal: input.Principal === '*' ? '*' : { AWS: `arn:aws:iam::${input.Principal}:root` },
      Action: input.Action,
      Resource: busArn(ref),
      ...(input.Condition?.Type && {
        Condition: { [input.Condition.Type]: { [input.Condition.Key ?? '']: input.Condition.Value } },
      }),
    };
    put(ref, [...statements.filter(({ Sid }) => Sid !== statement.Sid), statement]);
  };

  const removePermission: Operation<RemovePermissionRequest, void> = (call) => {
    const { StatementId: id, RemoveAllPermissions: all, EventBusName: bus } = call.input;
    const ref = busRef(call, bus);
    const { statements } = state.existingBus(ref);
    if (all) {
      put(ref, []);
      return;
    }
    const left = statements.filter(({ Sid }) => Sid !== id);
    if (left.length === statements.length) {
      throw new AwsError('ResourceNotFoundException', 'Statement with the provided id does not exist.');
    }
    put(ref, left);
  };

  return { PutPermission: putPermission, RemovePermission: removePermission };
}

function statementsOf(policy: string): Statement[] {
  try {
    const { Statement } = JSON.parse(policy) as { Statement?: Statement | Statement[] };
    if (Statement !== undefined) return Array.isArray(Statement) ? Statement : [Statement];
  } catch {
    // falls through: text that is no JSON is no policy either
  }
  throw invalid("Provided value in parameter 'policy' is not a valid JSON policy document.");
}
