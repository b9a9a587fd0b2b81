import { systemTime } from './clock.ts';
import { DeliveryError } from './deliveries/index.ts';
import { canonicalRequest, sha256 } from './http/signature/canonical.ts';
import { sign } from './http/signature/verify.ts';

const TIMEOUT_MS = 15_000;

export interface ToPost {
  readonly url: URL;
  readonly body: string;
  /** The service's name in signatures. */
  readonly service: string;
  readonly region: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Posts a call to an API of AWS at the address the user gave, signed with `AWS_ACCESS_KEY_ID` and its companions from the environment, with
 * a key named `test` where there is none.
 * @throws DeliveryError when nobody answers there
 */
export async function signedPost(call: ToPost): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const answer = await fetch(call.url, {
      method: 'POST',
      headers: signed(call),
      body: call.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    const { message, cause } = error instanceof Error ? error : new Error(String(error));
    throw new DeliveryError('CONNECTION_FAILURE', cause instanceof Error ? cause.message : message, false);
  }
}

/** Errors that pass although their status says that the caller is at fault. */
const PASSING = /Throttl|TooManyRequests|LimitExceeded|Unavailable|Internal/;

/** What the JSON protocols refuse a call with: `{"__type": "com.amazonaws.ssm#InvalidDocument", "message": "..."}`. */
export function jsonRefusal({ status, text }: { readonly status: number; readonly text: string }): DeliveryError {
  const code = /"__type"\s*:\s*"(?:[^"#]*#)?([^"]+)"/.exec(text)?.[1] ?? String(status);
  const message = /"[mM]essage"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? `The endpoint answered ${code}.`;
  const lasting = status >= 400 && status < 500 && status !== 429 && !PASSING.test(code);
  return new DeliveryError(code, message, lasting);
}

function signed({ url, body, service, region, headers: own, environment }: ToPost): Record<string, string> {
  const { AWS_ACCESS_KEY_ID: accessKeyId = 'test', AWS_SECRET_ACCESS_KEY: secret = 'test' } = environment;
  const date = `${new Date(systemTime()).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
  const token = environment.AWS_ACCESS_KEY_ID ? environment.AWS_SESSION_TOKEN : undefined;
  const headers = { ...own, 'x-amz-date': date, ...(token ? { 'x-amz-security-token': token } : {}) };
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
