import { describe, expect, it } from 'vitest';
import { asRecord, type JsonObject } from '../../../core/cloudtrail/index.ts';
import { normaliseItem, timelineOf } from '../../../core/configuration-item/index.ts';

const item = (time: string, versioning: string) =>
  normaliseItem({
    configurationItemCaptureTime: time,
    awsAccountId: '123456789012',
    awsRegion: 'us-east-1',
    resourceType: 'AWS::S3::Bucket',
    resourceId: 'books',
    configuration: { versioning },
  });

const call = (eventTime: string, eventName: string, more: object = {}) =>
  asRecord({
    eventVersion: '1.08',
    eventTime,
    eventSource: 's3.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.5',
    userIdentity: { type: 'IAMUser', userName: 'bob' },
    readOnly: false,
    ...more,
  });

describe('a timeline', () => {
  const items = [item('2026-01-01T10:00:30Z', 'Off'), item('2026-01-02T10:00:30Z', 'Enabled')];

  it('joins each change to the call shortly before it', () => {
    const changes = timelineOf(items, [
      call('2026-01-02T10:00:00Z', 'PutBucketVersioning'),
      call('2026-01-01T10:00:00Z', 'CreateBucket'),
    ]);
    expect(
      changes.map(({ changeType, callers }) => [changeType, callers.map(({ eventName, actor }) => [eventName, actor])]),
    ).toEqual([
      ['CREATE', [['CreateBucket', 'bob']]],
      ['UPDATE', [['PutBucketVersioning', 'bob']]],
    ]);
    expect(changes[1]?.changedProperties['Configuration.Versioning']).toMatchObject({
      previousValue: 'Off',
      updatedValue: 'Enabled',
    });
  });

  it('blames nobody who only read, failed, or was there long before', () => {
    const [, change] = timelineOf(items, [
      call('2026-01-02T10:00:00Z', 'GetBucketVersioning', { readOnly: true }),
      call('2026-01-02T10:00:01Z', 'PutBucketVersioning', { errorCode: 'AccessDenied' }),
      call('2026-01-02T09:00:00Z', 'PutBucketVersioning'),
      call('2026-01-02T10:05:00Z', 'PutBucketVersioning'),
    ]);
    expect(change?.callers).toEqual([]);
  });

  it('gives each of several changes recorded at once the call that made it', () => {
    const user = (time: string, configuration: JsonObject) =>
      normaliseItem({
        configurationItemCaptureTime: time,
        awsAccountId: '123456789012',
        awsRegion: 'global',
        resourceType: 'AWS::IAM::User',
        resourceId: 'AIDA1',
        resourceName: 'eve',
        configuration: { userName: 'eve', ...configuration },
      });
    const iam = (
      eventTime: string,
      eventName: string,
      requestParameters: object,
      responseElements: object | null = null,
    ) => call(eventTime, eventName, { eventSource: 'iam.amazonaws.com', requestParameters, responseElements });
    const policy = { policyName: 'AdministratorAccess', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };
    const changes = timelineOf(
      [
        user('2026-01-01T10:03:00Z', {}),
        user('2026-01-01T10:03:01Z', { attachedManagedPolicies: [policy] }),
        user('2026-01-01T10:03:02Z', { attachedManagedPolicies: [policy], path: '/robots/' }),
        user('2026-01-01T10:30:00Z', { attachedManagedPolicies: [], path: '/robots/' }),
      ],
      [
        iam('2026-01-01T10:00:00Z', 'CreateUser', { userName: 'eve' }, { user: { userName: 'eve', userId: 'AIDA1' } }),
        iam('2026-01-01T10:00:10Z', 'AttachUserPolicy', { userName: 'eve', policyArn: policy.policyArn }),
        iam('2026-01-01T10:29:00Z', 'DetachUserPolicy', { userName: 'eve', policyArn: policy.policyArn }),
        iam('2026-01-01T10:29:30Z', 'PutUserPolicy', { userName: 'mallory', policyName: 'p', policyDocument: '{}' }),
      ],
    );
    expect(changes.map(({ callers }) => callers.map(({ eventName }) => eventName))).toEqual([
      ['CreateUser'],
      ['AttachUserPolicy'],
      [],
      ['DetachUserPolicy'],
    ]);
  });
});
