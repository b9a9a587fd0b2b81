import type { CompressionFormat, ExtendedS3DestinationConfiguration } from '@aws-sdk/client-firehose';

/** A delivery stream to a bucket. */
export interface DeliveryStream {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly bucketArn: string;
  readonly roleArn: string;
  readonly prefix?: string;
  readonly errorPrefix?: string;
  readonly extension?: string;
  readonly compression: Extract<CompressionFormat, 'GZIP' | 'UNCOMPRESSED'>;
  /** What comes first sends the buffer: so many bytes, or so long after its first record, ms. */
  readonly bufferBytes: number;
  readonly bufferMs: number;
}

/** What both forms of an S3 destination have, and the longer one alone. */
export type S3Destination = ExtendedS3DestinationConfiguration;
