import { arnOf, type Resource, ref, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { fromLogs, handler } from './handler.ts';
import { trailLogGroup, trailLogGroupValue } from './names.ts';
import { policy, trustOf } from './policies.ts';

/** The trail's records sent on to where a company keeps its logs: OpenSearch, Kinesis or Firehose. */
export function sendingOn(settings: Settings): Resource[] {
  const { forwarding } = settings;
  if (!forwarding) return [];
  if ('opensearch' in forwarding) return toOpenSearch(settings, forwarding.opensearch);
  const [action, target] =
    'kinesis' in forwarding
      ? (['kinesis:PutRecord', forwarding.kinesis.streamArn] as const)
      : (['firehose:PutRecord', forwarding.firehose.deliveryStreamArn] as const);
  return [
    {
      id: 'SendingOnRole',
      type: 'AWS::IAM::Role',
      region: settings.homeRegion,
      properties: {
        RoleName: 'trailkeeper-sending-on',
        AssumeRolePolicyDocument: trustOf('logs.amazonaws.com'),
        Policies: [
          { PolicyName: 'put', PolicyDocument: policy({ Effect: 'Allow', Action: action, Resource: target }) },
        ],
      },
    },
    subscription(settings, { DestinationArn: target, RoleArn: arnOf('SendingOnRole') }),
  ];
}

function toOpenSearch(
  settings: Settings,
  { endpoint, domainArn, index }: { endpoint: string; domainArn: string; index?: string },
): Resource[] {
  return [
    ...handler('forward', {
      settings,
      statements: [{ Sid: 'Index', Effect: 'Allow', Action: 'es:ESHttpPost', Resource: `${domainArn}/_bulk` }],
      invokedBy: fromLogs(settings, trailLogGroup(settings)),
      environment: {
        OPENSEARCH_ENDPOINT: endpoint,
        DEAD_LETTER_QUEUE_URL: ref('DeadLetterQueue'),
        ...(index !== undefined && { OPENSEARCH_INDEX: index }),
      },
      seconds: 60,
    }),
    subscription(settings, { DestinationArn: arnOf('ForwardFunction') }, ['ForwardPermission']),
  ];
}

const subscription = (
  settings: Settings,
  target: Readonly<Record<string, Value>>,
  dependsOn?: readonly string[],
): Resource => ({
  id: 'SendingOnSubscription',
  type: 'AWS::Logs::SubscriptionFilter',
  region: settings.homeRegion,
  properties: {
    LogGroupName: trailLogGroupValue(settings),
    FilterName: 'trailkeeper-sending-on',
    FilterPattern: '',
    ...target,
  },
  dependsOn,
});
