import { scopeOf } from '../../arn.ts';
import { dueOf, parsePolicies } from './policies.ts';
import type { Parameter, SsmState } from './state.ts';

/** Sets the timers of a parameter's policies; what they do is done once for each version, over a restart too. */
export function actWhenDue(state: SsmState, parameter: Parameter): void {
  const { policies: text = '[]', modifiedAt } = state.current(parameter);
  const policies = parsePolicies(text);
  for (const [at, policy] of policies.entries()) {
    if (parameter.acted?.includes(at)) continue;
    state.parts.clock.at(dueOf(policy, policies, modifiedAt), () => {
      const now = state.find(scopeOf(parameter), parameter.name);
      // A newer version has policies of its own, and another parameter may have the name by now.
      if (now?.version !== parameter.version || now.madeAt !== parameter.madeAt) return;
      state.parts.store.write(() => {
        state.act(now, policy);
        if (policy.type === 'Expiration') state.delete(now);
        else state.put({ ...now, acted: [...(now.acted ?? []), at] });
      });
    });
  }
}

/** Sets the timers of stored parameters again. */
export function resumePolicies(state: SsmState): void {
  for (const scope of state.parameters.scopes()) {
    for (const parameter of state.parameters.list(scope)) actWhenDue(state, parameter);
  }
}
