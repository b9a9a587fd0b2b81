import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rebuiltHistories } from '../../../../core/configuration-item/from-cloudtrail/index.ts';
import { call, itemsOf } from './support.ts';

const create = call('iam:CreateUser', { userName: 'bob' }, { user: { userName: 'bob', userId: 'AIDABOB1' } });
const records = [
  create,
  call('iam:AttachUserPolicy', { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/A' }),
  call('iam:AttachUserPolicy', { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/B' }),
  call('iam:DetachUserPolicy', { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/A' }),
  call('s3:CreateBucket', { bucketName: 'books' }),
  call('s3:PutBucketPolicy', { bucketName: 'books', bucketPolicy: {} }),
  call('s3:DeleteBucket', { bucketName: 'books' }),
];

describe('histories', () => {
  it('are the same in whatever order, and however often, records come', () => {
    const expected = rebuiltHistories(records);
    fc.assert(
      fc.property(fc.shuffledSubarray([...records, ...records], { minLength: 14 }), (shuffled) => {
        expect(rebuiltHistories(shuffled)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('tell nothing of calls that failed', () => {
    expect(itemsOf({ ...create, errorCode: 'AccessDenied' })).toEqual([]);
    expect(itemsOf({ ...create, errorCode: 'Client.DryRunOperation', errorMessage: 'would have succeeded' })).toEqual(
      [],
    );
  });

  it('name the record behind each change', () => {
    expect(itemsOf(...records).map(({ relatedEvents }) => relatedEvents)).toEqual(
      records.map(({ eventID }) => [eventID]),
    );
  });

  it('see a resource made before it is changed in the same second', () => {
    const attach = {
      ...call('iam:AttachUserPolicy', { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/A' }),
      eventTime: create.eventTime,
      eventID: 'a',
    };
    const [first, second] = itemsOf(attach, create);
    expect(first?.configuration?.attachedManagedPolicies).toEqual([]);
    expect(second).toMatchObject({
      resourceId: 'AIDABOB1',
      configuration: { attachedManagedPolicies: [{ policyName: 'A' }] },
    });
  });

  it('are not disturbed by records that make no sense', () => {
    const json = fc.jsonValue();
    const names = [
      'iam:CreateUser',
      'iam:PutUserPolicy',
      's3:PutBucketAcl',
      's3:PutBucketTagging',
      'ec2:RunInstances',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:CreateNetworkAcl',
      'ec2:CreateTags',
      'kms:CreateKey',
      'lambda:AddPermission',
      'rds:CreateDBInstance',
      'sns:CreateTopic',
      'sqs:SetQueueAttributes',
      'cloudtrail:UpdateTrail',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...names), json, json, (name, request, response) => {
        const record = call(name, {}, null, { requestParameters: request, responseElements: response });
        expect(() => rebuiltHistories([record])).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});
