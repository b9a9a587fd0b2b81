import { gzipSync } from 'node:zlib';
import { AwsError } from '../../errors.ts';
import type { Channel } from './state.ts';

/** An object for a channel's bucket. */
export interface ConfigFile {
  readonly bucket: string;
  readonly key: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** Puts an object; throws an AwsError (NoSuchBucket) where it cannot. */
export type PutFile = (file: ConfigFile) => void;

/** Puts the files of delivery channels where they belong. */
export class ChannelFiles {
  #put: PutFile = ({ bucket }) => {
    throw new AwsError('NoSuchBucket', `The specified bucket does not exist: ${bucket}`);
  };

  connect(put: PutFile): void {
    this.#put = put;
  }

  /** @returns why it could not be put; undefined when it is there */
  put(channel: Channel, key: string, text: string): AwsError | undefined {
    return this.#try(channel, key, gzipSync(text), { ContentType: 'application/json', ContentEncoding: 'gzip' });
  }

  /** An object without content. */
  touch(channel: Channel, key: string): AwsError | undefined {
    return this.#try(channel, key, new Uint8Array(), {});
  }

  #try(
    { s3BucketName: bucket = '', s3KmsKeyArn: keyArn }: Channel,
    key: string,
    body: Uint8Array,
    headers: Readonly<Record<string, string>>,
  ): AwsError | undefined {
    const sealing: Record<string, string> = keyArn ? { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn } : {};
    try {
      this.#put({ bucket, key, body, headers: { ...headers, ...sealing } });
      return undefined;
    } catch (error) {
      if (error instanceof AwsError) return error;
      throw error;
    }
  }
}
