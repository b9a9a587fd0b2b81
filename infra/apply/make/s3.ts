import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  type PublicAccessBlockConfiguration,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { maker, unless } from '../maker.ts';

interface Bucket {
  readonly BucketName: string;
  readonly PublicAccessBlockConfiguration?: PublicAccessBlockConfiguration;
}

export const makeBucket = maker<Bucket>(async (bucket, { clients }) => {
  const { BucketName: Bucket } = bucket;
  const elsewhere = clients.region !== 'us-east-1';
  const LocationConstraint = clients.region as BucketLocationConstraint;
  await unless('BucketAlreadyOwnedByYou', () =>
    clients.s3.send(
      new CreateBucketCommand({ Bucket, ...(elsewhere && { CreateBucketConfiguration: { LocationConstraint } }) }),
    ),
  );
  const { PublicAccessBlockConfiguration } = bucket;
  if (PublicAccessBlockConfiguration) {
    await clients.s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  }
  return { Ref: Bucket, Arn: `arn:aws:s3:::${Bucket}` };
});

export const makeBucketPolicy = maker<{ Bucket: string; PolicyDocument: object }>(
  async ({ Bucket, PolicyDocument }, { clients }) => {
    await clients.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(PolicyDocument) }));
    return { Ref: Bucket, Arn: '' };
  },
);
