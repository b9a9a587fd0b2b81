import type { CreateDeliveryStreamInput } from '@aws-sdk/client-firehose';
import { AwsError } from '../../errors.ts';
import type { DeliveryStream, S3Destination } from './model.ts';
import { checkPrefix, PrefixError } from './object-key.ts';

const MIB = 1024 * 1024;

/** Destinations that are not S3, by the members that ask for them. */
const elsewhere = [
  'RedshiftDestinationConfiguration',
  'ElasticsearchDestinationConfiguration',
  'AmazonopensearchserviceDestinationConfiguration',
  'AmazonOpenSearchServerlessDestinationConfiguration',
  'SplunkDestinationConfiguration',
  'HttpEndpointDestinationConfiguration',
  'SnowflakeDestinationConfiguration',
  'IcebergDestinationConfiguration',
] as const satisfies readonly (keyof CreateDeliveryStreamInput)[];

type Settings = Omit<DeliveryStream, 'name' | 'arn' | 'account' | 'region' | 'createdAt'>;

/**
 * What a new stream is to do.
 * @throws AwsError InvalidArgumentException, which names what is not done here
 */
export function destinationOf(input: CreateDeliveryStreamInput): Settings {
  for (const name of elsewhere) if (input[name] !== undefined) throw notHere(name.replace('Configuration', ''));
  const {
    DeliveryStreamType: type = 'DirectPut',
    S3DestinationConfiguration,
    ExtendedS3DestinationConfiguration,
  } = input;
  if (type !== 'DirectPut') throw notHere(`DeliveryStreamType ${type}`);
  if (S3DestinationConfiguration && ExtendedS3DestinationConfiguration) {
    throw invalid('Only one destination configuration can be specified.');
  }
  const destination: S3Destination | undefined = ExtendedS3DestinationConfiguration ?? S3DestinationConfiguration;
  if (!destination) throw invalid('Exactly one destination configuration is supported for a Firehose.');
  refuse(destination);
  const { BucketARN = '', RoleARN = '', Prefix, ErrorOutputPrefix, FileExtension, BufferingHints } = destination;
  const compression = destination.CompressionFormat ?? 'UNCOMPRESSED';
  if (compression !== 'UNCOMPRESSED' && compression !== 'GZIP') throw notHere(`CompressionFormat ${compression}`);
  return {
    bucketArn: BucketARN,
    roleArn: RoleARN,
    prefix: Prefix,
    errorPrefix: ErrorOutputPrefix,
    extension: FileExtension,
    compression,
    bufferBytes: (BufferingHints?.SizeInMBs ?? 5) * MIB,
    bufferMs: (BufferingHints?.IntervalInSeconds ?? 300) * 1000,
  };
}

/** What changes records on their way, or stores them elsewhere too. */
function refuse(destination: S3Destination): void {
  const { ProcessingConfiguration, DynamicPartitioningConfiguration, DataFormatConversionConfiguration } = destination;
  if (ProcessingConfiguration?.Enabled) throw notHere('ProcessingConfiguration');
  if (DynamicPartitioningConfiguration?.Enabled) throw notHere('DynamicPartitioningConfiguration');
  if (DataFormatConversionConfiguration?.Enabled ?? DataFormatConversionConfiguration !== undefined) {
    throw notHere('DataFormatConversionConfiguration');
  }
  if (destination.S3BackupMode === 'Enabled') throw notHere('S3BackupMode');
  if (destination.CustomTimeZone !== undefined && destination.CustomTimeZone !== 'UTC') throw notHere('CustomTimeZone');
  try {
    checkPrefix(destination.Prefix ?? '');
  } catch (error) {
    throw error instanceof PrefixError ? notHere(`${error.message} in Prefix`) : error;
  }
}

const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);
const notHere = (what: string): AwsError => invalid(`${what} is not supported by this engine.`);
