import type {
  CopyObjectOutput,
  CopyObjectRequest,
  DeleteObjectRequest,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  GetObjectRequest,
  HeadObjectRequest,
  PutObjectOutput,
  PutObjectRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { preconditionFailed, putObject, quoted } from './put.ts';
import { rangeOf } from './range.ts';
import type { S3State, StoredObject } from './state.ts';

const HEADERS = [
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'ContentType',
  'ServerSideEncryption',
  'SSEKMSKeyId',
  'StorageClass',
] as const;
const CHECKSUMS = [
  'ChecksumCRC32',
  'ChecksumCRC32C',
  'ChecksumCRC64NVME',
  'ChecksumSHA1',
  'ChecksumSHA256',
  'ContentMD5',
] as const;
const DEFAULT_TYPE = 'binary/octet-stream';

/** Objects: put, given, copied and deleted whole. */
export function objects(state: S3State) {
  const put: Operation<PutObjectRequest, PutObjectOutput> = ({ input }) => {
    const object = putObject(state, {
      bucket: input.Bucket!,
      key: input.Key!,
      body: (input.Body ?? Buffer.alloc(0)) as Uint8Array,
      headers: picked(input, HEADERS),
      metadata: input.Metadata,
      checksums: picked(input, CHECKSUMS),
      ifMatch: input.IfMatch,
      ifNoneMatch: input.IfNoneMatch,
    });
    const { ContentMD5: _, ...checksums } = object.checksums;
    return { ETag: object.etag, ServerSideEncryption: 'AES256', ...checksums };
  };

  const get: Operation<GetObjectRequest> = ({ input }) => {
    const object = state.object(input.Bucket!, input.Key!);
    assertConditions(object, input);
    const body = state.bodies.read(object.location);
    const range = input.Range === undefined ? undefined : rangeOf(input.Range, body.length);
    const part = range ? body.subarray(range.start, range.end + 1) : body;
    return {
      ...described(object, range === undefined && input.ChecksumMode === 'ENABLED'),
      ...overridden(input),
      Body: part,
      ContentLength: part.length,
      ...(range && { ContentRange: `bytes ${range.start}-${range.end}/${body.length}` }),
    };
  };

  const head: Operation<HeadObjectRequest> = ({ input }) => {
    const object = state.find(input.Bucket!) && state.objects.get(input.Bucket!, input.Key!);
    if (!object) throw new AwsError('NotFound', 'Not Found', { status: 404 });
    assertConditions(object, input);
    return { ...described(object, input.ChecksumMode === 'ENABLED'), ContentLength: object.size };
  };

  const copy: Operation<CopyObjectRequest, CopyObjectOutput> = ({ input }) => {
    const [, bucket = '', key = ''] = /^\/?([^/]+)\/([^?]+)/.exec(input.CopySource!) ?? [];
    const source = state.object(bucket, decodeURIComponent(key));
    const replaces = input.MetadataDirective === 'REPLACE';
    const object = putObject(state, {
      bucket: input.Bucket!,
      key: input.Key!,
      body: state.bodies.read(source.location),
      headers: replaces ? picked(input, HEADERS) : source.headers,
      metadata: replaces ? input.Metadata : source.metadata,
    });
    return { CopyObjectResult: { ETag: object.etag, LastModified: new Date(object.modifiedAt) } };
  };

  const deleteObject: Operation<DeleteObjectRequest, void> = ({ input }) => {
    state.deleteObject(state.bucket(input.Bucket!), input.Key!);
  };

  const deleteObjects: Operation<DeleteObjectsRequest, DeleteObjectsOutput> = ({ input }) => {
    const bucket = state.bucket(input.Bucket!);
    const { Objects = [], Quiet = false } = input.Delete ?? {};
    for (const { Key } of Objects) state.deleteObject(bucket, Key!);
    return { Deleted: Quiet ? undefined : Objects.map(({ Key }) => ({ Key })) };
  };

  return {
    PutObject: put,
    GetObject: get,
    HeadObject: head,
    CopyObject: copy,
    DeleteObject: deleteObject,
    DeleteObjects: deleteObjects,
  };
}

function picked(input: object, names: readonly string[]): Record<string, string> {
  const values = input as Record<string, unknown>;
  return Object.fromEntries(names.flatMap((name) => (typeof values[name] === 'string' ? [[name, values[name]]] : [])));
}

function described(object: StoredObject, withChecksums: boolean) {
  const { ContentMD5: _, ...checksums } = object.checksums;
  return {
    ContentType: DEFAULT_TYPE,
    ServerSideEncryption: 'AES256',
    ...object.headers,
    ...(withChecksums ? checksums : {}),
    AcceptRanges: 'bytes',
    ETag: object.etag,
    LastModified: new Date(object.modifiedAt),
    Metadata: object.metadata,
  };
}

/** `response-content-type` and its kin of a (presigned) URL. */
const overridden = (input: GetObjectRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) =>
      name.startsWith('ResponseContent') || name === 'ResponseCacheControl'
        ? [[name.slice('Response'.length), String(value)]]
        : [],
    ),
  );

type Conditions = Pick<GetObjectRequest, 'IfMatch' | 'IfNoneMatch' | 'IfModifiedSince' | 'IfUnmodifiedSince'>;

function assertConditions({ etag, modifiedAt }: StoredObject, conditions: Conditions): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  // HTTP's dates have whole seconds.
  const modified = Math.floor(modifiedAt / 1000) * 1000;
  if (IfMatch !== undefined && IfMatch !== '*' && quoted(IfMatch) !== etag) throw preconditionFailed('If-Match');
  if (IfUnmodifiedSince && IfMatch === undefined && modified > IfUnmodifiedSince.getTime()) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  const unchanged =
    IfNoneMatch === undefined ? IfModifiedSince && modified <= IfModifiedSince.getTime() : quoted(IfNoneMatch) === etag;
  if (unchanged) throw new AwsError('NotModified', 'Not Modified', { status: 304 });
}
