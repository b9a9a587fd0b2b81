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

/** @throws UsageError in place of an error of the network, whatever else went wrong as it is */
export function orUnreachable(endpoint: string | undefined, error: unknown): never {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!/^E(CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|TIMEDOUT|PROTO)$/.test(code)) throw error;
  throw new UsageError(`--endpoint: ${endpoint ?? 'AWS'} cannot be reached (${code})`);
}
