import type { CloudTrailRecord, Json } from '../../../cloudtrail/index.ts';
import { changed, deleted, found, type Reducer, type Subject } from '../change.ts';
import type { Draft } from '../draft.ts';
import { asked, documentText, flagAt, isoTime, objectAt, tagsIn, textAt } from '../read.ts';
import { aclIn } from './acl.ts';
import { encryptionIn, loggingIn, oneOrMore, publicAccessBlockIn, versioningIn } from './settings.ts';

/** Since when AWS encrypts new buckets, and blocks public access to them; within the roll-out neither is known. */
const ENCRYPTED_SINCE = Date.UTC(2023, 0, 5);
const BLOCKED_SINCE = Date.UTC(2023, 4, 1);
const BLOCKED_FROM = Date.UTC(2023, 3, 1);

const PARTS = 'supplementaryConfiguration';

function bucketOf(record: CloudTrailRecord): Subject {
  const name = textAt(asked(record), 'bucketName');
  const region = textAt(asked(record), 'CreateBucketConfiguration', 'LocationConstraint') ?? record.awsRegion;
  return {
    type: 'AWS::S3::Bucket',
    region: region === 'EU' ? 'eu-west-1' : region,
    id: name,
    name,
    arn: name === undefined ? undefined : `arn:aws:s3:::${name}`,
  };
}

const change = (edit: (draft: Draft, record: CloudTrailRecord) => void): Reducer => {
  return (record) => [changed(bucketOf(record), (draft) => edit(draft, record))];
};

/** A part is what the call says; where the record does not say it, it is not known any more. */
const sets = (part: string, read: (record: CloudTrailRecord) => Json | undefined): Reducer =>
  change((draft, record) => {
    const value = read(record);
    if (value === undefined) draft.forget(`${PARTS}.${part}`);
    else draft.set(`${PARTS}.${part}`, value);
  });

const removes = (part: string, empty?: Json): Reducer => change((draft) => draft.set(`${PARTS}.${part}`, empty));

/** Parts whose new value is not rebuilt: that they are other ones is all that is told. */
const forgets = (part: string): Reducer => change((draft) => draft.forget(`${PARTS}.${part}`));

/** S3 buckets with their policy, access control list, public access block, encryption, versioning, logging and tags. */
export const bucketReducers: Readonly<Record<string, Reducer>> = {
  CreateBucket: (record) => [found(bucketOf(record), (draft) => create(draft, record))],
  DeleteBucket: (record) => [deleted(bucketOf(record))],
  PutBucketPolicy: sets('BucketPolicy', policyIn),
  DeleteBucketPolicy: removes('BucketPolicy', { policyText: null }),
  PutBucketAcl: change((draft, record) => setAcl(draft, record)),
  PutBucketPublicAccessBlock: sets('PublicAccessBlockConfiguration', publicAccessBlockIn),
  DeleteBucketPublicAccessBlock: removes('PublicAccessBlockConfiguration'),
  PutBucketEncryption: sets('ServerSideEncryptionConfiguration', encryptionIn),
  DeleteBucketEncryption: change((draft, record) =>
    draft.set(`${PARTS}.ServerSideEncryptionConfiguration`, usualEncryption(record)),
  ),
  PutBucketVersioning: sets('BucketVersioningConfiguration', versioningIn),
  PutBucketLogging: sets('BucketLoggingConfiguration', loggingIn),
  PutBucketTagging: change((draft, record) => {
    const set = objectAt(asked(record), 'Tagging', 'TagSet');
    const tags = tagsIn(oneOrMore(set?.Tag));
    draft.set('tags', tags);
    // AWS's items have the tags a second time, as the bucket's setting.
    draft.set(`${PARTS}.BucketTaggingConfiguration`, { tagSets: [{ tags }] });
    if (set) return;
    draft.forget('tags.*');
    draft.forget(`${PARTS}.BucketTaggingConfiguration`);
  }),
  DeleteBucketTagging: change((draft) => {
    draft.set('tags', {});
    draft.set(`${PARTS}.BucketTaggingConfiguration`, undefined);
  }),
  PutBucketLifecycle: forgets('BucketLifecycleConfiguration'),
  DeleteBucketLifecycle: removes('BucketLifecycleConfiguration'),
  PutBucketReplication: forgets('BucketReplicationConfiguration'),
  DeleteBucketReplication: removes('BucketReplicationConfiguration'),
  PutBucketNotification: forgets('BucketNotificationConfiguration'),
  PutBucketWebsite: forgets('BucketWebsiteConfiguration'),
  DeleteBucketWebsite: removes('BucketWebsiteConfiguration'),
  PutBucketCors: forgets('BucketCrossOriginConfiguration'),
  DeleteBucketCors: removes('BucketCrossOriginConfiguration'),
  PutBucketAccelerateConfiguration: forgets('BucketAccelerateConfiguration'),
  PutBucketObjectLockConfiguration: forgets('ObjectLockConfiguration'),
  PutBucketRequestPayment: forgets('IsRequesterPaysEnabled'),
};

function create(draft: Draft, record: CloudTrailRecord): void {
  const name = textAt(asked(record), 'bucketName') ?? null;
  const time = Date.parse(record.eventTime);
  draft.merge('configuration', { name, creationDate: isoTime(record.eventTime) });
  // The owner is named by the account's canonical id, which records do not have.
  draft.forget('configuration.owner');
  draft.merge(PARTS, {
    BucketPolicy: { policyText: null },
    BucketVersioningConfiguration: { status: 'Off', isMfaDeleteEnabled: null },
    BucketLoggingConfiguration: { destinationBucketName: null, logFilePrefix: null },
    ServerSideEncryptionConfiguration: usualEncryption(record),
  });
  if (time >= BLOCKED_SINCE) {
    draft.set(`${PARTS}.PublicAccessBlockConfiguration`, allBlocked);
  } else if (time >= BLOCKED_FROM) draft.forget(`${PARTS}.PublicAccessBlockConfiguration`);
  if (flagAt(asked(record), 'x-amz-bucket-object-lock-enabled')) draft.forget(`${PARTS}.ObjectLockConfiguration`);
  setAcl(draft, record);
}

const allBlocked = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

/** What a bucket is encrypted with while nobody says otherwise. */
function usualEncryption({ eventTime }: CloudTrailRecord): Json | undefined {
  if (Date.parse(eventTime) < ENCRYPTED_SINCE) return undefined;
  const by = { sseAlgorithm: 'AES256', kmsMasterKeyID: null };
  return { rules: [{ applyServerSideEncryptionByDefault: by, bucketKeyEnabled: false }] };
}

function policyIn(record: CloudTrailRecord): Json | undefined {
  const policyText = documentText(asked(record).bucketPolicy);
  return policyText === undefined ? undefined : { policyText };
}

function setAcl(draft: Draft, record: CloudTrailRecord): void {
  const list = aclIn(record);
  if (list === undefined) draft.forget(`${PARTS}.AccessControlList`);
  else {
    draft.set(`${PARTS}.AccessControlList`, list);
    if (textAt(list, 'owner', 'id') === undefined) {
      // What is null for an owner nobody named is an id of which no record tells.
      draft.forget(`${PARTS}.AccessControlList.owner.id`);
      draft.mark(`${PARTS}.AccessControlList.grantList[].grantee.id`);
    }
  }
}
