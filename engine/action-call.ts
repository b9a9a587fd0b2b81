import type { ActionCall } from '../core/alarm/index.ts';
import { systemTime } from './clock.ts';
import { type Delivery, DeliveryError } from './deliveries/index.ts';
import { canonicalRequest, sha256 } from './http/signature/canonical.ts';
import { sign } from './http/signature/verify.ts';
import type { EngineSettings } from './settings.ts';

const TIMEOUT_MS = 15_000;

/** Versions of the two query APIs. */
const versions: Record<ActionCall['service'], string> = { ec2: '2016-11-15', autoscaling: '2011-01-01' };

/** Errors that pass although their status says that the caller is at fault. */
const PASSING = /<Code>(Throttling|RequestLimitExceeded|RequestThrottled|ServiceUnavailable|InternalError)/;

/** Whether a call is sent: an endpoint was given for its service, and the call is one of its public API ("recover" is not). */
export const isSendable = (call: ActionCall, { actionEndpoints }: EngineSettings): boolean =>
  actionEndpoints[call.service] !== undefined && call.operation !== 'RecoverInstances';

/**
 * The deliverer of kind `action-call`: makes the call an EC2 or Auto Scaling action stands for at the endpoint the user gave. It is
 * signed with `AWS_ACCESS_KEY_ID` and its companions from the environment, with a key named `test` where there is none.
 */
export const callSender =
  ({ actionEndpoints }: Pick<EngineSettings, 'actionEndpoints'>, environment: NodeJS.ProcessEnv) =>
  async ({ payload, attributes }: Delivery): Promise<void> => {
    const call = JSON.parse(payload) as ActionCall;
    const endpoint = actionEndpoints[call.service];
    if (endpoint === undefined)
      throw new DeliveryError('NO_ENDPOINT', `no endpoint is given for ${call.service}`, true);
    const region = attributes.scope?.split('/')[1] ?? '';
    const url = new URL(endpoint);
    const body = formOf(call);
    const headers = signed({ url, body, service: call.service, region, environment });
    const { status, text } = await answerTo(url, headers, body);
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

interface ToSign {
  readonly url: URL;
  readonly body: string;
  readonly service: string;
  readonly region: string;
  readonly environment: NodeJS.ProcessEnv;
}

function signed({ url, body, service, region, environment }: ToSign): Record<string, string> {
  const { AWS_ACCESS_KEY_ID: accessKeyId = 'test', AWS_SECRET_ACCESS_KEY: secret = 'test' } = environment;
  const date = `${new Date(systemTime()).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
  const token = environment.AWS_ACCESS_KEY_ID ? environment.AWS_SESSION_TOKEN : undefined;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'x-amz-date': date,
    ...(token ? { 'x-amz-security-token': token } : {}),
  };
  const names = [...Object.keys(headers), 'host'].sort();
  const canonical = canonicalRequest({
    request: {
      method: 'POST',
      path: url.pathname,
      query: url.search.slice(1),
      headers: { ...headers, host: url.host },
      body: Buffer.from(body),
    },
    headers: names,
    payload: sha256(body),
    pathAsSent: false,
  });
  const scope = { accessKeyId, date: date.slice(0, 8), region, service };
  const signature = sign({ scope, date }, secret, canonical);
  const credential = `${accessKeyId}/${scope.date}/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...headers, authorization };
}

async function answerTo(url: URL, headers: Record<string, string>, body: string) {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    const { message, cause } = error instanceof Error ? error : new Error(String(error));
    throw new DeliveryError('CONNECTION_FAILURE', cause instanceof Error ? cause.message : message, false);
  }
}
