import { documentText, registers, type Text } from '../registered.ts';

export const topic = registers<{ TopicName: string; DisplayName?: string; KmsMasterKeyId: Text }>(
  ({ TopicName, DisplayName, KmsMasterKeyId }, { name, region, options }) => {
    const made = new aws.sns.Topic(
      name,
      { name: TopicName, region, displayName: DisplayName, kmsMasterKeyId: KmsMasterKeyId },
      options,
    );
    return { ref: made.arn, arn: made.arn, resources: [made] };
  },
);

export const topicPolicy = registers<{ Topics: readonly [Text]; PolicyDocument: object }>(
  ({ Topics: [arn], PolicyDocument }, { name, region, options }) => {
    const made = new aws.sns.TopicPolicy(name, { arn, region, policy: documentText(PolicyDocument) }, options);
    return { ref: made.arn, arn: '', resources: [made] };
  },
);

export const subscription = registers<{ TopicArn: Text; Protocol: string; Endpoint: string }>(
  ({ TopicArn, Protocol, Endpoint }, { name, region, options }) => {
    const made = new aws.sns.TopicSubscription(
      name,
      { topic: TopicArn, region, protocol: Protocol, endpoint: Endpoint },
      options,
    );
    return { ref: made.arn, arn: made.arn, resources: [made] };
  },
);
