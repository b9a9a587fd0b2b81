import { scopeOf } from '../../arn.ts';
import type { Parameter, SsmState } from './state.ts';

/** Deletes a parameter when its Expiration policy says so. */
export function expireWhenDue(state: SsmState, parameter: Parameter): void {
  const { expiresAt, name } = parameter;
  if (expiresAt === undefined) return;
  state.parts.clock.at(expiresAt, () => {
    const now = state.find(scopeOf(parameter), name);
    // A newer version may have brought another date, or none.
    if (now?.expiresAt === expiresAt) state.delete(now);
  });
}

/** Sets the timers of stored parameters again. */
export function resumeExpiry(state: SsmState): void {
  for (const scope of state.parameters.scopes()) {
    for (const parameter of state.parameters.list(scope)) expireWhenDue(state, parameter);
  }
}
