import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { Bucket, S3State } from './state.ts';

interface Setting {
  /** Behind `Put`, `Get` and `Delete` in the operations' names. */
  readonly name: string;
  /** The input's member that is kept. */
  readonly member: string;
  /** The output's member it is given back as; absent where it is the output itself. */
  readonly output?: string;
  readonly deletable: boolean;
  /** What is answered while there is none; absent where an empty answer is. */
  readonly missing?: readonly [code: string, message: string];
}

/** Settings of a bucket that are kept and shown. Policies are not enforced, and nothing acts on the others. */
const SETTINGS: readonly Setting[] = [
  {
    name: 'BucketPolicy',
    member: 'Policy',
    output: 'Policy',
    deletable: true,
    missing: ['NoSuchBucketPolicy', 'The bucket policy does not exist'],
  },
  {
    name: 'PublicAccessBlock',
    member: 'PublicAccessBlockConfiguration',
    output: 'PublicAccessBlockConfiguration',
    deletable: true,
    missing: ['NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'],
  },
  { name: 'BucketVersioning', member: 'VersioningConfiguration', deletable: false },
  { name: 'BucketTagging', member: 'Tagging', deletable: true, missing: ['NoSuchTagSet', 'The TagSet does not exist'] },
  {
    name: 'BucketEncryption',
    member: 'ServerSideEncryptionConfiguration',
    output: 'ServerSideEncryptionConfiguration',
    deletable: true,
  },
  {
    name: 'BucketLifecycleConfiguration',
    member: 'LifecycleConfiguration',
    deletable: false,
    missing: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
  },
  { name: 'BucketLogging', member: 'BucketLoggingStatus', deletable: false },
  { name: 'BucketNotificationConfiguration', member: 'NotificationConfiguration', deletable: false },
  {
    name: 'BucketOwnershipControls',
    member: 'OwnershipControls',
    output: 'OwnershipControls',
    deletable: true,
    missing: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
  },
  { name: 'BucketAcl', member: 'AccessControlPolicy', deletable: false },
];

/** What a bucket has before anybody sets it. */
const DEFAULTS: Record<string, (bucket: Bucket) => unknown> = {
  BucketEncryption: () => ({
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
  }),
  BucketAcl: ({ account }) => ({
    Owner: { ID: account },
    Grants: [{ Grantee: { ID: account, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }],
  }),
};

type Input = { readonly Bucket: string } & Readonly<Record<string, unknown>>;

export function settings(state: S3State): Record<string, Operation<Input>> {
  const operations: Record<string, Operation<Input>> = {};
  for (const setting of SETTINGS) {
    operations[`Put${setting.name}`] = put(state, setting);
    operations[`Get${setting.name}`] = get(state, setting);
    if (setting.deletable) operations[`Delete${setting.name.replace('Configuration', '')}`] = remove(state, setting);
  }
  return operations;
}

const put =
  (state: S3State, { name, member }: Setting): Operation<Input> =>
  ({ input }) => {
    const bucket = state.bucket(input.Bucket);
    if (name === 'BucketPolicy') assertPolicy(input.Policy);
    const value =
      input[member] ?? (name === 'BucketAcl' ? { Owner: { ID: bucket.account }, Grants: [], Canned: input.ACL } : {});
    state.putBucket({ ...bucket, settings: { ...bucket.settings, [name]: value } });
  };

const get =
  (state: S3State, { name, output, missing }: Setting): Operation<Input> =>
  ({ input }) => {
    const bucket = state.bucket(input.Bucket);
    const value = bucket.settings[name] ?? DEFAULTS[name]?.(bucket);
    if (value === undefined && missing) {
      throw new AwsError(missing[0], missing[1], { status: 404, fields: { BucketName: bucket.name } });
    }
    return output === undefined ? (value ?? {}) : { [output]: value };
  };

const remove =
  (state: S3State, { name }: Setting): Operation<Input> =>
  ({ input }) => {
    const bucket = state.bucket(input.Bucket);
    const { [name]: _, ...kept } = bucket.settings;
    state.putBucket({ ...bucket, settings: kept });
  };

function assertPolicy(policy: unknown): void {
  try {
    JSON.parse(String(policy));
  } catch (cause) {
    throw new AwsError('MalformedPolicy', "Policies must be valid JSON and the first byte must be '{'", { cause });
  }
}
