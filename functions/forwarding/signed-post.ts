import { gzipSync } from 'node:zlib';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { required } from '../shared/environment.ts';

type Credentials = ConstructorParameters<typeof SignatureV4>[0]['credentials'];

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Posts NDJSON to `_bulk`. Rejects where nobody answers in time. */
export type PostBulk = (body: string, signal: AbortSignal) => Promise<Answer>;

/**
 * Requests to an OpenSearch domain: gzipped, and signed for the service `es` with the function's own credentials, as a domain's access
 * policy or its fine-grained access control asks for.
 */
export function signedPost(endpoint: URL, credentials: Credentials): PostBulk {
  const signer = new SignatureV4({ service: 'es', region: required('AWS_REGION'), credentials, sha256: Sha256 });
  const path = `${endpoint.pathname.replace(/\/$/, '')}/_bulk`;
  return async (text, signal) => {
    const request = new HttpRequest({
      method: 'POST',
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      port: endpoint.port ? Number(endpoint.port) : undefined,
      path,
      headers: { host: endpoint.host, 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
      body: gzipSync(text),
    });
    const { headers, body } = await signer.sign(request);
    const answer = await fetch(new URL(path, endpoint), {
      method: 'POST',
      headers,
      body: body as Uint8Array<ArrayBuffer>,
      redirect: 'manual',
      signal,
    });
    return { status: answer.status, body: await answer.text() };
  };
}
