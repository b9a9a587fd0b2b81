import {
  AddPermissionCommand,
  CheckIfPhoneNumberIsOptedOutCommand,
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  OptInPhoneNumberCommand,
  PublishBatchCommand,
  PublishCommand,
  RemovePermissionCommand,
  SetSMSAttributesCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../../../engine/index.ts';
import { clientOptions } from '../../../support/engine.ts';
import { recordings, refusal } from '../../../support/recorded.ts';
import { sharedData } from '../../../support/shared.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:queue';
const topicArn = (name: string, region = 'us-east-1') => `arn:aws:sns:${region}:123456789012:${name}`;

describe.skipIf(!sharedData)("SNS's refusals, as recorded from AWS", () => {
  let engine: Engine;
  let sns: SNSClient;
  const recorded = () => recordings('sns/test_sns');
  const filters = () => recordings('sns/test_sns_filter_policy');

  const topic = async (Name = 'topic', Attributes?: Record<string, string>) =>
    (await sns.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn;
  const subscribe = (TopicArn: string | undefined, more: object = {}) =>
    sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: QUEUE, ...more }));
  const publish = (input: object) => sns.send(new PublishCommand({ Message: 'hello', ...input }));
  const batch = (TopicArn: string | undefined, entries: object[]) =>
    sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: entries.map((entry, at) => ({ Id: String(at), Message: 'm', ...entry })),
      }),
    );

  beforeAll(async () => {
    engine = await startEngine({ log: { warn: () => {}, error: () => {} } });
    sns = new SNSClient(clientOptions(engine));
    return () => engine.close();
  });

  const same = async (test: string, name: string, call: Promise<unknown>) =>
    expect({ test, name, ...(await refusal(call)) }).toEqual({ test, name, ...recorded().error(test, name) });

  it('of topics', async () => {
    const TopicArn = await topic('tagged');
    await sns.send(new CreateTopicCommand({ Name: 'twice', Tags: [{ Key: 'k', Value: 'v' }] }));
    await topic('named', { DisplayName: 'Value1' });
    const create = (input: object) => sns.send(new CreateTopicCommand({ Name: 'x', ...input }));
    const twiceTheKey = [
      { Key: 'k1', Value: 'v1' },
      { Key: 'k1', Value: 'v2' },
    ];

    await same(
      'test_tags',
      'duplicate-key-error',
      sns.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags: twiceTheKey })),
    );
    await same(
      'test_create_duplicate_topic_with_more_tags',
      'exception-duplicate',
      create({ Name: 'twice', Tags: [{ Key: 'other', Value: 'v' }] }),
    );
    await same(
      'test_create_topic_different_attrs',
      'create-topic-diff-attrs',
      create({ Name: 'named', Attributes: { DisplayName: 'Value2' } }),
    );
    await same('test_create_topic_name_constraints', 'name-too-short', create({ Name: '' }));
    await same('test_create_topic_name_constraints', 'name-too-long', create({ Name: 'a'.repeat(257) }));
    await same('test_create_topic_name_constraints', 'name-contains-fifo', create({ Name: 'a.fifo' }));
    await same(
      'test_create_topic_name_constraints',
      'fifo-name-not-contains-fifo',
      create({ Attributes: { FifoTopic: 'true' } }),
    );
    await same(
      'test_create_topic_with_attributes',
      'get-attrs-nonexistent-topic',
      sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn('none') })),
    );
    await same(
      'test_create_topic_with_attributes',
      'get-attrs-malformed-topic',
      sns.send(new GetTopicAttributesCommand({ TopicArn: 'nothing' })),
    );
    await same(
      'test_cross_region_access',
      'get-topic-attrs',
      sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn('tagged', 'eu-west-1') })),
    );
    await same(
      'test_cross_region_access',
      'delete-topic',
      sns.send(new DeleteTopicCommand({ TopicArn: topicArn('tagged', 'eu-west-1') })),
    );
  });

  it('of permissions', async () => {
    const TopicArn = await topic('permitted');
    const add = (input: object) =>
      sns.send(
        new AddPermissionCommand({
          TopicArn,
          Label: 'test',
          AWSAccountId: ['123456789012'],
          ActionName: ['Publish'],
          ...input,
        }),
      );
    await add({});

    await same('test_add_permission_errors', 'duplicate-label', add({}));
    await same('test_add_permission_errors', 'topic-not-found', add({ TopicArn: topicArn('none') }));
    await same('test_add_permission_errors', 'invalid-action', add({ Label: 'other', ActionName: ['InvalidAction'] }));
    await same(
      'test_remove_permission_errors',
      'topic-not-found',
      sns.send(new RemovePermissionCommand({ TopicArn: topicArn('none'), Label: 'test' })),
    );
  });

  it('of messages', async () => {
    const TopicArn = await topic();
    const fifo = await topic('topic.fifo', { FifoTopic: 'true' });
    const json = { TopicArn, MessageStructure: 'json' };

    await same('test_publish_wrong_arn_format', 'invalid-topic-arn', publish({ TopicArn: 'randomstring' }));
    await same('test_publish_wrong_arn_format', 'invalid-topic-arn-1', publish({ TopicArn: 'randomstring:1' }));
    await same('test_unknown_topic_publish', 'error', publish({ TopicArn: topicArn('none') }));
    await same(
      'test_publish_non_existent_target',
      'non-existent-endpoint',
      publish({ TargetArn: topicArn('endpoint/APNS/abcdef/0f7d5971') }),
    );
    await same('test_publish_with_empty_subject', 'response-with-empty-subject', publish({ TopicArn, Subject: '' }));
    await same('test_empty_sns_message', 'empty-msg-error', publish({ TopicArn, Message: '' }));
    await same('test_publish_too_long_message', 'error', publish({ TopicArn, Message: 'a'.repeat(262_145) }));
    await same('test_message_structure_json_exc', 'missing-default-key', publish({ ...json, Message: '{"a":"b"}' }));
    await same('test_message_structure_json_exc', 'invalid-json', publish({ ...json, Message: '{"default": {"x"}' }));
    await same(
      'test_message_structure_json_exc',
      'key-is-not-string',
      publish({ ...json, Message: '{"default":{"a":1}}' }),
    );
    await same('test_topic_publish_another_region', 'error', publish({ TopicArn: topicArn('topic', 'eu-west-1') }));
    await same('test_publish_wrong_phone_format', 'invalid-number', publish({ PhoneNumber: '+1a234' }));
    await same('test_publish_wrong_phone_format', 'wrong-format', publish({ PhoneNumber: 'NAA+15551234567' }));
    await same('test_validations_for_fifo', 'no-msg-group-id', publish({ TopicArn: fifo }));
    await same('test_validations_for_fifo', 'no-dedup-policy', publish({ TopicArn: fifo, MessageGroupId: 'g' }));
    await same(
      'test_validations_for_fifo',
      'no-msg-dedup-regular-topic',
      publish({ TopicArn, MessageDeduplicationId: 'd' }),
    );
  });

  it("of messages' attributes", async () => {
    const TopicArn = await topic();
    const attribute = (name: string, value: object) => publish({ TopicArn, MessageAttributes: { [name]: value } });
    const text = { DataType: 'String', StringValue: 'x' };
    const test = 'test_empty_or_wrong_message_attributes';

    await same(test, 'missing_string_attr', attribute('attr1', { DataType: 'String', StringValue: '' }));
    await same(test, 'missing_binary_attr', attribute('attr1', { DataType: 'Binary', BinaryValue: new Uint8Array() }));
    await same(
      test,
      'str_attr_binary_value',
      attribute('attr1', { DataType: 'String', BinaryValue: new Uint8Array([1]) }),
    );
    await same(
      test,
      'int_attr_binary_value',
      attribute('attr1', { DataType: 'Number', BinaryValue: new Uint8Array([1]) }),
    );
    await same(test, 'binary_attr_string_value', attribute('attr1', { DataType: 'Binary', StringValue: '123' }));
    await same(test, 'invalid_attr_string_value', attribute('attr1', { DataType: 'InvalidType', StringValue: '123' }));
    await same(test, 'too_long_name', attribute('a'.repeat(257), text));
    await same(test, 'invalid_name', attribute('a^*?', text));
    await same(test, 'invalid_name_2', attribute('.abc', text));
    await same(test, 'invalid_name_3', attribute('abc.', text));
    await same(test, 'invalid_name_4', attribute('a..bc', text));
    await same(
      'test_message_attributes_prefixes',
      'publish-error',
      attribute('attr1', { DataType: 'Stringprefixed', StringValue: 'x' }),
    );
  });

  it('of batches', async () => {
    const TopicArn = await topic();
    const fifo = await topic('batch.fifo', { FifoTopic: 'true' });
    const test = 'test_publish_batch_exceptions';

    await same('test_publish_batch_messages_without_topic', 'publish-batch-no-topic', batch(topicArn('none'), [{}]));
    await same(test, 'no-group-id', batch(fifo, [{}]));
    await same(
      test,
      'too-many-msg',
      batch(
        TopicArn,
        Array.from({ length: 11 }, () => ({})),
      ),
    );
    await same(test, 'same-msg-id', batch(TopicArn, [{ Id: '1' }, { Id: '1' }]));
    await same(test, 'no-dedup-id', batch(fifo, [{ MessageGroupId: 'g' }]));
    await same(
      test,
      'no-default-key-json',
      batch(TopicArn, [{ Message: '{"not-default": "x"}', MessageStructure: 'json' }]),
    );
    await same(
      'test_publish_batch_too_long_message',
      'error-no-attrs',
      batch(TopicArn, [{ Message: 'a'.repeat(262_145) }]),
    );
    await same('test_publish_batch_invalid_entry_id', 'invalid-char-dot', batch(TopicArn, [{ Id: 'message.id' }]));
    await same('test_publish_batch_invalid_entry_id', 'id-too-long-81', batch(TopicArn, [{ Id: 'a'.repeat(81) }]));
  });

  it('of subscriptions', async () => {
    const TopicArn = await topic('subscribed');
    const { SubscriptionArn } = await subscribe(TopicArn, { Attributes: { RawMessageDelivery: 'true' } });
    const set = (AttributeName: string, AttributeValue: string) =>
      sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
    const sms = (Endpoint: string) => subscribe(TopicArn, { Protocol: 'sms', Endpoint });

    await same('test_subscribe_with_invalid_protocol', 'exception', subscribe(TopicArn, { Protocol: 'test-protocol' }));
    await same(
      'test_subscribe_to_sqs_with_queue_url',
      'sub-queue-url',
      subscribe(TopicArn, { Endpoint: 'http://host/queue' }),
    );
    await same('test_subscribe_unknown_topic', 'subscribe-unknown-topic', subscribe(topicArn('none')));
    await same('test_subscribe_with_invalid_topic', 'invalid-subscribe-arn-1', subscribe('randomstring'));
    await same(
      'test_subscribe_with_invalid_topic',
      'invalid-subscribe-arn-2',
      subscribe('arn:aws:sns:us-east-1:random'),
    );
    await same('test_subscribe_bad_sms', 'subscribe-bad-sms', sms('invalid-number'));
    await same('test_subscribe_invalid_sms', 'subscribe-bad-sms-+15--551234567', sms('+15--551234567'));
    await same('test_subscribe_invalid_sms', 'subscribe-bad-sms-+15551234567.', sms('+15551234567.'));
    await same('test_validations_for_fifo', 'not-fifo-topic', subscribe(TopicArn, { Endpoint: `${QUEUE}.fifo` }));
    await same(
      'test_create_subscriptions_with_attributes',
      'subscribe-wrong-attr',
      subscribe(TopicArn, { Endpoint: `${QUEUE}2`, Attributes: { RawMessageDelivery: 'wrongvalue' } }),
    );
    await same(
      'test_subscribe_idempotency',
      'subscribe-diff-attributes',
      subscribe(TopicArn, { Attributes: { RawMessageDelivery: 'false' } }),
    );
    await same(
      'test_get_subscription_attributes_error_not_exists',
      'get-sub-attrs-nonexistent',
      sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: `${TopicArn}:aaaa` })),
    );
    await same('test_validate_set_sub_attributes', 'fake-attribute', set('FakeAttribute', 'x'));
    await same('test_validate_set_sub_attributes', 'raw-message-wrong-value', set('RawMessageDelivery', 'test-ValUe'));
    await same('test_validate_set_sub_attributes', 'raw-message-empty-value', set('RawMessageDelivery', ''));
    await same(
      'test_validate_set_sub_attributes',
      'fake-arn-redrive-policy',
      set('RedrivePolicy', '{"deadLetterTargetArn":"fake-arn"}'),
    );
    const scope = filters().error('test_set_subscription_filter_policy_scope', 'sub-attrs-filter-scope-error');
    expect(await refusal(set('FilterPolicyScope', 'RandomValue'))).toEqual(scope);
  });

  it('of confirmations and farewells', async () => {
    const TopicArn = await topic('confirmed');
    const confirm = (Token: string, arn = TopicArn) =>
      sns.send(new ConfirmSubscriptionCommand({ TopicArn: arn, Token }));
    const unsubscribe = (SubscriptionArn: string) => sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    const token = 'ab'.repeat(64);
    const test = 'test_sns_confirm_subscription_wrong_token';

    await same(test, 'topic-not-exists', confirm(token, topicArn('none')));
    await same(test, 'invalid-token', confirm('randomtoken'));
    await same(test, 'token-not-exists', confirm(token));
    await same('test_unsubscribe_wrong_arn_format', 'invalid-unsubscribe-arn-1', unsubscribe('randomstring'));
    await same(
      'test_unsubscribe_wrong_arn_format',
      'invalid-unsubscribe-arn-2',
      unsubscribe('arn:aws:sns:us-east-1:random'),
    );
    await same(
      'test_unsubscribe_wrong_arn_format',
      'invalid-unsubscribe-arn-3',
      unsubscribe('arn:aws:sns:us-east-1:123456789012:random'),
    );
  });

  it('of phone settings', async () => {
    const set = (attributes: Record<string, string>) => sns.send(new SetSMSAttributesCommand({ attributes }));
    const test = (what: string) => `test_set_invalid_sms_attributes[${what}]`;

    await same(test('InvalidAttributeName'), 'invalid-attribute', set({ InvalidAttribute: 'x' }));
    await same(test('TooLongID'), 'invalid-attribute', set({ DefaultSenderID: 'a'.repeat(12) }));
    await same(test('NoLetterID'), 'invalid-attribute', set({ DefaultSenderID: '123' }));
    await same(test('InvalidSMSType'), 'invalid-attribute', set({ DefaultSMSType: 'Invalid' }));
    await same(
      'test_opt_in_invalid_number',
      'opt-in-non-existing-number',
      sns.send(new OptInPhoneNumberCommand({ phoneNumber: 'invalid' })),
    );
    const checked = await sns.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: '+15551234567' }));
    expect(checked.isOptedOut).toBe(false);
  });

  it('leave tags and attributes as AWS shows them', async () => {
    const TopicArn = await topic('shown', { DisplayName: 'TestTopic', SignatureVersion: '2' });
    await sns.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags: [{ Key: 'k1', Value: 'v1' }] }));

    const { Tags } = await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    const { Attributes: expected } = recorded().answer('test_create_topic_with_attributes', 'get-topic-attrs') as {
      Attributes: Record<string, unknown>;
    };

    expect(Tags).toEqual([{ Key: 'k1', Value: 'v1' }]);
    expect(JSON.parse(Attributes!.EffectiveDeliveryPolicy!)).toEqual(expected.EffectiveDeliveryPolicy);
    const fifoOnly = ['FifoTopic', 'ContentBasedDeduplication'];
    expect(Object.keys(Attributes!).sort()).toEqual(
      Object.keys(expected)
        .filter((name) => !fifoOnly.includes(name))
        .sort(),
    );
  });
});
