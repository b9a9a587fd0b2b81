import type {
  AmazonopensearchserviceIndexRotationPeriod,
  AmazonopensearchserviceS3BackupMode,
  CompressionFormat,
  DefaultDocumentIdFormat,
  ExtendedS3DestinationConfiguration,
} from '@aws-sdk/client-firehose';
import type { Processing } from './processing.ts';

/** A delivery stream to a bucket, or to OpenSearch with a bucket for what is refused there. */
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
  readonly openSearch?: OpenSearchDestination;
  readonly processing?: Processing;
  /** What its objects' prefix is followed by: those of records that could not be processed have a folder of their own. */
  readonly folder?: string;
}

export interface OpenSearchDestination {
  readonly roleArn: string;
  readonly domainArn?: string;
  readonly endpoint?: string;
  readonly index: string;
  readonly rotation: AmazonopensearchserviceIndexRotationPeriod;
  /** How long a document is tried, from the first attempt on, ms. */
  readonly retryMs: number;
  readonly backup: AmazonopensearchserviceS3BackupMode;
  readonly documentId: DefaultDocumentIdFormat;
  /** What the documents' ids begin with: no two streams make the same. */
  readonly idPrefix: string;
}

/** What both forms of an S3 destination have, and the longer one alone. */
export type S3Destination = ExtendedS3DestinationConfiguration;
