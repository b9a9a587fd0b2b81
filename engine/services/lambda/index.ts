import { defineService } from '../../service.ts';
import { type CredentialsOf, environmentOf } from './environment.ts';
import { functions } from './functions.ts';
import { invocations } from './invocations.ts';
import { permissions } from './permissions.ts';
import type { SandboxOptions } from './sandbox.ts';
import { Sandboxes } from './sandboxes.ts';
import { type LambdaFunction, LambdaState } from './state.ts';
import { tags } from './tags.ts';

/**
 * AWS Lambda: functions as built packages, run in threads of this process with the event, context, time limit and environment
 * AWS gives them.
 *
 * Ports: `accept` and `work` deliver (kinds `lambda` and `lambda-function`), `logged` goes to Logs, `metric` to CloudWatch,
 * `credentialsBy` is told how a role's session keys are made.
 */
export const lambda = defineService({
  sdk: () => import('@aws-sdk/client-lambda'),
  signingName: 'lambda',
  validationCode: 'ValidationException',
  create(parts) {
    let credentialsOf: CredentialsOf = () => {
      throw new Error('lambda: nothing gives session credentials; wiring connects credentialsBy');
    };
    const { clock, settings } = parts;
    const state = new LambdaState(parts, (code) => {
      const sandboxOf = (found: LambdaFunction, taskRoot: string): SandboxOptions => {
        const keys = credentialsOf(found.role, found.name);
        return {
          taskRoot,
          handler: found.handler,
          now: clock.virtual ? clock.now() : undefined,
          memorySize: found.memorySize,
          environment: environmentOf(found, taskRoot, settings.url(), keys),
          expiresAt: keys.expiresAt,
        };
      };
      return new Sandboxes(code, sandboxOf, () => clock.now());
    });
    const running = invocations(state);
    return {
      operations: { ...functions(state), ...permissions(state), ...tags(state), ...running.operations },
      ports: {
        ...running.ports,
        credentialsBy: (make: CredentialsOf) => {
          credentialsOf = make;
        },
      },
      close: () => state.sandboxes.close(),
    };
  },
});
