import {
  BatchGetResourceConfigCommand,
  GetResourceConfigHistoryCommand,
  ListDiscoveredResourcesCommand,
  type ResourceType,
} from '@aws-sdk/client-config-service';
import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { asRecord } from '../../../../core/cloudtrail/index.ts';
import { normaliseItem } from '../../../../core/configuration-item/index.ts';
import { trailkeeper } from '../../../support/cli.ts';
import { recordedAccount } from '../../../support/recorded-account.ts';

const block = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: false };

async function recording() {
  const { engine, config, s3, options } = await recordedAccount();
  const items = async (resourceType: string, resourceId: string) => {
    const { configurationItems = [] } = await config.send(
      new GetResourceConfigHistoryCommand({
        resourceType: resourceType as ResourceType,
        resourceId,
        chronologicalOrder: 'Forward',
      }),
    );
    return configurationItems.map((item) => normaliseItem(JSON.parse(JSON.stringify(item))));
  };
  const discovered = async (resourceType: ResourceType) => {
    const { resourceIdentifiers = [] } = await config.send(new ListDiscoveredResourcesCommand({ resourceType }));
    return resourceIdentifiers.map(({ resourceName }) => resourceName);
  };
  return { engine, config, items, discovered, s3, iam: new IAMClient(options) };
}

describe('a recorder that is on', () => {
  it('records what calls to the engine did', async () => {
    const { iam, s3, items, discovered } = await recording();
    await iam.send(new CreateUserCommand({ UserName: 'bob', Tags: [{ Key: 'Team', Value: 'web' }] }));
    await iam.send(
      new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
    );
    await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
    await s3.send(new CreateBucketCommand({ Bucket: 'books' }));
    await s3.send(new PutPublicAccessBlockCommand({ Bucket: 'books', PublicAccessBlockConfiguration: block }));
    await s3.send(new PutBucketPolicyCommand({ Bucket: 'books', Policy: '{"Statement":[]}' }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket: 'books' }));
    expect(await discovered('AWS::IAM::User')).toEqual(['bob']);
    const bucket = await items('AWS::S3::Bucket', 'books');
    expect(
      bucket.map(({ supplementaryConfiguration: parts }) => [parts.PublicAccessBlockConfiguration, parts.BucketPolicy]),
    ).toMatchObject([
      [{ restrictPublicBuckets: true }, { policyText: null }],
      [{ restrictPublicBuckets: false }, { policyText: null }],
      [{ restrictPublicBuckets: false }, { policyText: '{"Statement":[]}' }],
      [undefined, { policyText: '{"Statement":[]}' }],
    ]);
  });

  it('goes on from items that were recorded before, by whatever name a call has for them', async () => {
    const { engine, config, items } = await recording();
    const user = {
      configurationItemVersion: '1.3',
      configurationItemCaptureTime: '2026-01-01T00:00:00.000Z',
      configurationStateId: 1,
      awsAccountId: '123456789012',
      configurationItemStatus: 'OK' as const,
      resourceType: 'AWS::IAM::User',
      resourceId: 'AIDAEVE',
      resourceName: 'eve',
      ARN: 'arn:aws:iam::123456789012:user/eve',
      awsRegion: 'global',
      relatedEvents: [],
      relationships: [],
      configuration: { userName: 'eve', attachedManagedPolicies: [] },
      supplementaryConfiguration: {},
      tags: {},
    };
    engine.services.config.ports.record(user);
    const attach = {
      eventVersion: '1.11',
      eventTime: '2026-01-02T00:00:00Z',
      eventSource: 'iam.amazonaws.com',
      eventName: 'AttachUserPolicy',
      awsRegion: 'us-east-1',
      eventID: 'event-1',
      recipientAccountId: '123456789012',
      requestParameters: { userName: 'eve', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      readOnly: false,
    };
    engine.services.cloudtrail.ports.deliver([asRecord(attach)]);
    engine.services.cloudtrail.ports.deliver([asRecord(attach)]);
    const [, now, ...more] = await items('AWS::IAM::User', 'AIDAEVE');
    expect(more).toEqual([]);
    expect(now).toMatchObject({
      relatedEvents: ['event-1'],
      configuration: { userName: 'eve', attachedManagedPolicies: [{ policyName: 'AdministratorAccess' }] },
    });
    const { baseConfigurationItems } = await config.send(
      new BatchGetResourceConfigCommand({ resourceKeys: [{ resourceType: 'AWS::IAM::User', resourceId: 'AIDAEVE' }] }),
    );
    expect(baseConfigurationItems?.length).toBe(1);
  });

  it('puts a record that comes late where it belongs, and one that comes again nowhere', async () => {
    const { engine, items } = await recording();
    const call = (minute: number, eventName: string, requestParameters: object) =>
      asRecord({
        eventVersion: '1.11',
        eventTime: `2026-01-02T00:0${minute}:00Z`,
        eventSource: 's3.amazonaws.com',
        eventName,
        awsRegion: 'us-east-1',
        eventID: `event-${minute}`,
        recipientAccountId: '123456789012',
        requestParameters: { bucketName: 'late', ...requestParameters },
        readOnly: false,
      });
    const versioning = (Status: string) => ({ VersioningConfiguration: { Status } });
    const { deliver } = engine.services.cloudtrail.ports;
    deliver([call(1, 'CreateBucket', {})]);
    deliver([call(3, 'PutBucketVersioning', versioning('Suspended'))]);
    deliver([call(2, 'PutBucketVersioning', versioning('Enabled'))]);
    deliver([call(3, 'PutBucketVersioning', versioning('Suspended'))]);
    const states = (await items('AWS::S3::Bucket', 'late')).map(
      ({ supplementaryConfiguration: parts }) => (parts.BucketVersioningConfiguration as { status: string }).status,
    );
    expect(states).toEqual(['Off', 'Enabled', 'Suspended']);
  });

  it('shows in a history the very call behind each change', async () => {
    const { engine, s3 } = await recording();
    await s3.send(new CreateBucketCommand({ Bucket: 'books' }));
    await s3.send(new PutPublicAccessBlockCommand({ Bucket: 'books', PublicAccessBlockConfiguration: block }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket: 'books' }));
    const { out } = await trailkeeper('history', 'books', '--json', '--endpoint', engine.url);
    const { changes } = JSON.parse(out) as { changes: { callers: { eventName: string }[] }[] };
    expect(changes.map(({ callers }) => callers.map(({ eventName }) => eventName))).toEqual([
      ['CreateBucket'],
      ['PutBucketPublicAccessBlock'],
      ['DeleteBucketPublicAccessBlock'],
    ]);
  });

  it('finds the call also where it names another resource', async () => {
    const { engine, iam } = await recording();
    await iam.send(new CreateUserCommand({ UserName: 'bob' }));
    await iam.send(new CreateGroupCommand({ GroupName: 'dev' }));
    await iam.send(new AddUserToGroupCommand({ UserName: 'bob', GroupName: 'dev' }));
    const { out } = await trailkeeper('history', 'dev', '--json', '--endpoint', engine.url);
    const { changes } = JSON.parse(out) as { changes: { callers: { eventName: string }[] }[] };
    expect(changes.map(({ callers }) => callers.map(({ eventName }) => eventName))).toEqual([
      ['CreateGroup'],
      ['AddUserToGroup'],
    ]);
  });
});
