import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Message } from '../../core/message/index.ts';
import { required } from './environment.ts';

/** Made once a sandbox; where it sends to, AWS or an engine, is the environment's business (`AWS_ENDPOINT_URL`). */
const sns = new SNSClient({});

/** What subscribers may filter by. */
export interface MessageLabels {
  readonly kind: 'alert' | 'alarm' | 'compliance' | 'digest' | 'report';
  readonly rule?: string;
  readonly severity?: string;
  /** The state an alarm went to. */
  readonly state?: string;
}

/** Publishes a message to the topic of `TOPIC_ARN`, labelled with attributes. @returns SNS's message id */
export async function publish({ subject, body }: Message, labels: MessageLabels): Promise<string> {
  const { MessageId } = await sns.send(
    new PublishCommand({
      TopicArn: required('TOPIC_ARN'),
      Subject: subject,
      Message: body,
      MessageAttributes: Object.fromEntries(
        Object.entries(labels).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, { DataType: 'String', StringValue: String(value) }]],
        ),
      ),
    }),
  );
  return MessageId ?? '';
}
