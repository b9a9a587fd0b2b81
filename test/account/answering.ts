import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const answers = join(import.meta.dirname, 'answers');
const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

/**
 * An endpoint that answers for EC2 and RDS, which the engine does not have, with what moto's server answered for a small network (recorded
 * in `answers/`), and denies everything else.
 */
export async function givenEndpoint(): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const action = new URLSearchParams(body).get('Action');
    if (action === 'GetCallerIdentity') return response.end(identity);
    if (action?.startsWith('Describe')) {
      response.setHeader('content-type', 'text/xml');
      return response.end(readFileSync(join(answers, `${action}.xml`)));
    }
    const isS3 = request.headers.authorization?.includes('/s3/') === true;
    const isXml = action !== null || isS3;
    response.statusCode = 403;
    response.setHeader('content-type', isXml ? 'text/xml' : 'application/x-amz-json-1.1');
    response.setHeader('x-amzn-errortype', 'AccessDeniedException');
    const error = '<Error><Code>AccessDenied</Code><Message>no</Message></Error>';
    return response.end(
      isXml ? (isS3 ? error : `<ErrorResponse>${error}</ErrorResponse>`) : '{"__type":"AccessDeniedException"}',
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export const settings = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});
