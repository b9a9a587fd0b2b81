import { describe, expect, it } from 'vitest';
import { call, itemsOf, last, unknown } from './support.ts';

describe('a KMS key', () => {
  const arn = 'arn:aws:kms:us-east-1:123456789012:key/k-1';
  const create = call(
    'kms:CreateKey',
    { policy: '{"Statement":[]}', tags: [{ tagKey: 'team', tagValue: 'web' }] },
    {
      keyMetadata: {
        aWSAccountId: '123456789012',
        keyId: 'k-1',
        arn,
        creationDate: 'Jan 1, 2026 12:00:00 AM',
        enabled: true,
        keyState: 'Enabled',
        keyManager: 'CUSTOMER',
      },
    },
  );

  it('follows its state, rotation and policy', () => {
    expect(last('Key', create)).toMatchObject({
      resourceId: 'k-1',
      configuration: { keyState: 'Enabled', creationDate: '2026-01-01T00:00:00.000Z' },
      supplementaryConfiguration: { Policy: '{"Statement":[]}', KeyRotationStatus: false },
      tags: { team: 'web' },
    });
    const end = last(
      'Key',
      create,
      call('kms:EnableKeyRotation', { keyId: arn }),
      call(
        'kms:ScheduleKeyDeletion',
        { keyId: 'k-1', pendingWindowInDays: 7 },
        { keyId: arn, keyState: 'PendingDeletion', deletionDate: 'Jan 8, 2026 12:00:00 AM' },
      ),
    );
    expect(end).toMatchObject({
      configuration: {
        keyState: 'PendingDeletion',
        enabled: false,
        deletionDate: '2026-01-08T00:00:00.000Z',
        pendingDeletionWindowInDays: 7,
      },
      supplementaryConfiguration: { KeyRotationStatus: true },
    });
    const gone = call('kms:DeleteKey', {}, null, {
      eventType: 'AwsServiceEvent',
      serviceEventDetails: { keyId: 'k-1' },
    });
    expect(last('Key', create, gone).configurationItemStatus).toBe('ResourceDeleted');
  });
});

describe('a trail', () => {
  it('logs when it is told to, and is known by name as by ARN', () => {
    const create = call(
      'cloudtrail:CreateTrail',
      { name: 't', s3BucketName: 'b', enableLogFileValidation: true },
      { name: 't', s3BucketName: 'b', isMultiRegionTrail: false, logFileValidationEnabled: true },
    );
    const start = call('cloudtrail:StartLogging', { name: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/t' });
    const data = call('cloudtrail:PutEventSelectors', {
      trailName: 't',
      eventSelectors: [
        { readWriteType: 'All', includeManagementEvents: true, dataResources: [{ type: 'AWS::S3::Object' }] },
      ],
    });
    const trail = last(
      'Trail',
      create,
      start,
      data,
      call('cloudtrail:UpdateTrail', { name: 't', isMultiRegionTrail: true }),
    );
    expect(trail).toMatchObject({
      resourceId: 't',
      configuration: {
        s3BucketName: 'b',
        isMultiRegionTrail: true,
        logFileValidationEnabled: true,
        isLogging: true,
        hasCustomEventSelectors: true,
      },
    });
    expect(last('Trail', create, start, call('cloudtrail:StopLogging', { name: 't' })).configuration?.isLogging).toBe(
      false,
    );
  });
});

describe('a Lambda function', () => {
  const create = call(
    'lambda:CreateFunction20150331',
    { functionName: 'f', tags: { Team: 'web' } },
    {
      functionName: 'f',
      runtime: 'nodejs24.x',
      role: 'arn:aws:iam::123456789012:role/r',
      timeout: 3,
      vpcConfig: { subnetIds: ['subnet-1'], securityGroupIds: [] },
    },
  );
  const open = call(
    'lambda:AddPermission20150331v2',
    { functionName: 'f', statementId: 's', action: 'lambda:InvokeFunction', principal: '*' },
    { statement: '{"Sid":"s","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction"}' },
  );

  it('has its configuration, its policy and its tags', () => {
    const item = last(
      'Function',
      create,
      open,
      call('lambda:UpdateFunctionConfiguration20150331v2', { functionName: 'f' }, { functionName: 'f', timeout: 30 }),
    );
    expect(item).toMatchObject({
      resourceId: 'f',
      configuration: { runtime: 'nodejs24.x', timeout: 30 },
      tags: { Team: 'web' },
    });
    expect(JSON.parse(String(item.supplementaryConfiguration.Policy)).Statement).toMatchObject([
      { Sid: 's', Principal: '*' },
    ]);
    const closed = last(
      'Function',
      create,
      open,
      call('lambda:RemovePermission20150331v2', { functionName: 'f', statementId: 's' }),
    );
    expect(closed.supplementaryConfiguration.Policy).toBeUndefined();
    expect(unknown(closed)).toEqual(['configuration.environment']);
  });

  it('that was there before has statements that are not known', () => {
    const item = last('Function', open);
    expect(item.supplementaryConfiguration.Policy).toMatchObject({ Statement: [{ Principal: '*' }] });
    expect(unknown(item)).toContain('supplementaryConfiguration.Policy.Statement.*');
  });

  it('outlives the deletion of one of its versions', () => {
    expect(itemsOf(create, call('lambda:DeleteFunction20150331', { functionName: 'f', qualifier: '1' })).length).toBe(
      1,
    );
    expect(
      last('Function', create, call('lambda:DeleteFunction20150331', { functionName: 'f' })).configuration,
    ).toBeNull();
  });
});

describe('an RDS instance', () => {
  it('has what the answers tell, under its resource id', () => {
    const create = call(
      'rds:CreateDBInstance',
      { dBInstanceIdentifier: 'Shop' },
      {
        dBInstanceIdentifier: 'shop',
        dbiResourceId: 'db-1',
        storageEncrypted: false,
        publiclyAccessible: false,
        vpcSecurityGroups: [{ vpcSecurityGroupId: 'sg-1' }],
      },
    );
    const modify = call(
      'rds:ModifyDBInstance',
      { dBInstanceIdentifier: 'shop', publiclyAccessible: true },
      { dBInstanceIdentifier: 'shop', dbiResourceId: 'db-1', publiclyAccessible: true },
    );
    expect(last('DBInstance', create, modify)).toMatchObject({
      resourceId: 'db-1',
      resourceName: 'shop',
      configuration: { publiclyAccessible: true, storageEncrypted: false },
      relationships: [{ resourceId: 'sg-1' }],
    });
    expect(unknown(last('DBInstance', create))).toContain('configuration.endpoint');
    const gone = last('DBInstance', create, call('rds:DeleteDBInstance', { dBInstanceIdentifier: 'shop' }));
    expect(gone).toMatchObject({ resourceId: 'db-1', configurationItemStatus: 'ResourceDeleted' });
  });
});

describe('a change of a database instance', () => {
  const create = call(
    'rds:CreateDBInstance',
    { dBInstanceIdentifier: 'shop' },
    { dBInstanceIdentifier: 'shop', dbiResourceId: 'db-1', multiAZ: false, enabledCloudwatchLogsExports: ['audit'] },
  );
  const modify = (applyImmediately: boolean) =>
    call(
      'rds:ModifyDBInstance',
      { dBInstanceIdentifier: 'shop', multiAZ: true, applyImmediately },
      {
        dBInstanceIdentifier: 'shop',
        dbiResourceId: 'db-1',
        dBInstanceStatus: 'modifying',
        multiAZ: false,
        pendingModifiedValues: {
          multiAZ: true,
          masterUserPassword: '****',
          pendingCloudwatchLogsExports: { logTypesToEnable: ['error'], logTypesToDisable: ['audit'] },
        },
      },
    );

  it('is in force when it was to be applied at once', () => {
    expect(last('DBInstance', create, modify(true)).configuration).toMatchObject({
      dBInstanceStatus: 'available',
      multiAZ: true,
      enabledCloudwatchLogsExports: ['error'],
      pendingModifiedValues: {},
    });
  });

  it('is pending when it waits for the maintenance window', () => {
    expect(last('DBInstance', create, modify(false)).configuration).toMatchObject({
      dBInstanceStatus: 'available',
      multiAZ: false,
      pendingModifiedValues: { multiAZ: true },
    });
  });
});

describe('topics and queues', () => {
  it('have their attributes', () => {
    const topic = last(
      'Topic',
      call('sns:CreateTopic', { name: 't' }, { topicArn: 'arn:aws:sns:us-east-1:123456789012:t' }),
      call('sns:SetTopicAttributes', {
        topicArn: 'arn:aws:sns:us-east-1:123456789012:t',
        attributeName: 'KmsMasterKeyId',
        attributeValue: 'alias/aws/sns',
      }),
    );
    expect(topic).toMatchObject({
      resourceId: 'arn:aws:sns:us-east-1:123456789012:t',
      resourceName: 't',
      configuration: { KmsMasterKeyId: 'alias/aws/sns' },
    });
    expect(unknown(topic)).toEqual(['configuration.EffectiveDeliveryPolicy', 'configuration.Policy']);

    const url = 'https://sqs.us-east-1.amazonaws.com/123456789012/q';
    const queue = last(
      'Queue',
      call('sqs:CreateQueue', { queueName: 'q', attributes: { VisibilityTimeout: '60' } }, { queueUrl: url }),
      call('sqs:SetQueueAttributes', {
        queueUrl: url,
        attributes: { KmsMasterKeyId: 'k', Policy: '{"Statement":[]}' },
      }),
    );
    expect(queue).toMatchObject({
      resourceId: url,
      resourceName: 'q',
      configuration: {
        VisibilityTimeout: 60,
        DelaySeconds: 0,
        KmsMasterKeyId: 'k',
        SqsManagedSseEnabled: 'false',
        Policy: '{"Statement":[]}',
      },
    });
    expect(unknown(queue)).toEqual(['configuration.CreatedTimestamp', 'configuration.LastModifiedTimestamp']);
  });
});
