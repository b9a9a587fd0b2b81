import type {
  AttributeDefinition,
  BillingMode,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
  ProvisionedThroughput,
} from '@aws-sdk/client-dynamodb';

export interface Table {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly attributes: readonly AttributeDefinition[];
  readonly keys: KeyNames;
  readonly keySchema: readonly KeySchemaElement[];
  readonly globalIndexes: readonly GlobalSecondaryIndex[];
  readonly localIndexes: readonly LocalSecondaryIndex[];
  readonly billing: BillingMode;
  readonly throughput: ProvisionedThroughput | undefined;
  readonly deletionProtected: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** The attribute that says when an item expires, in seconds since 1970. */
  readonly timeToLive: string | undefined;
  /** ms since 1970 */
  readonly createdAt: number;
}

export interface KeyNames {
  readonly hash: string;
  readonly range: string | undefined;
}

export const keyNames = (schema: readonly KeySchemaElement[]): KeyNames => ({
  hash: schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '',
  range: schema.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName,
});
