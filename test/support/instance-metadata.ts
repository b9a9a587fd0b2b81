import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The metadata service of an EC2 instance that has a role: only with a session token, as with IMDSv2 required. */
export async function instanceMetadata(keys: { id: string; secret: string }, region = 'us-east-1') {
  const role = {
    Code: 'Success',
    AccessKeyId: keys.id,
    SecretAccessKey: keys.secret,
    Token: 'a-session-token',
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  };
  const identity = { instanceId: 'i-0123456789abcdef0', accountId: '123456789012', privateIp: '10.0.0.7', region };
  const answers: Readonly<Record<string, string>> = {
    '/latest/meta-data/iam/security-credentials/': 'host-role',
    '/latest/meta-data/iam/security-credentials/host-role': JSON.stringify(role),
    '/latest/dynamic/instance-identity/document': JSON.stringify(identity),
  };
  const server = createServer((request, response) => {
    if (request.method === 'PUT' && request.url === '/latest/api/token') return response.end('session');
    if (request.headers['x-aws-ec2-metadata-token'] !== 'session') return response.writeHead(401).end();
    const answer = answers[request.url ?? ''];
    return answer === undefined ? response.writeHead(404).end() : response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
