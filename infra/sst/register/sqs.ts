import { documentText, registers, type Text } from '../registered.ts';

interface Queue {
  readonly QueueName: string;
  readonly MessageRetentionPeriod: number;
  readonly SqsManagedSseEnabled: boolean;
}

export const queue = registers<Queue>((properties, { name, region, options }) => {
  const made = new aws.sqs.Queue(
    name,
    {
      name: properties.QueueName,
      region,
      messageRetentionSeconds: properties.MessageRetentionPeriod,
      sqsManagedSseEnabled: properties.SqsManagedSseEnabled,
    },
    options,
  );
  return { ref: made.url, arn: made.arn, resources: [made] };
});

export const queuePolicy = registers<{ Queues: readonly [Text]; PolicyDocument: object }>(
  ({ Queues: [queueUrl], PolicyDocument }, { name, region, options }) => {
    const made = new aws.sqs.QueuePolicy(name, { queueUrl, region, policy: documentText(PolicyDocument) }, options);
    return { ref: made.queueUrl, arn: '', resources: [made] };
  },
);
