import { randomUUID } from 'node:crypto';
import type {
  AmazonopensearchserviceDestinationConfiguration,
  CreateDeliveryStreamInput,
  ProcessingConfiguration,
} from '@aws-sdk/client-firehose';
import { AwsError } from '../../errors.ts';
import type { DeliveryStream, S3Destination } from './model.ts';
import { checkPrefix, hasExpressions, PrefixError, tellsErrorType } from './object-key.ts';
import { type Processing, ProcessorError, processingOf } from './processing.ts';

const MIB = 1024 * 1024;

/** Destinations that are neither S3 nor OpenSearch, by the members that ask for them. */
const elsewhere = [
  'RedshiftDestinationConfiguration',
  'ElasticsearchDestinationConfiguration',
  'AmazonOpenSearchServerlessDestinationConfiguration',
  'SplunkDestinationConfiguration',
  'HttpEndpointDestinationConfiguration',
  'SnowflakeDestinationConfiguration',
  'IcebergDestinationConfiguration',
] as const satisfies readonly (keyof CreateDeliveryStreamInput)[];

type Settings = Omit<DeliveryStream, 'name' | 'arn' | 'account' | 'region' | 'createdAt'>;

/**
 * What a new stream is to do.
 * @param openSearch the endpoint the engine was started with, which stands for every domain
 * @throws AwsError InvalidArgumentException, which names what is not done here
 */
export function destinationOf(input: CreateDeliveryStreamInput, openSearch: string | undefined): Settings {
  for (const name of elsewhere) if (input[name] !== undefined) throw notHere(name.replace('Configuration', ''));
  const {
    DeliveryStreamType: type = 'DirectPut',
    S3DestinationConfiguration,
    ExtendedS3DestinationConfiguration,
    AmazonopensearchserviceDestinationConfiguration: search,
  } = input;
  if (type !== 'DirectPut') throw notHere(`DeliveryStreamType ${type}`);
  const given = [S3DestinationConfiguration, ExtendedS3DestinationConfiguration, search];
  if (given.filter(Boolean).length > 1) throw invalid('Only one destination configuration can be specified.');
  if (search) return searchSettings(search, openSearch);
  const destination: S3Destination | undefined = ExtendedS3DestinationConfiguration ?? S3DestinationConfiguration;
  if (!destination) throw invalid('Exactly one destination configuration is supported for a Firehose.');
  return bucketSettings(destination);
}

function bucketSettings(destination: S3Destination): Settings {
  refuse(destination);
  const { BucketARN = '', RoleARN = '', Prefix, ErrorOutputPrefix, FileExtension, BufferingHints } = destination;
  const compression = destination.CompressionFormat ?? 'UNCOMPRESSED';
  if (compression !== 'UNCOMPRESSED' && compression !== 'GZIP') throw notHere(`CompressionFormat ${compression}`);
  return {
    processing: processing(destination.ProcessingConfiguration),
    bucketArn: BucketARN,
    roleArn: RoleARN,
    prefix: Prefix,
    errorPrefix: ErrorOutputPrefix,
    extension: FileExtension,
    compression,
    ...buffering(BufferingHints),
  };
}

function processing(configuration: ProcessingConfiguration | undefined): Processing | undefined {
  try {
    return processingOf(configuration);
  } catch (error) {
    throw error instanceof ProcessorError ? notHere(error.message) : error;
  }
}

const buffering = (hints: S3Destination['BufferingHints']) => ({
  bufferBytes: (hints?.SizeInMBs ?? 5) * MIB,
  bufferMs: (hints?.IntervalInSeconds ?? 300) * 1000,
});

/** @see Firehose API, AmazonopensearchserviceDestinationConfiguration, for what holds without a setting */
function searchSettings(
  search: AmazonopensearchserviceDestinationConfiguration,
  openSearch: string | undefined,
): Settings {
  const { ClusterEndpoint: endpoint, DomainARN: domainArn, ProcessingConfiguration, VpcConfiguration } = search;
  if (VpcConfiguration) throw notHere('VpcConfiguration');
  if ((endpoint === undefined) === (domainArn === undefined)) {
    throw invalid('Exactly one of DomainARN and ClusterEndpoint must be specified.');
  }
  if (endpoint === undefined && openSearch === undefined) {
    throw notHere('DomainARN without --opensearch-endpoint');
  }
  if (!search.S3Configuration) throw invalid('S3Configuration must be specified.');
  return {
    ...bucketSettings(search.S3Configuration),
    ...buffering(search.BufferingHints),
    processing: processing(ProcessingConfiguration),
    openSearch: {
      roleArn: search.RoleARN ?? '',
      domainArn,
      endpoint,
      index: search.IndexName ?? '',
      rotation: search.IndexRotationPeriod ?? 'OneDay',
      retryMs: (search.RetryOptions?.DurationInSeconds ?? 300) * 1000,
      backup: search.S3BackupMode ?? 'FailedDocumentsOnly',
      documentId: search.DocumentIdOptions?.DefaultDocumentIdFormat ?? 'FIREHOSE_DEFAULT',
      idPrefix: randomUUID(),
    },
  };
}

/** What changes records on their way, or stores them elsewhere too. */
function refuse(destination: S3Destination): void {
  const { DynamicPartitioningConfiguration, DataFormatConversionConfiguration } = destination;
  if (DynamicPartitioningConfiguration?.Enabled) throw notHere('DynamicPartitioningConfiguration');
  if (DataFormatConversionConfiguration?.Enabled ?? DataFormatConversionConfiguration !== undefined) {
    throw notHere('DataFormatConversionConfiguration');
  }
  if (destination.S3BackupMode === 'Enabled') throw notHere('S3BackupMode');
  if (destination.CustomTimeZone !== undefined && destination.CustomTimeZone !== 'UTC') throw notHere('CustomTimeZone');
  const { Prefix = '', ErrorOutputPrefix = '' } = destination;
  assertPrefix('Prefix', Prefix, false);
  assertPrefix('ErrorOutputPrefix', ErrorOutputPrefix, true);
  if (hasExpressions(Prefix) && ErrorOutputPrefix === '') {
    throw invalid('ErrorOutputPrefix cannot be null or empty when Prefix contains expressions.');
  }
  if (!tellsErrorType(ErrorOutputPrefix)) {
    throw invalid('ErrorOutputPrefix must contain !{firehose:error-output-type} when it contains expressions.');
  }
}

function assertPrefix(name: string, prefix: string, ofErrors: boolean): void {
  try {
    checkPrefix(prefix, ofErrors);
  } catch (error) {
    throw error instanceof PrefixError ? notHere(`${error.message} in ${name}`) : error;
  }
}

const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);
const notHere = (what: string): AwsError => invalid(`${what} is not supported by this engine.`);
