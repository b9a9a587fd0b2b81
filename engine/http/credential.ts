import type { HttpRequest } from './exchange.ts';

/** The `Credential` of a signature: `AKIA.../20261121/us-east-1/logs/aws4_request`. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** `20261121` */
  readonly date: string;
  readonly region: string;
  /** The service's signing name. */
  readonly service: string;
}

/** What an SDK says about who calls what where: in the `Authorization` header, or in the query of a presigned URL. */
export function credentialScope({
  headers,
  query,
}: Pick<HttpRequest, 'headers' | 'query'>): CredentialScope | undefined {
  const authorization = headers.authorization;
  if (authorization !== undefined) return scopeIn(/Credential=([^,\s]+)/.exec(authorization)?.[1]);
  if (!query.includes('X-Amz-Credential=')) return undefined;
  return scopeIn(new URLSearchParams(query).get('X-Amz-Credential') ?? undefined);
}

function scopeIn(credential: string | undefined): CredentialScope | undefined {
  // An access key id has no slash; what follows it has four.
  const parts = credential?.split('/') ?? [];
  if (parts.length !== 5) return undefined;
  const [accessKeyId, date, region, service] = parts as [string, string, string, string];
  return { accessKeyId, date, region, service };
}
