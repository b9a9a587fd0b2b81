import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import {
  type ConfigServiceClient,
  paginateGetResourceConfigHistory,
  paginateListDiscoveredResources,
  type ResourceType,
} from '@aws-sdk/client-config-service';
import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand, EnableKeyRotationCommand, KMSClient } from '@aws-sdk/client-kms';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CALLS } from '../../account/collect/index.ts';
import type { Json } from '../../core/cloudtrail/index.ts';
import {
  type ConfigurationItem,
  isUnknown,
  normaliseItem,
  UNKNOWN,
  unknownIn,
} from '../../core/configuration-item/index.ts';
import { trailkeeper } from '../support/cli.ts';
import { testFolder } from '../support/folder.ts';
import { recordedAccount } from '../support/recorded-account.ts';

const { folder } = testFolder();
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }],
});

/** One of everything the engine has, made as anybody would. */
async function makeAll({ s3, options }: Awaited<ReturnType<typeof recordedAccount>>): Promise<void> {
  const iam = new IAMClient(options);
  await iam.send(new CreateGroupCommand({ GroupName: 'dev' }));
  await iam.send(new CreateUserCommand({ UserName: 'bob', Path: '/team/', Tags: [{ Key: 'Team', Value: 'web' }] }));
  await iam.send(new AddUserToGroupCommand({ UserName: 'bob', GroupName: 'dev' }));
  await iam.send(new PutUserPolicyCommand({ UserName: 'bob', PolicyName: 'p', PolicyDocument: policy }));
  await iam.send(new CreateLoginProfileCommand({ UserName: 'bob', Password: 'Pa55word!Pa55word!' }));
  await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'read', PolicyDocument: policy }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn: Policy!.Arn! }));
  await iam.send(new CreateRoleCommand({ RoleName: 'run', AssumeRolePolicyDocument: policy, Description: 'runs' }));

  const Bucket = 'books';
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(
    new PutBucketLoggingCommand({
      Bucket,
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'config-files', TargetPrefix: 'b/' } },
    }),
  );
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'k' },
            BucketKeyEnabled: true,
          },
        ],
      },
    }),
  );
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'Team', Value: 'web' }] } }));

  const kms = new KMSClient(options);
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({ Description: 'd', Policy: policy, Tags: [{ TagKey: 'Team', TagValue: 'web' }] }),
  );
  await kms.send(new EnableKeyRotationCommand({ KeyId: KeyMetadata!.KeyId! }));

  const trail = new CloudTrailClient(options);
  await trail.send(new CreateTrailCommand({ Name: 'all', S3BucketName: 'config-files', IsMultiRegionTrail: true }));
  await trail.send(new StartLoggingCommand({ Name: 'all' }));

  const lambda = new LambdaClient(options);
  const ZipFile = zipSync({ 'index.js': new TextEncoder().encode('exports.handler = async () => {}') });
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'f',
      Role: 'arn:aws:iam::123456789012:role/run',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile },
      Timeout: 9,
      Environment: { Variables: { SECRET: 's' } },
      Tags: { Team: 'web' },
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'f',
      StatementId: 's',
      Action: 'lambda:InvokeFunction',
      Principal: 'sns.amazonaws.com',
    }),
  );

  const sns = new SNSClient(options);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 't', Tags: [{ Key: 'Team', Value: 'web' }] }));
  await sns.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: 'KmsMasterKeyId', AttributeValue: 'alias/aws/sns' }),
  );

  const sqs = new SQSClient(options);
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'q', Attributes: { DelaySeconds: '5' }, tags: { Team: 'web' } }),
  );
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '60' } }));
  for (const client of [iam, kms, trail, lambda, sns, sqs]) client.destroy();
}

/** Every resource as the recorder has it in the end. */
async function recordedItems(config: ConfigServiceClient, types: readonly string[]): Promise<ConfigurationItem[]> {
  const items: ConfigurationItem[] = [];
  for (const resourceType of types as readonly ResourceType[]) {
    for await (const { resourceIdentifiers = [] } of paginateListDiscoveredResources(
      { client: config },
      { resourceType },
    )) {
      for (const { resourceId } of resourceIdentifiers) {
        for await (const page of paginateGetResourceConfigHistory(
          { client: config },
          { resourceType, resourceId, limit: 1 },
        )) {
          const [last] = page.configurationItems ?? [];
          if (last) items.push(normaliseItem(JSON.parse(JSON.stringify(last))));
          break;
        }
      }
    }
  }
  return items;
}

/** Values by path, of objects; times to the second, as records have them. */
function leaves(value: Json | undefined, at: string): [string, Json][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, each]) => (each === undefined ? [] : leaves(each, `${at}.${name}`)));
  }
  return [[at, plain(value ?? null)]];
}

const plain = (value: Json): Json => {
  if (typeof value === 'string') {
    const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(value)?.[0];
    if (time) return time;
    return value.startsWith('{') ? plain(JSON.parse(value)) : value;
  }
  return typeof value === 'object' && value !== null
    ? (JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'string' ? plain(part) : part))) as Json)
    : value;
};

/** Differences in what both claim to know. */
function disagreements(a: ConfigurationItem, b: ConfigurationItem): string[] {
  const parts = ['configuration', 'supplementaryConfiguration', 'tags'] as const;
  const [ofA, ofB] = [a, b].map((item) => new Map(parts.flatMap((part) => leaves(item[part], part)))) as [
    Map<string, Json>,
    Map<string, Json>,
  ];
  const hidden = (item: ConfigurationItem, values: Map<string, Json>, path: string) =>
    unknownIn(item).some((each) => path === each || path.startsWith(`${each}.`)) ||
    isUnknown(unknownIn(item), path, values.has(path));
  return [...new Set([...ofA.keys(), ...ofB.keys()])]
    .filter((path) => !path.includes(UNKNOWN) && !hidden(a, ofA, path) && !hidden(b, ofB, path))
    .filter((path) => {
      const elements = [...unknownIn(a), ...unknownIn(b)].flatMap((each) =>
        each.startsWith(`${path}[].`) ? [each.slice(path.length + 3)] : [],
      );
      const [first, second] = [ofA, ofB].map((values) => without(values.get(path) ?? null, elements));
      return !isDeepStrictEqual(first, second);
    })
    .map((path) => `${a.resourceType} ${path}: ${JSON.stringify(ofA.get(path))} / ${JSON.stringify(ofB.get(path))}`);
}

/** A list without what its elements do not know. */
const without = (list: Json, members: readonly string[]): Json =>
  Array.isArray(list) && members.length > 0
    ? (list as readonly Json[]).map((element) => {
        const copy = structuredClone(element);
        for (const member of members) {
          const names = member.split('.');
          const holder = names
            .slice(0, -1)
            .reduce<unknown>((here, name) => (here as Record<string, unknown>)?.[name], copy);
          if (typeof holder === 'object' && holder !== null) delete (holder as Record<string, unknown>)[names.at(-1)!];
        }
        return copy;
      })
    : list;

describe('collect', () => {
  it('agrees with what is rebuilt from the records of the same calls, in what both know', async () => {
    // Prepare
    const account = await recordedAccount();
    await makeAll(account);

    // Act
    const out = join(folder, 'items.ndjson');
    const { err } = await trailkeeper(
      'collect',
      '--endpoint',
      account.engine.url,
      '--region',
      'us-east-1',
      '--out',
      out,
    );
    const collected = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => normaliseItem(JSON.parse(line)));

    // Assess: of the engine's own services, nothing is left out but what it does not have.
    expect(err.match(/not read: (\w+):/g)?.every((each) => /ec2|rds/.test(each)) ?? true).toBe(true);
    const types = [...new Set(collected.map(({ resourceType }) => resourceType))].sort();
    expect(types).toEqual([
      'AWS::CloudTrail::Trail',
      'AWS::IAM::Group',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::IAM::User',
      'AWS::KMS::Key',
      'AWS::Lambda::Function',
      'AWS::S3::Bucket',
      'AWS::SNS::Topic',
      'AWS::SQS::Queue',
    ]);
    const recorded = await recordedItems(account.config, types);
    const differences = recorded
      .filter(({ resourceName }) => resourceName !== 'config-files')
      .map((item) => {
        const same = collected.find(
          ({ resourceType, resourceId }) => resourceType === item.resourceType && resourceId === item.resourceId,
        );
        return same ? disagreements(item, same) : [`${item.resourceType} ${item.resourceId}: not collected`];
      });
    expect(recorded.length).toBe(10);
    expect(differences.flat()).toEqual([]);
  });

  it('makes the calls its policy allows, and no others', async () => {
    const account = await recordedAccount();
    await makeAll(account);
    const before = (await callsOf(account.engine.url)).length;
    await trailkeeper(
      'collect',
      '--endpoint',
      account.engine.url,
      '--region',
      'us-east-1',
      '--out',
      join(folder, 'a.ndjson'),
    );
    const made = new Set((await callsOf(account.engine.url)).slice(before));
    made.delete('sts.GetCallerIdentity');
    const allowed = new Set<string>(Object.keys(CALLS));
    expect([...made].filter((call) => !allowed.has(call))).toEqual([]);
    // EC2 and RDS the engine does not have; where a bucket lies, the listing tells already.
    const unused = [...allowed].filter((call) => !made.has(call) && !/^(ec2|rds)\./.test(call));
    expect(unused).toEqual(['s3.GetBucketLocation']);
  });

  it('gives items that import takes', async () => {
    const account = await recordedAccount();
    await makeAll(account);
    const file = join(folder, 'b.ndjson');
    await trailkeeper('collect', '--endpoint', account.engine.url, '--region', 'us-east-1', '--out', file);
    const other = await recordedAccount();
    const { out, code } = await trailkeeper('import', file, '--endpoint', other.engine.url);
    expect([code, out]).toEqual([0, '11 items of 1 file imported\n']);
    const history = await trailkeeper('history', 'bob', '--json', '--endpoint', other.engine.url);
    expect(JSON.parse(history.out)).toMatchObject({ resourceType: 'AWS::IAM::User', resourceName: 'bob' });
  });

  it('prints the policy it needs, and refuses an account it cannot reach', async () => {
    const { Statement } = JSON.parse((await trailkeeper('collect', '--policy')).out);
    expect(Statement).toMatchObject([{ Effect: 'Allow', Resource: '*' }]);
    for (const action of Statement[0].Action as string[]) expect(action).toMatch(/^[a-z0-9]+:(Get|List|Describe)/);
    const refused = await trailkeeper('collect', '--endpoint', 'http://127.0.0.1:9');
    expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/--endpoint: .* cannot be reached/)]);
  });
});

/** The engine's own account of the calls made to it: `iam.ListUsers`. */
async function callsOf(url: string): Promise<string[]> {
  const calls = (await (await fetch(`${url}/_trailkeeper/calls`)).json()) as { calls?: object[] } | object[];
  const list = (Array.isArray(calls) ? calls : (calls.calls ?? [])) as { service: string; operation: string }[];
  return list.map(({ service, operation }) => `${service}.${operation}`);
}
