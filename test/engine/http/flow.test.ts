import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../../engine/errors.ts';
import type { Called } from '../../../engine/http/serve.ts';
import type { Call, EngineParts } from '../../../engine/service.ts';
import { type ServedForTest, serveServices } from '../../support/serve.ts';

let server: ServedForTest<Record<string, never>>;
afterEach(() => server.close());

/** A service that keeps groups in the store, and whose store can be made to fail. */
const logs = {
  sdk: () => import('@aws-sdk/client-cloudwatch-logs'),
  signingName: 'logs',
  validationCode: 'InvalidParameterException',
  create: ({ store, clock }: EngineParts) => ({
    ports: {},
    operations: {
      CreateLogGroup: ({ input }: Call<{ logGroupName: string }>) => {
        store.documents('groups').put('all', input.logGroupName, {});
      },
      DescribeLogGroups: async () => {
        clock.at(clock.now() + 1000, () => undefined);
        await new Promise((resolve) => setTimeout(resolve, 30));
        throw new AwsError('ResourceNotFoundException', 'none');
      },
    },
  }),
};

describe('a call', () => {
  it('is told of, done or failed, and none that breaks a constraint', async () => {
    const told: Called[] = [];
    server = (await serveServices({ logs }, { called: (called) => told.push(called) })) as never;
    const client = new CloudWatchLogsClient(server.config);

    await client.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
    await client.send(new DescribeLogGroupsCommand({})).catch(() => undefined);
    await client.send(new CreateLogGroupCommand({ logGroupName: 'a b' })).catch(() => undefined);

    expect(told.map(({ service, operation, error }) => [service, operation, error?.code])).toEqual([
      ['logs', 'CreateLogGroup', undefined],
      ['logs', 'DescribeLogGroups', 'ResourceNotFoundException'],
    ]);
    expect(told[0]?.call).toMatchObject({ input: { logGroupName: 'g' }, sourceIp: '127.0.0.1', endpoint: server.url });
  });

  it('is done even when whoever records it fails', async () => {
    const called = () => {
      throw new Error('no room for records');
    };
    server = (await serveServices({ logs }, { called })) as never;

    await new CloudWatchLogsClient(server.config).send(new CreateLogGroupCommand({ logGroupName: 'g' }));

    expect(server.logged.join()).toContain('no room for records');
  });

  it('is answered only once what it wrote is committed', async () => {
    server = (await serveServices({ logs })) as never;
    const { store } = server.parts;
    const committed = store.committed.bind(store);
    store.committed = async () => {
      await committed();
      throw new AwsError('ServiceUnavailableException', 'no space left', { status: 503 });
    };
    const client = new CloudWatchLogsClient(server.config);

    await expect(client.send(new CreateLogGroupCommand({ logGroupName: 'g' }))).rejects.toMatchObject({
      name: 'ServiceUnavailableException',
    });
  });

  it('holds virtual time until it is answered', async () => {
    server = (await serveServices({ logs })) as never;
    const start = server.parts.clock.now();
    let answered = false;
    const asking = new CloudWatchLogsClient(server.config)
      .send(new DescribeLogGroupsCommand({}))
      .catch(() => undefined)
      .then(() => {
        answered = true;
      });
    await new Promise((resolve) => setTimeout(resolve, 10));

    const moving = server.parts.clock.advanceTo(start + 5000);
    expect([server.parts.clock.now(), answered]).toEqual([start, false]);
    await Promise.all([moving, asking]);
    expect(server.parts.clock.now()).toBe(start + 5000);
  });
});
