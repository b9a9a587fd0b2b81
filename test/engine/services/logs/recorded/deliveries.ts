import {
  CreateDeliveryCommand,
  type CreateDeliveryCommandInput,
  DeleteDeliveryCommand,
  DeleteDeliveryDestinationCommand,
  DeleteDeliverySourceCommand,
  DescribeDeliveriesCommand,
  DescribeDeliveryDestinationsCommand,
  DescribeDeliverySourcesCommand,
  GetDeliveryCommand,
  GetDeliveryDestinationCommand,
  GetDeliveryDestinationPolicyCommand,
  GetDeliverySourceCommand,
  PutDeliveryDestinationCommand,
  PutDeliveryDestinationPolicyCommand,
  PutDeliverySourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { REGION, refused, type Scenario, type Stage } from './stage.ts';

const destination = ({ logs, bucketArn }: Stage, name: string, more: object = {}) =>
  logs.send(
    new PutDeliveryDestinationCommand({
      name,
      deliveryDestinationConfiguration: { destinationResourceArn: bucketArn },
      ...more,
    }),
  );
const getDestination = ({ logs }: Stage, name: string) => logs.send(new GetDeliveryDestinationCommand({ name }));
const destinationPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AllowLogDeliveryActions',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:root' },
      Action: 'logs:CreateDelivery',
      Resource: ['delivery-source', 'delivery', 'delivery-destination'].map(
        (kind) => `arn:aws:logs:${REGION}:${kind}:*`,
      ),
    },
  ],
});
const withPolicy = async (stage: Stage) => {
  await destination(stage, 'dd');
  return stage.logs.send(
    new PutDeliveryDestinationPolicyCommand({
      deliveryDestinationName: 'dd',
      deliveryDestinationPolicy: destinationPolicy,
    }),
  );
};
const source = ({ logs }: Stage, name: string, more: object = {}) =>
  logs.send(
    new PutDeliverySourceCommand({
      name,
      resourceArn: 'arn:aws:cloudfront::123456789012:distribution/E19DL18TOXN9JU',
      logType: 'ACCESS_LOGS',
      ...more,
    }),
  );
const delivery = async (stage: Stage, more: Partial<CreateDeliveryCommandInput> = {}) => {
  await source(stage, 'ds');
  await destination(stage, 'dd');
  const deliveryDestinationArn = `arn:aws:logs:${REGION}:delivery-destination:dd`;
  return stage.logs.send(new CreateDeliveryCommand({ deliverySourceName: 'ds', deliveryDestinationArn, ...more }));
};

export const deliveries: Record<string, Scenario> = {
  test_put_delivery_destination: async (stage) => ({
    'put-delivery-destination': await destination(stage, 'dd', { outputFormat: 'json', tags: { key1: 'value1' } }),
  }),
  test_put_delivery_destination_invalid_format: async (stage) => ({
    'error-invalid-format': await refused(destination(stage, 'dd', { outputFormat: 'foobar' })),
  }),
  test_put_delivery_destination_update: async (stage) => {
    await destination(stage, 'dd');
    const second = { deliveryDestinationConfiguration: { destinationResourceArn: 'arn:aws:s3:::second' } };
    return { 'put-delivery-destination-update': await destination(stage, 'dd', second) };
  },
  test_get_delivery_destination: async (stage) => {
    await destination(stage, 'dd');
    return { 'get-delivery-destination': await getDestination(stage, 'dd') };
  },
  test_get_delivery_destination_not_found: async (stage) => ({
    'error-not-found': await refused(getDestination(stage, 'foobar')),
  }),
  test_describe_delivery_destinations: async (stage) => {
    await destination(stage, 'dd-0');
    await destination(stage, 'dd-1');
    const { deliveryDestinations } = await stage.logs.send(new DescribeDeliveryDestinationsCommand({}));
    return { 'describe-delivery-destinations': deliveryDestinations };
  },
  test_delete_delivery_destination: async (stage) => {
    await destination(stage, 'dd');
    await stage.logs.send(new DeleteDeliveryDestinationCommand({ name: 'dd' }));
    return { 'error-after-delete': await refused(getDestination(stage, 'dd')) };
  },
  test_delete_delivery_destination_not_found: async ({ logs }) => ({
    'error-not-found': await refused(logs.send(new DeleteDeliveryDestinationCommand({ name: 'foobar' }))),
  }),
  test_put_delivery_destination_policy: async (stage) => ({
    'put-delivery-destination-policy': await withPolicy(stage),
  }),
  test_get_delivery_destination_policy: async (stage) => {
    await withPolicy(stage);
    const deliveryDestinationName = 'dd';
    return {
      'get-delivery-destination-policy': await stage.logs.send(
        new GetDeliveryDestinationPolicyCommand({ deliveryDestinationName }),
      ),
    };
  },
  // Nothing was recorded of it.
  test_delete_delivery_destination_policy: async () => ({}),
  test_put_delivery_source: async (stage) => ({
    'put-delivery-source': await source(stage, 'ds', {
      resourceArn: 'arn:aws:cloudfront::123456789012:distribution/E1Q5F5862X9VJ5',
      tags: { key1: 'value1' },
    }),
  }),
  test_put_delivery_source_invalid_resource: async (stage) => ({
    'error-invalid-resource': await refused(source(stage, 'ds', { resourceArn: 'arn:aws:s3:::test-s3-bucket' })),
  }),
  test_get_delivery_source: async (stage) => {
    await source(stage, 'ds', { resourceArn: 'arn:aws:cloudfront::123456789012:distribution/E1Q5F5862X9VJ5' });
    return { 'get-delivery-source': await stage.logs.send(new GetDeliverySourceCommand({ name: 'ds' })) };
  },
  test_get_delivery_source_not_found: async ({ logs }) => ({
    'error-not-found': await refused(logs.send(new GetDeliverySourceCommand({ name: 'foobar' }))),
  }),
  test_describe_delivery_sources: async (stage) => {
    await source(stage, 'ds-0');
    await source(stage, 'ds-1');
    return { 'describe-delivery-sources': await stage.logs.send(new DescribeDeliverySourcesCommand({})) };
  },
  test_delete_delivery_source: async (stage) => {
    await source(stage, 'ds');
    await stage.logs.send(new DeleteDeliverySourceCommand({ name: 'ds' }));
    return { 'error-after-delete': await refused(stage.logs.send(new GetDeliverySourceCommand({ name: 'ds' }))) };
  },
  test_create_delivery: async (stage) => ({
    'create-delivery': await delivery(stage, {
      recordFields: ['date'],
      fieldDelimiter: ',',
      s3DeliveryConfiguration: { suffixPath: 'AWSLogs/123456789012/CloudFront/', enableHiveCompatiblePath: true },
      tags: { key1: 'value1' },
    }),
  }),
  test_get_delivery: async (stage) => {
    const { delivery: made } = await delivery(stage);
    return { 'get-delivery': await stage.logs.send(new GetDeliveryCommand({ id: made?.id })) };
  },
  test_describe_deliveries: async (stage) => {
    await delivery(stage);
    const { deliveries: all } = await stage.logs.send(new DescribeDeliveriesCommand({}));
    return { 'describe-deliveries': all };
  },
  test_delete_delivery: async (stage) => {
    const { delivery: made } = await delivery(stage);
    await stage.logs.send(new DeleteDeliveryCommand({ id: made?.id }));
    return { 'error-after-delete': await refused(stage.logs.send(new GetDeliveryCommand({ id: made?.id }))) };
  },
};
