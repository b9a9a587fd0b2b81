import { ACCOUNT, arnOf, type Resource, ref, sub, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { ALERT_TOPIC } from './names.ts';
import { policy } from './policies.ts';

/**
 * Where messages go: the topic people are subscribed to, by functions and, where a function itself is in trouble, by CloudWatch's
 * alarms; and the topic of Config's own notifications, for programs.
 */
export function notifications({ homeRegion: region, emails, webhooks, recording }: Settings): Resource[] {
  return [
    ...topic('AlertTopic', {
      region,
      properties: { TopicName: ALERT_TOPIC, DisplayName: 'Trailkeeper' },
      publishers: [
        publisher('cloudwatch', sub(`arn:aws:cloudwatch:${region}:${ACCOUNT}:alarm:*`)),
        publisher('events', sub(`arn:aws:events:${region}:${ACCOUNT}:rule/*`)),
      ],
    }),
    ...emails.map((address, index) => subscription(`AlertMail${index + 1}`, region, 'email', address)),
    ...webhooks.map((address, index) => subscription(`AlertWebhook${index + 1}`, region, 'https', address)),
    ...(recording
      ? topic('ConfigTopic', {
          region,
          properties: { TopicName: 'trailkeeper-config' },
          publishers: [publisher('config')],
        })
      : []),
  ];
}

const subscription = (id: string, region: string, Protocol: string, Endpoint: string): Resource => ({
  id,
  type: 'AWS::SNS::Subscription',
  region,
  properties: { TopicArn: ref('AlertTopic'), Protocol, Endpoint },
});

interface TopicOptions {
  readonly region: string;
  readonly properties: Readonly<Record<string, Value>>;
  readonly publishers: readonly ((topic: string) => Value)[];
}

/** A topic whose messages are encrypted, and which services may publish to it. */
const topic = (id: string, { region, properties, publishers }: TopicOptions): Resource[] => [
  { id, type: 'AWS::SNS::Topic', region, properties: { ...properties, KmsMasterKeyId: arnOf('Key') } },
  {
    id: `${id}Policy`,
    type: 'AWS::SNS::TopicPolicy',
    region,
    properties: { Topics: [ref(id)], PolicyDocument: policy(...publishers.map((each) => each(id))) },
  },
];

const publisher =
  (service: string, source?: Value) =>
  (topic: string): Value => ({
    Sid: `From${service}`,
    Effect: 'Allow',
    Principal: { Service: `${service}.amazonaws.com` },
    Action: 'sns:Publish',
    Resource: ref(topic),
    Condition: {
      ...(source !== undefined && { ArnLike: { 'aws:SourceArn': source } }),
      StringEquals: { 'aws:SourceAccount': sub(ACCOUNT) },
    },
  });
