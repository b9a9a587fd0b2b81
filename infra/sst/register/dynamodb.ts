import { registers } from '../registered.ts';

interface Table {
  readonly TableName: string;
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
  readonly BillingMode: string;
  readonly TimeToLiveSpecification: { readonly AttributeName: string; readonly Enabled: boolean };
}

export const dynamoTable = registers<Table>((properties, { name, region, options }) => {
  const keyOf = (type: string) => properties.KeySchema.find(({ KeyType }) => KeyType === type)?.AttributeName;
  const made = new aws.dynamodb.Table(
    name,
    {
      name: properties.TableName,
      region,
      attributes: properties.AttributeDefinitions.map((each) => ({
        name: each.AttributeName,
        type: each.AttributeType,
      })),
      hashKey: keyOf('HASH'),
      rangeKey: keyOf('RANGE'),
      billingMode: properties.BillingMode,
      ttl: {
        attributeName: properties.TimeToLiveSpecification.AttributeName,
        enabled: properties.TimeToLiveSpecification.Enabled,
      },
    },
    options,
  );
  return { ref: made.name, arn: made.arn, resources: [made] };
});
