import { AwsError } from '../../errors.ts';
import type { EngineParts } from '../../service.ts';
import { Signal } from '../../signal.ts';
import type { Documents } from '../../store/index.ts';
import { type Bodies, FileBodies, MemoryBodies } from './bodies.ts';

export interface Bucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** ms since 1970 */
  readonly createdAt: number;
  /** Policy, tags, versioning and the like, by the name of their setting, as they were put. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** In quotes, as on the wire. */
  readonly etag: string;
  /** ms since 1970 */
  readonly modifiedAt: number;
  /** Headers to be given back: content type, encoding and the like, by the names of the SDK's members. */
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  /** Checksums the uploader gave, by the names of the SDK's members. */
  readonly checksums: Readonly<Record<string, string>>;
  readonly location: string;
}

/** An object that was put or deleted. */
export interface ObjectChange {
  readonly kind: 'created' | 'removed';
  readonly bucket: Bucket;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

/** Bucket names are one space for all accounts. */
const ALL = 'aws';

/** What the operations share. */
export class S3State {
  readonly parts: EngineParts;
  readonly buckets: Documents<Bucket>;
  readonly objects: Documents<StoredObject>;
  readonly bodies: Bodies;
  readonly changed = new Signal<ObjectChange>();

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.buckets = parts.store.documents('s3.buckets');
    this.objects = parts.store.documents('s3.objects');
    const { dataFolder } = parts.settings;
    this.bodies = dataFolder === undefined ? new MemoryBodies() : new FileBodies(dataFolder);
  }

  find(name: string): Bucket | undefined {
    return this.buckets.get(ALL, name);
  }

  ofAccount(account: string): Bucket[] {
    return this.buckets.list(ALL).filter((bucket) => bucket.account === account);
  }

  /** @throws AwsError NoSuchBucket */
  bucket(name: string): Bucket {
    const found = this.find(name);
    if (found) return found;
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', {
      status: 404,
      fields: { BucketName: name },
    });
  }

  putBucket(bucket: Bucket): void {
    this.buckets.put(ALL, bucket.name, bucket);
  }

  deleteBucket(name: string): void {
    this.buckets.delete(ALL, name);
  }

  /** @throws AwsError NoSuchBucket, NoSuchKey */
  object(bucket: string, key: string): StoredObject {
    const found = this.objects.get(this.bucket(bucket).name, key);
    if (found) return found;
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, fields: { Key: key } });
  }

  deleteObject(bucket: Bucket, key: string): void {
    const found = this.objects.get(bucket.name, key);
    if (!found) return;
    this.parts.store.write(() => {
      this.objects.delete(bucket.name, key);
      this.changed.tell({ kind: 'removed', bucket, key, size: found.size, etag: found.etag });
    });
    this.parts.store.afterCommit(() => {
      if (!this.objects.has(bucket.name, key)) this.bodies.remove(found.location);
    });
  }
}
