import type {
  _Object,
  ListObjectsOutput,
  ListObjectsRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
  ObjectVersion,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { S3State, StoredObject } from './state.ts';

const MOST_KEYS = 1000;

/** The version of an object in a bucket that keeps none. */
const NO_VERSION = 'null';

/** What a bucket holds, in the order of keys; keys with a delimiter behind the prefix as one common prefix. */
export function listing(state: S3State) {
  const listObjectsV2: Operation<ListObjectsV2Request, ListObjectsV2Output> = ({ input }) => {
    const { Bucket, Prefix, Delimiter, StartAfter, ContinuationToken, EncodingType } = input;
    const after = ContinuationToken === undefined ? StartAfter : fromToken(ContinuationToken);
    const page = list(state, { ...input, Bucket: Bucket!, after });
    const text = encoder(EncodingType);
    return {
      Name: Bucket,
      Prefix: text(Prefix ?? ''),
      Delimiter: Delimiter && text(Delimiter),
      StartAfter: StartAfter && text(StartAfter),
      MaxKeys: page.most,
      KeyCount: page.objects.length + page.prefixes.length,
      IsTruncated: page.last !== undefined,
      ContinuationToken,
      NextContinuationToken: page.last && toToken(page.last),
      EncodingType,
      Contents: page.objects.map((object) => shown(object, text)),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: text(prefix) })),
    };
  };

  const listObjects: Operation<ListObjectsRequest, ListObjectsOutput> = ({ input }) => {
    const { Bucket, Prefix, Delimiter, Marker, EncodingType } = input;
    const page = list(state, { ...input, Bucket: Bucket!, after: Marker });
    const text = encoder(EncodingType);
    return {
      Name: Bucket,
      Prefix: text(Prefix ?? ''),
      Delimiter: Delimiter && text(Delimiter),
      Marker: text(Marker ?? ''),
      NextMarker: Delimiter && page.last && text(page.last),
      MaxKeys: page.most,
      IsTruncated: page.last !== undefined,
      EncodingType,
      Contents: page.objects.map((object) => shown(object, text)),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: text(prefix) })),
    };
  };

  /** Of each object one version, `null`, as in a bucket that never kept versions: what empties a bucket asks for them. */
  const listObjectVersions: Operation<ListObjectVersionsRequest, ListObjectVersionsOutput> = ({ input }) => {
    const { Bucket, Prefix, Delimiter, KeyMarker, EncodingType } = input;
    const page = list(state, { ...input, Bucket: Bucket!, after: KeyMarker });
    const text = encoder(EncodingType);
    return {
      Name: Bucket,
      Prefix: text(Prefix ?? ''),
      Delimiter: Delimiter && text(Delimiter),
      KeyMarker: text(KeyMarker ?? ''),
      VersionIdMarker: input.VersionIdMarker ?? '',
      NextKeyMarker: page.last && text(page.last),
      NextVersionIdMarker: page.last && NO_VERSION,
      MaxKeys: page.most,
      IsTruncated: page.last !== undefined,
      EncodingType,
      Versions: page.objects.map((object): ObjectVersion => {
        const { StorageClass, ...rest } = shown(object, text);
        return {
          ...rest,
          StorageClass: StorageClass as ObjectVersion['StorageClass'],
          VersionId: NO_VERSION,
          IsLatest: true,
        };
      }),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: text(prefix) })),
    };
  };

  return { ListObjectsV2: listObjectsV2, ListObjects: listObjects, ListObjectVersions: listObjectVersions };
}

interface Asked {
  readonly Bucket: string;
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly MaxKeys?: number;
  /** The key or common prefix the page before ended with. */
  readonly after: string | undefined;
}

function list(state: S3State, { Bucket, Prefix = '', Delimiter = '', MaxKeys = MOST_KEYS, after }: Asked) {
  if (MaxKeys < 0)
    throw new AwsError('InvalidArgument', 'Argument maxKeys must be an integer between 0 and 2147483647');
  const most = Math.min(MaxKeys, MOST_KEYS);
  const objects: StoredObject[] = [];
  const prefixes: string[] = [];
  let last: string | undefined;
  for (const object of state.objects.list(state.bucket(Bucket).name)) {
    if (!object.key.startsWith(Prefix)) continue;
    const cut = Delimiter === '' ? -1 : object.key.indexOf(Delimiter, Prefix.length);
    const name = cut === -1 ? object.key : object.key.slice(0, cut + Delimiter.length);
    // A page that ended with a common prefix has told of all that is under it; one that ended within it has not.
    if (after !== undefined && (object.key <= after || name === after)) continue;
    if (name === prefixes.at(-1)) continue;
    if (objects.length + prefixes.length === most)
      return { objects, prefixes, most, last: most === 0 ? undefined : last };
    if (cut === -1) objects.push(object);
    else prefixes.push(name);
    last = name;
  }
  return { objects, prefixes, most, last: undefined };
}

const encoder = (type: string | undefined) => (text: string) =>
  type === 'url' ? encodeURIComponent(text).replaceAll('%2F', '/') : text;

const shown = ({ key, size, etag, modifiedAt, headers }: StoredObject, text: (key: string) => string): _Object => ({
  Key: text(key),
  Size: size,
  ETag: etag,
  LastModified: new Date(modifiedAt),
  StorageClass: (headers.StorageClass ?? 'STANDARD') as _Object['StorageClass'],
});

const toToken = (key: string): string => Buffer.from(key).toString('base64');
const fromToken = (token: string): string => Buffer.from(token, 'base64').toString();
