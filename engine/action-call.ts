import type { ActionCall } from '../core/alarm/index.ts';
import { type Delivery, DeliveryError } from './deliveries/index.ts';
import type { EngineSettings } from './settings.ts';
import { signedPost } from './signed-post.ts';

/** Versions of the two query APIs. */
const versions: Record<ActionCall['service'], string> = { ec2: '2016-11-15', autoscaling: '2011-01-01' };

/** Errors that pass although their status says that the caller is at fault. */
const PASSING = /<Code>(Throttling|RequestLimitExceeded|RequestThrottled|ServiceUnavailable|InternalError)/;

/** Whether a call is sent: an endpoint was given for its service, and the call is one of its public API ("recover" is not). */
export const isSendable = (call: ActionCall, { actionEndpoints }: EngineSettings): boolean =>
  actionEndpoints[call.service] !== undefined && call.operation !== 'RecoverInstances';

/**
 * The deliverer of kind `action-call`: makes the call an EC2 or Auto Scaling action stands for at the endpoint the user gave.
 */
export const callSender =
  ({ actionEndpoints }: Pick<EngineSettings, 'actionEndpoints'>, environment: NodeJS.ProcessEnv) =>
  async ({ payload, attributes }: Delivery): Promise<void> => {
    const call = JSON.parse(payload) as ActionCall;
    const endpoint = actionEndpoints[call.service];
    if (endpoint === undefined)
      throw new DeliveryError('NO_ENDPOINT', `no endpoint is given for ${call.service}`, true);
    const region = attributes.scope?.split('/')[1] ?? '';
    const { status, text } = await signedPost({
      url: new URL(endpoint),
      body: formOf(call),
      service: call.service,
      region,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      environment,
    });
    if (status >= 200 && status < 300) return;
    const code = /<Code>([^<]+)/.exec(text)?.[1] ?? String(status);
    const message = /<Message>([^<]+)/.exec(text)?.[1] ?? `The endpoint answered ${status}.`;
    const lasting = status >= 400 && status < 500 && status !== 429 && !PASSING.test(text);
    throw new DeliveryError(code, message, lasting);
  };

/** The call as the query protocols write it: `InstanceId.1=i-1`; EC2 names its lists in the singular. */
export function formOf({ service, operation, input }: ActionCall): string {
  const form = new URLSearchParams({ Action: operation, Version: versions[service] });
  for (const [name, value] of Object.entries(input)) {
    if (!Array.isArray(value)) form.append(name, String(value));
    else
      for (const [index, each] of value.entries()) form.append(`${name.replace(/s$/, '')}.${index + 1}`, String(each));
  }
  return form.toString();
}
