import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  type PublicAccessBlockConfiguration,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import type { RegionClients } from '../clients.ts';
import { has, maker, unless } from '../maker.ts';

interface Bucket {
  readonly BucketName: string;
  readonly PublicAccessBlockConfiguration?: PublicAccessBlockConfiguration;
}

export const makeBucket = maker<Bucket>(async (bucket, { clients }) => {
  const { BucketName: Bucket } = bucket;
  const elsewhere = clients.region !== 'us-east-1';
  const LocationConstraint = clients.region as BucketLocationConstraint;
  const there = await unless('NotFound', () => clients.s3.send(new HeadBucketCommand({ Bucket })));
  if (!there) {
    await clients.s3.send(
      new CreateBucketCommand({ Bucket, ...(elsewhere && { CreateBucketConfiguration: { LocationConstraint } }) }),
    );
  }
  const { PublicAccessBlockConfiguration } = bucket;
  if (PublicAccessBlockConfiguration && !has(await blockOf(clients, Bucket), PublicAccessBlockConfiguration)) {
    await clients.s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  }
  return { Ref: Bucket, Arn: `arn:aws:s3:::${Bucket}` };
});

async function blockOf({ s3 }: RegionClients, Bucket: string) {
  const found = await unless('NoSuchPublicAccessBlockConfiguration', () =>
    s3.send(new GetPublicAccessBlockCommand({ Bucket })),
  );
  return found?.PublicAccessBlockConfiguration;
}

export const makeBucketPolicy = maker<{ Bucket: string; PolicyDocument: object }>(
  async ({ Bucket, PolicyDocument }, { clients }) => {
    const Policy = JSON.stringify(PolicyDocument);
    const found = await unless('NoSuchBucketPolicy', () => clients.s3.send(new GetBucketPolicyCommand({ Bucket })));
    if (found?.Policy !== Policy) await clients.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    return { Ref: Bucket, Arn: '' };
  },
);
