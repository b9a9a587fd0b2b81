import {
  DeleteDestinationCommand,
  DescribeDestinationsCommand,
  ListTagsForResourceCommand,
  PutDestinationCommand,
  PutDestinationPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { roleArn, type Scenario, type Stage } from './stage.ts';

const destinationName = 'test-destination';
const putDestination = ({ logs, streamArn }: Stage) =>
  logs.send(new PutDestinationCommand({ destinationName, targetArn: streamArn, roleArn }));
const describeDestinations = ({ logs }: Stage) =>
  logs.send(new DescribeDestinationsCommand({ DestinationNamePrefix: destinationName }));

export const destinations: Record<string, Scenario> = {
  test_put_destination: async (stage) => ({ 'put-destination': await putDestination(stage) }),
  test_describe_destinations_empty: async (stage) => ({
    'describe-destinations-empty': await describeDestinations(stage),
  }),
  test_describe_destinations_with_prefix: async (stage) => {
    await putDestination(stage);
    return { 'describe-destinations': await describeDestinations(stage) };
  },
  test_update_destination: async (stage) => {
    await putDestination(stage);
    const original = await describeDestinations(stage);
    await putDestination(stage);
    return { 'original-description': original, 'updated-description': await describeDestinations(stage) };
  },
  test_put_destination_policy: async (stage) => {
    await putDestination(stage);
    const accessPolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'logs.amazonaws.com' },
          Action: 'logs:PutSubscriptionFilter',
          Resource: stage.streamArn,
        },
      ],
    });
    const policy = await stage.logs.send(new PutDestinationPolicyCommand({ destinationName, accessPolicy }));
    return { 'put-destination-policy': policy, 'destination-with-policy': await describeDestinations(stage) };
  },
  test_delete_destination: async (stage) => {
    await putDestination(stage);
    const deleted = await stage.logs.send(new DeleteDestinationCommand({ destinationName }));
    return { 'delete-destination': deleted, 'no-destination-found': await describeDestinations(stage) };
  },
  test_destination_tags: async (stage) => {
    const { destination: made } = await putDestination(stage);
    const resourceArn = made?.arn;
    const list = () => stage.logs.send(new ListTagsForResourceCommand({ resourceArn }));
    await stage.logs.send(new TagResourceCommand({ resourceArn, tags: { key1: 'val1', key2: 'val2' } }));
    const added = await list();
    await stage.logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['key2'] }));
    return { 'list-tags-after-add': added, 'list-tags-after-remove': await list() };
  },
};
