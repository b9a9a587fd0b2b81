import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Engine } from '../../engine/index.ts';
import { clientOptions } from './engine.ts';
import { eventually } from './eventually.ts';

/** A queue of the engine to send things to and look into. */
export async function queue(to: Pick<Engine, 'url'>, name = 'queue', region = 'us-east-1') {
  const sqs = new SQSClient(clientOptions(to, region));
  const Attributes = name.endsWith('.fifo') ? { FifoQueue: 'true' } : undefined;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  const of = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));

  const receive = async (): Promise<Message[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        AttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return Messages;
  };

  return {
    arn: of.Attributes?.QueueArn ?? '',
    url: QueueUrl ?? '',
    receive,
    /** So many messages, waited for. */
    messages: (count: number): Promise<Message[]> => {
      const all: Message[] = [];
      return eventually(async () => {
        all.push(...(await receive()));
        return all.length >= count ? all : undefined;
      });
    },
  };
}
