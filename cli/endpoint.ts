import { credentialsFor } from './credentials.ts';
import { UsageError } from './errors.ts';

const DEFAULT_REGION = 'us-east-1';

export interface EndpointFlags {
  readonly endpoint?: string;
  readonly region?: string;
}

/**
 * Settings of SDK clients for `--endpoint` and `--region`; without an endpoint the SDK's own settings decide.
 * @throws UsageError when the endpoint is no URL
 */
export function clientSettings({ endpoint, region }: EndpointFlags) {
  const url = endpoint ?? process.env.AWS_ENDPOINT_URL;
  if (url !== undefined && !URL.canParse(url)) throw new UsageError(`--endpoint: ${url} is not a URL`);
  return {
    region: region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? DEFAULT_REGION,
    ...(url !== undefined && { endpoint: url, credentials: credentialsFor(url) }),
  };
}

/** Errors of the network: nobody is there, or nobody who speaks HTTP. */
const UNREACHABLE = /^E(CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|TIMEDOUT|PROTO)$/;

/**
 * Says in one line why an endpoint, or AWS, could not be asked.
 * @throws UsageError where nobody is there, no credentials are, the call is refused, or the answer is not AWS's; else the error itself
 */
export function orUnanswered(flag: string | undefined, error: unknown): never {
  const endpoint = flag ?? process.env.AWS_ENDPOINT_URL;
  const asked = endpoint === undefined ? 'AWS' : `--endpoint: ${endpoint}`;
  if (!(error instanceof Error)) throw error;
  if ('code' in error && UNREACHABLE.test(String(error.code))) {
    throw new UsageError(`${asked} cannot be reached (${error.code})`);
  }
  if (error.name === 'CredentialsProviderError') {
    throw new UsageError(`${error.message}; set some up as for the AWS CLI, or give --endpoint`);
  }
  const status = statusOf(error);
  if (status === undefined) throw error;
  // The SDK could make nothing of it: a page of HTML, say.
  if (status < 400 || error instanceof SyntaxError || /^Unknown(Error)?$/.test(error.message)) {
    throw new UsageError(`${asked} does not answer as AWS does (HTTP ${status})`);
  }
  throw new UsageError(`${asked} refuses: ${error.name}: ${error.message}`);
}

/** The HTTP status of the answer an error is about. */
const statusOf = (error: Error): number | undefined =>
  '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined;
