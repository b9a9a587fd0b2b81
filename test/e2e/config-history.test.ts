import {
  ConfigServiceClient,
  GetResourceConfigHistoryCommand,
  PutResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundleHandlers } from '../../functions/bundle.ts';
import { startRecorder } from '../engine/services/config/start-recorder.ts';
import { trailkeeper } from '../support/cli.ts';
import { clientOptions, engine } from '../support/engine.ts';
import { testFolder } from '../support/folder.ts';

const disk = testFolder();
const NAME = 'trailkeeper-config-history';
const ARN = `arn:aws:lambda:us-east-1:123456789012:function:${NAME}`;

describe('the configuration history in the engine', () => {
  it('is written by the built handler from changes on the bus, and read back by import', async () => {
    const from = await engine({ clock: 'virtual', startAt: Date.UTC(2026, 0, 10) });
    const to = await engine();
    const options = clientOptions(from);
    const config = new ConfigServiceClient(options);
    const events = new EventBridgeClient(options);
    const lambda = new LambdaClient(options);
    const s3 = new S3Client({ ...options, forcePathStyle: true });
    const target = new ConfigServiceClient(clientOptions(to));
    onTestFinished(() => {
      for (const client of [config, events, lambda, s3, target]) client.destroy();
    });
    const { zip } = (await bundleHandlers(['config-history'])).get('config-history')!;
    await s3.send(new CreateBucketCommand({ Bucket: 'history' }));
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: NAME,
        Runtime: 'nodejs24.x',
        Role: 'arn:aws:iam::123456789012:role/r',
        Handler: 'index.handler',
        Code: { ZipFile: zip },
        Environment: { Variables: { HISTORY_BUCKET: 'history' } },
      }),
    );
    await lambda.send(
      new AddPermissionCommand({
        FunctionName: NAME,
        StatementId: 'events',
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
      }),
    );
    await events.send(
      new PutRuleCommand({
        Name: 'changes',
        EventPattern: JSON.stringify({
          source: ['aws.config'],
          'detail-type': ['Config Configuration Item Change'],
        }),
      }),
    );
    await events.send(new PutTargetsCommand({ Rule: 'changes', Targets: [{ Id: 'history', Arn: ARN }] }));
    await startRecorder(config);
    const history = async (client: ConfigServiceClient) => {
      const { configurationItems } = await client.send(
        new GetResourceConfigHistoryCommand({ resourceType: 'AWS::S3::Bucket', resourceId: 'b' }),
      );
      return configurationItems;
    };

    for (const status of ['Suspended', 'Enabled']) {
      await config.send(
        new PutResourceConfigCommand({
          ResourceType: 'AWS::S3::Bucket',
          SchemaVersionId: '1',
          ResourceId: 'b',
          Configuration: JSON.stringify({ versioning: { status } }),
        }),
      );
      await from.clock.advanceTo(from.clock.now() + 60_000);
    }
    const { s3: files } = from.services;
    // The clock moved on only when nothing was under way any more.
    const keys = files.ports.keys('history', 'config-history/');
    for (const key of keys) disk.file(key, files.ports.get('history', key)!);
    const ran = await trailkeeper('import', disk.folder, '--endpoint', to.url);

    expect(keys).toHaveLength(2);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(await history(target)).toEqual(await history(config));
  });
});
