import { describe, expect, it } from 'vitest';
import {
  asRecord,
  type CloudTrailRecord,
  eventOf,
  isGlobal,
  originOf,
  outcomeOf,
  RecordError,
  resourcesOf,
  subjectOf,
} from '../../../core/cloudtrail/index.ts';
import { record, rootSignInRecord, service, signInRecord } from '../../../rules/kit/index.ts';

describe('how a call ended', () => {
  it('is success without an error', () => {
    expect(outcomeOf(record('CreateUser')).kind).toBe('succeeded');
    expect(outcomeOf(signInRecord()).kind).toBe('succeeded');
  });

  it.each(['AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'UnauthorizedAccess'])(
    'is denied with %s',
    (errorCode) => {
      expect(outcomeOf(record('CreateUser', { errorCode })).kind).toBe('denied');
    },
  );

  it('is failure with any other error, which it keeps', () => {
    const outcome = outcomeOf(record('CreateUser', { errorCode: 'EntityAlreadyExists', errorMessage: 'exists' }));
    expect(outcome).toEqual({ kind: 'failed', errorCode: 'EntityAlreadyExists', errorMessage: 'exists' });
  });

  it('of a sign-in is told by its response, also where no error is written', () => {
    const { errorMessage: _, ...silent } = signInRecord({ succeeded: false });
    expect(outcomeOf(silent as CloudTrailRecord).kind).toBe('failed');
  });
});

describe('where a call came from', () => {
  it.each([
    ['aws-cli/2.27.0 Python/3.13.2', 'AWS CLI 2.27.0'],
    ['Boto3/1.18.1 Python/3.9.5', 'Boto3 1.18.1'],
    ['APN/1.0 HashiCorp/1.0 Terraform/1.9.2 (+https://www.terraform.io)', 'Terraform 1.9.2'],
    ['console.amazonaws.com', 'AWS console'],
    ['Mozilla/5.0 (X11; Linux x86_64)', 'AWS console'],
    ['something-else/3 (x)', 'something-else/3'],
    ['cloudformation.amazonaws.com', undefined],
    ['', undefined],
  ])('names the program of %j as %j', (userAgent, client) => {
    expect(originOf(record('CreateUser', { userAgent })).client).toBe(client);
  });

  it('is an address, or the AWS service that called', () => {
    expect(originOf(record('CreateUser'))).toMatchObject({ ip: '203.0.113.7', service: undefined });
    expect(originOf(record('PutObject', { by: service('delivery.logs.amazonaws.com') }))).toMatchObject({
      ip: undefined,
      service: 'delivery.logs.amazonaws.com',
    });
  });
});

describe('what a call was about', () => {
  it.each([
    ['CreateUser', { userName: 'mallory' }, 'mallory'],
    ['PutUserPolicy', { policyName: 'p', userName: 'mallory' }, 'mallory'],
    ['StopLogging', { name: 'management-events' }, 'management-events'],
    ['StopInstances', { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } }, 'i-1, i-2'],
    ['PutBucketPolicy', { bucketName: 'reports', Host: 'x' }, 'reports'],
    ['CreateSnapshot', { somethingOdd: true, widgetName: 'w' }, 'w'],
    ['ListUsers', {}, undefined],
  ])('%s with %j is about %j', (name, request, subject) => {
    expect(subjectOf(record(name, { request }))?.name).toBe(subject);
  });

  it('is a listed resource where the request names none, and what was made where neither does', () => {
    const resources = [{ ARN: 'arn:aws:s3:::reports', type: 'AWS::S3::Bucket', accountId: '1' }];
    expect(subjectOf(record('GetBucketAcl', { resources }))).toEqual({
      name: 'reports',
      type: 'AWS::S3::Bucket',
      arn: 'arn:aws:s3:::reports',
    });
    expect(subjectOf(record('CreateVpc', { response: { vpcId: 'vpc-1' } }))?.name).toBe('vpc-1');
  });

  it('reads resources however the service spells their ARN, and none from what is no list', () => {
    const odd = record('AssumeRole', { resources: [{ arn: 'arn:aws:iam::1:role/path/web' }, {}] });
    expect(resourcesOf(odd).map(({ name }) => name)).toEqual(['path/web']);
    expect(resourcesOf({ ...odd, resources: null })).toEqual([]);
  });
});

describe('the event CloudTrail puts on the bus', () => {
  it('carries the record as its detail, under the name of its service', () => {
    const made = record('CreateUser', { region: 'us-east-1' });
    expect(eventOf(made)).toEqual({
      version: '0',
      id: made.eventID,
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.iam',
      account: '123456789012',
      time: '2026-01-05T09:00:00Z',
      region: 'us-east-1',
      resources: [],
      detail: made,
    });
  });

  it.each([
    ['AwsConsoleSignIn', 'AWS Console Sign In via CloudTrail'],
    ['AwsServiceEvent', 'AWS Service Event via CloudTrail'],
    ['AwsConsoleAction', 'AWS Console Action via CloudTrail'],
    ['AwsCloudTrailInsight', 'AWS Insight via CloudTrail'],
    ['toString', 'AWS API Call via CloudTrail'],
  ])('of type %s is a %s', (eventType, detailType) => {
    expect(eventOf(record('CreateUser', { eventType }))['detail-type']).toBe(detailType);
  });

  it('of a sign-in comes from aws.signin', () => {
    expect(eventOf(rootSignInRecord()).source).toBe('aws.signin');
  });
});

describe('a value that should be a record', () => {
  it('is one with the fields every record has', () => {
    const made = record('CreateUser');
    expect(asRecord(made)).toBe(made);
  });

  it('has an empty region where someone cut it out', () => {
    const { awsRegion: _, ...cut } = record('CreateUser');
    expect(asRecord(cut)).toEqual({ ...cut, awsRegion: '' });
  });

  it.each([
    [null, 'must be a JSON object'],
    [[], 'must be a JSON object'],
    [{ eventTime: 'x', eventSource: 'x', awsRegion: 'x' }, 'has no eventName'],
    [{ ...record('CreateUser'), eventTime: 1 }, 'has no eventTime'],
  ])('is refused with the field at fault: %o', (value, message) => {
    expect(() => asRecord(value)).toThrow(RecordError);
    expect(() => asRecord(value)).toThrow(message);
  });
});

describe('a global service', () => {
  it('records in us-east-1 alone; STS and EC2 do not', () => {
    expect(['iam', 'organizations', 'sts', 'ec2'].map((name) => isGlobal(`${name}.amazonaws.com`))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
