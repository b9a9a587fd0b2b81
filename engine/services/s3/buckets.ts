import type {
  CreateBucketOutput,
  CreateBucketRequest,
  GetBucketLocationOutput,
  HeadBucketOutput,
  ListBucketsOutput,
  ListBucketsRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import type { S3State } from './state.ts';

interface BucketInput {
  readonly Bucket?: string;
}

const HOME = 'us-east-1';

/** Buckets. */
export function buckets(state: S3State) {
  const createBucket: Operation<CreateBucketRequest, CreateBucketOutput> = (call) => {
    const name = call.input.Bucket!;
    assertName(name);
    const region = call.input.CreateBucketConfiguration?.LocationConstraint ?? call.region;
    const before = state.find(name);
    if (before) assertCreatable(call, before.account, region);
    else state.putBucket({ name, account: call.account, region, createdAt: state.parts.clock.now(), settings: {} });
    return { Location: `/${name}` };
  };

  const headBucket: Operation<BucketInput, HeadBucketOutput> = ({ input }) => {
    const bucket = state.find(input.Bucket!);
    if (!bucket) throw new AwsError('NotFound', 'Not Found', { status: 404 });
    return { BucketRegion: bucket.region, BucketArn: `arn:aws:s3:::${bucket.name}` };
  };

  const deleteBucket: Operation<BucketInput, void> = ({ input }) => {
    const { name } = state.bucket(input.Bucket!);
    if (state.objects.count(name) > 0) {
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', {
        status: 409,
        fields: { BucketName: name },
      });
    }
    state.deleteBucket(name);
  };

  const listBuckets: Operation<ListBucketsRequest, ListBucketsOutput> = ({ input, account }) => {
    const { Prefix = '', MaxBuckets = 10_000, ContinuationToken } = input;
    const all = state.ofAccount(account).filter(({ name }) => name.startsWith(Prefix));
    const { items, next } = page(all, MaxBuckets, ContinuationToken, ({ name }) => name);
    return {
      Buckets: items.map(({ name, createdAt, region }) => ({
        Name: name,
        CreationDate: new Date(createdAt),
        BucketRegion: region,
      })),
      Owner: { ID: account },
      ContinuationToken: next,
    };
  };

  const getBucketLocation: Operation<BucketInput, GetBucketLocationOutput> = ({ input }) => {
    const { region } = state.bucket(input.Bucket!);
    return {
      LocationConstraint: region === HOME ? undefined : (region as GetBucketLocationOutput['LocationConstraint']),
    };
  };

  return {
    CreateBucket: createBucket,
    HeadBucket: headBucket,
    DeleteBucket: deleteBucket,
    ListBuckets: listBuckets,
    GetBucketLocation: getBucketLocation,
  };
}

function assertName(name: string): void {
  const valid =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+(\.\d+){3}$/.test(name);
  if (!valid) {
    throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', { fields: { BucketName: name } });
  }
}

/** One's own bucket may be made again in us-east-1, and nowhere else. */
function assertCreatable({ account, input }: Call<CreateBucketRequest>, owner: string, region: string): void {
  if (owner !== account) {
    throw new AwsError(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      { status: 409, fields: { BucketName: input.Bucket } },
    );
  }
  if (region !== HOME) {
    throw new AwsError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      { status: 409, fields: { BucketName: input.Bucket } },
    );
  }
}
