import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { asRecord } from '../../../../core/cloudtrail/index.ts';
import { rebuiltHistories, reducerOf } from '../../../../core/configuration-item/from-cloudtrail/index.ts';
import { diffOf, unknownIn } from '../../../../core/configuration-item/index.ts';
import { sharedData, sharedPath } from '../../../support/shared.ts';

interface Labelled {
  readonly event: Record<string, unknown>;
}

/** What is expected here was read off the records themselves, by eye. */
describe.skipIf(!sharedData)('real records of a week in July 2021', () => {
  const lines = () =>
    gunzipSync(readFileSync(sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz')))
      .toString()
      .trim()
      .split('\n');
  const histories = () => rebuiltHistories(lines().map((line) => asRecord(JSON.parse(line))));

  it('change seven resources, and nothing else', () => {
    const changed = new Set(
      histories().map(({ item }) => `${item.resourceType} ${item.resourceName ?? item.resourceId}`),
    );
    expect([...changed].sort()).toEqual([
      'AWS::CloudTrail::Trail management-events',
      'AWS::IAM::AccessKey AKIAU7JNXC7KZLY6XYHJ',
      'AWS::IAM::Policy CloudTrailPolicyForCloudWatchLogs_374a01b6-b1f0-42c4-816a-a0fa81ced6b3',
      'AWS::IAM::Role CloudTrailRoleForCloudWatchLogs',
      'AWS::IAM::User jmerckle',
      'AWS::KMS::Key 85b4ab0e-eee7-4450-adba-82137e39764c',
      'AWS::S3::Bucket falsimentis-log',
    ]);
  });

  it('show jmerckle giving themselves every right, then a second key', () => {
    const [first, second, ...more] = histories().filter(({ item }) => item.resourceType === 'AWS::IAM::User');
    expect(more).toEqual([]);
    // eventID 28072de0: PutUserPolicy of zlj9i0k83o on jmerckle, called by jmerckle, whose principalId is the user's id.
    expect(first?.item).toMatchObject({
      resourceId: 'AIDAU7JNXC7KTE2ELED2M',
      resourceName: 'jmerckle',
      ARN: 'arn:aws:iam::342082656213:user/jmerckle',
      configurationItemCaptureTime: '2021-07-29T13:06:49.000Z',
      relatedEvents: ['28072de0-2382-4b53-83bc-08f6d6b75381'],
      configuration: {
        userPolicyList: [
          {
            policyName: 'zlj9i0k83o',
            policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
          },
        ],
      },
    });
    expect(unknownIn(first!.item)).toContain('configuration.userPolicyList.*');
    // eventID a98b8878: CreateAccessKey without a name, four minutes later.
    expect(second?.item.relatedEvents).toEqual(['a98b8878-ed1a-4e1e-9e0e-8276efd4d786']);
    expect(second?.item.configuration?.accessKeys).toEqual([
      { accessKeyId: 'AKIAU7JNXC7KZLY6XYHJ', status: 'Active', createDate: '2021-07-29T13:10:42.000Z' },
    ]);
  });

  it('show the trail that root made, from nothing to a log group of its own', () => {
    const trail = histories().filter(({ item }) => item.resourceType === 'AWS::CloudTrail::Trail');
    const last = trail.at(-1)?.item;
    expect(last).toMatchObject({
      resourceId: 'management-events',
      awsRegion: 'us-west-1',
      // eventID bd22d695: UpdateTrail, the only one of seven that did not fail.
      relatedEvents: ['bd22d695-1357-4ab6-b90b-f80a5ce4ac6c'],
      configuration: {
        s3BucketName: 'falsimentis-log',
        isMultiRegionTrail: true,
        logFileValidationEnabled: true,
        isLogging: true,
        hasCustomEventSelectors: true,
        hasInsightSelectors: false,
        kmsKeyId: 'arn:aws:kms:us-west-1:342082656213:key/85b4ab0e-eee7-4450-adba-82137e39764c',
        cloudWatchLogsLogGroupArn:
          'arn:aws:logs:us-west-1:342082656213:log-group:aws-cloudtrail-logs-342082656213-238d380d:*',
      },
    });
    expect(unknownIn(last!)).toEqual([]);
    const update = trail.at(-1)!;
    expect(Object.keys(diffOf(update.before, update.item).changedProperties).sort()).toEqual([
      'Configuration.CloudWatchLogsLogGroupArn',
      'Configuration.CloudWatchLogsRoleArn',
    ]);
  });

  it('show the role with its policy, though both calls are of one second', () => {
    const role = histories().findLast(({ item }) => item.resourceType === 'AWS::IAM::Role')?.item;
    expect(role).toMatchObject({
      resourceId: 'AROAU7JNXC7KTG25ETGRN',
      ARN: 'arn:aws:iam::342082656213:role/service-role/CloudTrailRoleForCloudWatchLogs',
      configuration: {
        path: '/service-role/',
        assumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'cloudtrail.amazonaws.com' } }] },
        attachedManagedPolicies: [
          { policyName: 'CloudTrailPolicyForCloudWatchLogs_374a01b6-b1f0-42c4-816a-a0fa81ced6b3' },
        ],
      },
    });
    const policy = histories().findLast(({ item }) => item.resourceType === 'AWS::IAM::Policy')?.item;
    expect(policy).toMatchObject({ resourceId: 'ANPAU7JNXC7K53QRA5DOR', configuration: { attachmentCount: 1 } });
  });

  it('show of the log bucket its policy alone, since nobody saw it being made', () => {
    const bucket = histories().find(({ item }) => item.resourceType === 'AWS::S3::Bucket')?.item;
    const text = String((bucket!.supplementaryConfiguration.BucketPolicy as { policyText?: string }).policyText);
    expect(JSON.parse(text).Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
      'AWSCloudTrailAclCheck',
      'AWSCloudTrailWrite',
    ]);
    expect(unknownIn(bucket!)).toContain('supplementaryConfiguration.*');
  });
});

describe.skipIf(!sharedData)('labelled records of many accounts', () => {
  it('are rebuilt without a fault, each on its own', () => {
    const events = readFileSync(sharedPath('cloudtrail/labelled-events.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as Labelled).event)
      .filter(({ eventTime, eventName, eventSource }) => eventTime && eventName && eventSource)
      .map(asRecord);
    const reduced = events.filter((record) => reducerOf(record) && !record.errorCode);
    expect(reduced.length).toBeGreaterThan(100);
    for (const record of reduced) {
      for (const { item } of rebuiltHistories([record]))
        expect(item).toMatchObject({ resourceId: expect.stringMatching(/./) });
    }
  });
});
