/**
 * One message to 1,000 subscribers: from the call until the last queue has it, and what each delivery costs; beside as many inserts of
 * the same text into SQLite, the least a committed delivery can cost.
 */
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startEngine } from '../../engine/index.ts';
import { Store } from '../../engine/store/index.ts';

const SUBSCRIBERS = 1_000;
const ROUNDS = 5;

const engine = await startEngine({});
const options = { endpoint: engine.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const [sns, sqs] = [new SNSClient(options), new SQSClient(options)];
const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
for (let i = 0; i < SUBSCRIBERS; i++) {
  await sqs.send(new CreateQueueCommand({ QueueName: `q${i}` }));
  const Endpoint = `arn:aws:sqs:us-east-1:123456789012:q${i}`;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
}

const times: number[] = [];
for (let round = 0; round <= ROUNDS; round++) {
  const began = performance.now();
  await sns.send(new PublishCommand({ TopicArn, Message: 'x'.repeat(500) }));
  await engine.clock.idle();
  // The first round compiles.
  if (round > 0) times.push(performance.now() - began);
}
await engine.close();

const store = new Store({ folder: undefined, durability: 'normal' });
store.db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)');
const insert = store.db.prepare('INSERT INTO t (body) VALUES (?)');
const floorBegan = performance.now();
store.write(() => {
  for (let i = 0; i < SUBSCRIBERS; i++) insert.run('x'.repeat(1_500));
});
await store.committed();
const floor = performance.now() - floorBegan;
store.close();

const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
console.log(
  `publish to ${SUBSCRIBERS} queues: ${median.toFixed(0)} ms, ${((1000 * median) / SUBSCRIBERS).toFixed(0)} us each`,
);
console.log(`${SUBSCRIBERS} inserts alone: ${floor.toFixed(1)} ms; ratio ${(median / floor).toFixed(0)}`);
