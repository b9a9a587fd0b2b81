import type {
  CreateDeliveryStreamInput,
  CreateDeliveryStreamOutput,
  DeleteDeliveryStreamInput,
  DeleteDeliveryStreamOutput,
  DescribeDeliveryStreamInput,
  DescribeDeliveryStreamOutput,
  DestinationDescription,
  ListDeliveryStreamsInput,
  ListDeliveryStreamsOutput,
} from '@aws-sdk/client-firehose';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { destinationOf } from './destination.ts';
import type { DeliveryStream } from './model.ts';
import type { FirehoseState } from './state.ts';

const MIB = 1024 * 1024;

/** Delivery streams themselves. They are ACTIVE at once. */
export function streams(state: FirehoseState) {
  const createDeliveryStream: Operation<CreateDeliveryStreamInput, CreateDeliveryStreamOutput> = (call) => {
    const { DeliveryStreamName: name = '' } = call.input;
    const { account, region } = call;
    const settings = destinationOf(call.input, state.parts.settings.openSearchEndpoint);
    if (state.streams.has(scopeOf(call), name)) {
      throw new AwsError('ResourceInUseException', `Firehose ${name} under accountId ${account} already exists.`);
    }
    const arn = `arn:aws:firehose:${region}:${account}:deliverystream/${name}`;
    const createdAt = state.parts.clock.now();
    state.streams.put(scopeOf(call), name, { name, arn, account, region, createdAt, ...settings });
    return { DeliveryStreamARN: arn };
  };

  const describeDeliveryStream: Operation<DescribeDeliveryStreamInput, DescribeDeliveryStreamOutput> = (call) => {
    const { name, arn, createdAt, ...rest } = state.existing(call, call.input.DeliveryStreamName);
    return {
      DeliveryStreamDescription: {
        DeliveryStreamName: name,
        DeliveryStreamARN: arn,
        DeliveryStreamStatus: 'ACTIVE',
        DeliveryStreamEncryptionConfiguration: { Status: 'DISABLED' },
        DeliveryStreamType: 'DirectPut',
        VersionId: '1',
        CreateTimestamp: new Date(createdAt),
        Destinations: [described(rest)],
        HasMoreDestinations: false,
      },
    };
  };

  const listDeliveryStreams: Operation<ListDeliveryStreamsInput, ListDeliveryStreamsOutput> = (call) => {
    const { Limit: limit = 10, DeliveryStreamType: type, ExclusiveStartDeliveryStreamName: after = '' } = call.input;
    const isAsked = type === undefined || type === 'DirectPut';
    const found = isAsked ? state.streams.list(scopeOf(call)).filter(({ name }) => name > after) : [];
    return {
      DeliveryStreamNames: found.slice(0, limit).map(({ name }) => name),
      HasMoreDeliveryStreams: found.length > limit,
    };
  };

  const deleteDeliveryStream: Operation<DeleteDeliveryStreamInput, DeleteDeliveryStreamOutput> = (call) => {
    state.delete(state.existing(call, call.input.DeliveryStreamName));
    return {};
  };

  return {
    CreateDeliveryStream: createDeliveryStream,
    DescribeDeliveryStream: describeDeliveryStream,
    ListDeliveryStreams: listDeliveryStreams,
    DeleteDeliveryStream: deleteDeliveryStream,
  };
}

function described(stream: Omit<DeliveryStream, 'name' | 'arn' | 'createdAt'>): DestinationDescription {
  const buffering = { SizeInMBs: stream.bufferBytes / MIB, IntervalInSeconds: stream.bufferMs / 1000 };
  const bucket = {
    RoleARN: stream.roleArn,
    BucketARN: stream.bucketArn,
    Prefix: stream.prefix,
    ErrorOutputPrefix: stream.errorPrefix,
    BufferingHints: buffering,
    CompressionFormat: stream.compression,
    EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' as const },
    CloudWatchLoggingOptions: { Enabled: false },
  };
  const { openSearch: search } = stream;
  return {
    DestinationId: 'destinationId-000000000001',
    ...(search
      ? {
          AmazonopensearchserviceDestinationDescription: {
            RoleARN: search.roleArn,
            DomainARN: search.domainArn,
            ClusterEndpoint: search.endpoint,
            IndexName: search.index,
            IndexRotationPeriod: search.rotation,
            BufferingHints: buffering,
            RetryOptions: { DurationInSeconds: search.retryMs / 1000 },
            S3BackupMode: search.backup,
            S3DestinationDescription: bucket,
            CloudWatchLoggingOptions: { Enabled: false },
            DocumentIdOptions: { DefaultDocumentIdFormat: search.documentId },
            ProcessingConfiguration: stream.processing?.configuration,
          },
        }
      : {
          S3DestinationDescription: bucket,
          ExtendedS3DestinationDescription: {
            ...bucket,
            ProcessingConfiguration: stream.processing?.configuration,
            S3BackupMode: 'Disabled' as const,
            FileExtension: stream.extension,
          },
        }),
  };
}
