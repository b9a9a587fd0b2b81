import {
  type AdvancedFieldSelector,
  CloudTrailClient,
  CreateTrailCommand,
  DeleteTrailCommand,
  type EventSelector,
  GetTrailCommand,
  GetTrailStatusCommand,
  LookupEventsCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { AttachUserPolicyCommand, CreatePolicyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';

async function given() {
  const running = await engine();
  const options = clientOptions(running);
  await new S3Client({ ...options, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: 'trail' }));
  const cloudtrail = new CloudTrailClient(options);
  const create = (Name: string) =>
    cloudtrail.send(new CreateTrailCommand({ Name, S3BucketName: 'trail', IsMultiRegionTrail: true }));
  return { running, cloudtrail, create };
}

describe('a trail', () => {
  it.each(['a..b', 'a_-b'])('may not be called %s', async (name) => {
    const { create } = await given();

    await expect(create(name)).rejects.toThrow('cannot have adjacent periods (.), hyphens (-), or underscores (_)');
  });

  it('may not be called like an address', async () => {
    const { create } = await given();

    await expect(create('192.168.5.4')).rejects.toMatchObject({ name: 'InvalidTrailNameException' });
  });

  it('may have a prefix of 200 characters, and no longer one', async () => {
    const { cloudtrail } = await given();
    const create = (Name: string, length: number) =>
      cloudtrail.send(new CreateTrailCommand({ Name, S3BucketName: 'trail', S3KeyPrefix: 'p'.repeat(length) }));

    await expect(create('long', 201)).rejects.toMatchObject({ name: 'InvalidS3PrefixException' });
    await expect(create('short', 200)).resolves.toBeDefined();
  });

  it('is seen from other regions, and changed from its own alone', async () => {
    const { running, cloudtrail, create } = await given();
    const { TrailARN } = await create('main');
    await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }));
    const elsewhere = new CloudTrailClient(clientOptions(running, 'eu-west-1'));
    const refused = { name: 'InvalidHomeRegionException' };

    await expect(elsewhere.send(new StopLoggingCommand({ Name: 'main' }))).rejects.toMatchObject(refused);
    await expect(elsewhere.send(new StopLoggingCommand({ Name: TrailARN }))).rejects.toMatchObject(refused);
    await expect(elsewhere.send(new DeleteTrailCommand({ Name: TrailARN }))).rejects.toMatchObject(refused);
    await expect(
      elsewhere.send(new PutEventSelectorsCommand({ TrailName: 'main', EventSelectors: [{}] })),
    ).rejects.toMatchObject(refused);
    expect((await elsewhere.send(new GetTrailCommand({ Name: 'main' }))).Trail!.HomeRegion).toBe('us-east-1');
    expect((await cloudtrail.send(new GetTrailStatusCommand({ Name: 'main' }))).IsLogging).toBe(true);
  });
});

describe('event selectors', () => {
  const s3 = (value: string): EventSelector => ({ DataResources: [{ Type: 'AWS::S3::Object', Values: [value] }] });

  it.each<[selector: EventSelector, message: string]>([
    [
      { DataResources: [{ Type: 'AWS::SNS::Topic', Values: ['arn:aws:sns'] }] },
      'Value AWS::SNS::Topic for DataResources.Type is invalid.',
    ],
    [s3('arn:aws:s3:::bucket'), 'Value arn:aws:s3:::bucket for DataResources.Values is invalid.'],
    [{ ExcludeManagementEventSources: ['s3.amazonaws.com'] }, 'for ExcludeManagementEventSources is invalid.'],
  ])('refuse %o', async (selector, message) => {
    const { cloudtrail, create } = await given();
    await create('main');

    await expect(
      cloudtrail.send(new PutEventSelectorsCommand({ TrailName: 'main', EventSelectors: [selector] })),
    ).rejects.toMatchObject({ name: 'InvalidEventSelectorsException', message: expect.stringContaining(message) });
  });

  it.each(['arn:aws:s3', 'arn:aws:s3:::', 'arn:aws:s3:::bucket/', 'arn:aws:s3:::bucket/pre'])(
    'take %s',
    async (arn) => {
      const { cloudtrail, create } = await given();
      await create('main');

      await cloudtrail.send(new PutEventSelectorsCommand({ TrailName: 'main', EventSelectors: [s3(arn)] }));
    },
  );
});

describe('advanced event selectors', () => {
  const management = { Field: 'eventCategory', Equals: ['Management'] };
  const data = { Field: 'eventCategory', Equals: ['Data'] };
  const objects = { Field: 'resources.type', Equals: ['AWS::S3::Object'] };

  async function put(...FieldSelectors: AdvancedFieldSelector[]) {
    const { cloudtrail, create } = await given();
    await create('main');
    const AdvancedEventSelectors = [{ FieldSelectors }];
    return cloudtrail.send(new PutEventSelectorsCommand({ TrailName: 'main', AdvancedEventSelectors }));
  }

  it.each<[why: string, fields: AdvancedFieldSelector[]]>([
    ['no category', [{ Field: 'readOnly', Equals: ['true'] }]],
    ['a category there is none of', [{ Field: 'eventCategory', Equals: ['Insight'] }]],
    ['a category that is not', [{ Field: 'eventCategory', NotEquals: ['Data'] }]],
    ['a field there is none of', [management, { Field: 'color', Equals: ['red'] }]],
    ["a field of another category's", [management, objects]],
    ['data of no type', [data]],
    ['data of two types', [data, { ...objects, Equals: ['AWS::S3::Object', 'AWS::Lambda::Function'] }]],
    ['a field twice', [management, management]],
    ['a field without a condition', [management, { Field: 'eventSource' }]],
    ['readOnly that is neither', [management, { Field: 'readOnly', Equals: ['maybe'] }]],
  ])('refuse %s', async (_why, fields) => {
    await expect(put(...fields)).rejects.toMatchObject({ name: 'InvalidEventSelectorsException' });
  });

  it("take AWS's examples", async () => {
    await put(management, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] });
    await put(data, objects, { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::bucket/'] });
    await put(
      { Field: 'eventCategory', Equals: ['NetworkActivity'] },
      { Field: 'eventSource', Equals: ['s3.amazonaws.com'] },
      { Field: 'errorCode', Equals: ['VpceAccessDenied'] },
    );
  });
});

describe('LookupEvents', () => {
  it('finds an event by each resource its request names, and shows their types', async () => {
    const { running, cloudtrail } = await given();
    const iam = new IAMClient(clientOptions(running));
    await iam.send(new CreateUserCommand({ UserName: 'kim' }));
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: 'all', PolicyDocument: '{"Version":"2012-10-17","Statement":[]}' }),
    );
    await iam.send(new AttachUserPolicyCommand({ UserName: 'kim', PolicyArn: Policy!.Arn }));
    const by = async (AttributeKey: 'ResourceType' | 'ResourceName', AttributeValue: string) => {
      const LookupAttributes = [{ AttributeKey, AttributeValue }];
      return (await cloudtrail.send(new LookupEventsCommand({ LookupAttributes }))).Events!;
    };

    expect((await by('ResourceType', 'AWS::IAM::User')).map(({ EventName }) => EventName)).toEqual([
      'AttachUserPolicy',
      'CreateUser',
    ]);
    expect((await by('ResourceName', Policy!.Arn!))[0]!.Resources).toEqual(
      expect.arrayContaining([
        { ResourceType: 'AWS::IAM::User', ResourceName: 'kim' },
        { ResourceType: 'AWS::IAM::Policy', ResourceName: Policy!.Arn },
      ]),
    );
  });

  it('finds no Insights events where there are none', async () => {
    const { running, cloudtrail } = await given();
    await new IAMClient(clientOptions(running)).send(new CreateUserCommand({ UserName: 'kim' }));

    const { Events } = await cloudtrail.send(new LookupEventsCommand({ EventCategory: 'insight' }));

    expect(Events).toEqual([]);
  });
});
