import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../../engine/index.ts';
import { awsCommand, aws as run } from '../../support/aws-cli.ts';

describe.skipIf(!awsCommand)('the AWS CLI', { timeout: 240_000 }, () => {
  let engine: Engine;
  let folder: string;

  beforeAll(async () => {
    engine = await startEngine({ log: { warn: () => undefined, error: (message) => console.error(message) } });
    folder = mkdtempSync(path.join(tmpdir(), 'cli-'));
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  async function aws(...words: string[]): Promise<Record<string, unknown>> {
    const stdout = await run(engine.url, words, { HOME: folder, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' });
    return stdout.trim().startsWith('{') ? JSON.parse(stdout) : { stdout };
  }

  it('reaches the services over each of its protocols', async () => {
    await aws('logs', 'create-log-group', '--log-group-name', '/cli');
    const [identity, groups, table, user, queue] = await Promise.all([
      aws('sts', 'get-caller-identity'),
      aws('logs', 'describe-log-groups'),
      aws(
        ...['dynamodb', 'create-table', '--table-name', 'cli', '--billing-mode', 'PAY_PER_REQUEST'],
        ...[
          '--attribute-definitions',
          'AttributeName=id,AttributeType=S',
          '--key-schema',
          'AttributeName=id,KeyType=HASH',
        ],
      ),
      aws('iam', 'create-user', '--user-name', 'mallory'),
      aws('sqs', 'create-queue', '--queue-name', 'cli'),
      aws('cloudwatch', 'put-metric-data', '--namespace', 'Cli', '--metric-name', 'm', '--value', '1.5'),
      aws('lambda', 'list-functions'),
    ]);

    expect(identity).toMatchObject({ Account: '123456789012' });
    expect(groups).toMatchObject({ logGroups: [{ logGroupName: '/cli' }] });
    expect(table).toMatchObject({ TableDescription: { TableName: 'cli', TableStatus: 'ACTIVE' } });
    expect(user).toMatchObject({ User: { UserName: 'mallory' } });
    expect(queue).toMatchObject({ QueueUrl: expect.stringContaining('/123456789012/cli') });
  });

  it('is told of errors as AWS tells them', async () => {
    await expect(aws('ssm', 'get-parameter', '--name', '/none')).rejects.toThrow(
      '(ParameterNotFound) when calling the GetParameter operation',
    );
    await expect(aws('logs', 'get-data-protection-policy', '--log-group-identifier', '/cli')).rejects.toThrow(
      'trailkeeper does not implement logs:GetDataProtectionPolicy yet',
    );
  });

  it('copies files to a bucket and back', async () => {
    const file = path.join(folder, 'trail.json');
    writeFileSync(file, '{"Records":[]}');

    await aws('s3', 'mb', 's3://cli-bucket');
    await aws('s3', 'cp', file, 's3://cli-bucket/AWSLogs/trail.json');
    const listed = await aws('s3', 'ls', 's3://cli-bucket/AWSLogs/');
    await aws('s3', 'cp', 's3://cli-bucket/AWSLogs/trail.json', path.join(folder, 'back.json'));

    expect(String(listed.stdout)).toContain('trail.json');
    expect(readFileSync(path.join(folder, 'back.json'), 'utf8')).toBe('{"Records":[]}');
  });
});
