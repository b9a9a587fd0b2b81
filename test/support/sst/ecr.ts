import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The one service SST's CLI calls that the engine has not: when it first meets an account it makes a repository for container images,
 * which nothing here uses.
 */
export async function ecr() {
  const repository = {
    registryId: '123456789012',
    repositoryUri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/sst-asset',
  };
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.1').end(JSON.stringify({ repository }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
