import { arnOf, type Resource, ref, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { IDEMPOTENCY_TABLE } from './names.ts';

/** The table that keeps functions from telling a thing twice. */
export const idempotency = ({ homeRegion: region }: Settings): Resource => ({
  id: 'IdempotencyTable',
  type: 'AWS::DynamoDB::Table',
  region,
  properties: {
    TableName: IDEMPOTENCY_TABLE,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    TimeToLiveSpecification: { AttributeName: 'expiration', Enabled: true },
  },
});

/** What a function needs that tells people something, once: as its role's statements. */
export const tells = ({ homeRegion: region }: Settings): readonly Value[] => [
  { Sid: 'Tell', Effect: 'Allow', Action: 'sns:Publish', Resource: ref('AlertTopic') },
  // SNS asks for these as the publisher.
  {
    Sid: 'TopicKey',
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: arnOf('Key'),
    Condition: { StringEquals: { 'kms:ViaService': `sns.${region}.amazonaws.com` } },
  },
  {
    Sid: 'Once',
    Effect: 'Allow',
    Action: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    Resource: arnOf('IdempotencyTable'),
  },
];

/** The same as its environment. */
export const tellingEnvironment = ({ language, timeZone }: Settings): Readonly<Record<string, Value>> => ({
  TOPIC_ARN: ref('AlertTopic'),
  IDEMPOTENCY_TABLE: ref('IdempotencyTable'),
  LANGUAGE: language,
  ...(timeZone !== undefined && { TIME_ZONE: timeZone }),
});
