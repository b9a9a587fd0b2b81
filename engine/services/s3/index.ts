import { defineService } from '../../service.ts';
import { buckets } from './buckets.ts';
import { listing } from './listing.ts';
import { objects } from './objects.ts';
import { type NewObject, putObject } from './put.ts';
import { settings } from './settings.ts';
import { type Bucket, S3State } from './state.ts';

/**
 * S3: buckets and whole objects, by path-style addresses. No versions, no uploads in parts.
 *
 * Ports: `put` and `get` for services that deliver to buckets (`put` throws NoSuchBucket as AWS does), `bucket` for those that look
 * first, `changed` tells objects put and deleted.
 */
export const s3 = defineService({
  sdk: () => import('@aws-sdk/client-s3'),
  signingName: 's3',
  validationCode: 'InvalidArgument',
  create(parts) {
    const state = new S3State(parts);
    return {
      operations: {
        ...buckets(state),
        ...objects(state),
        ...listing(state),
        ...settings(state),
      },
      ports: {
        put(object: NewObject): void {
          putObject(state, object);
        },
        get(bucket: string, key: string): Buffer | undefined {
          const object = state.find(bucket) && state.objects.get(bucket, key);
          return object && state.bodies.read(object.location);
        },
        /** Keys under a prefix, in order. */
        keys: (bucket: string, prefix = ''): string[] =>
          state.objects.list(bucket).flatMap(({ key }) => (key.startsWith(prefix) ? [key] : [])),
        bucket: (name: string): Bucket | undefined => state.find(name),
        changed: state.changed,
      },
    };
  },
});
