import { registers, type Text } from '../registered.ts';

export const parameter = registers<{ Name: string; Description: string; Type: string; Value: Text }>(
  ({ Name, Description, Type, Value }, { name, region, options }) => {
    const made = new aws.ssm.Parameter(
      name,
      { name: Name, region, description: Description, type: Type, value: Value },
      options,
    );
    return { ref: made.name, arn: made.arn, resources: [made] };
  },
);

interface Document {
  readonly Name: string;
  readonly DocumentType: string;
  readonly DocumentFormat: string;
  readonly TargetType: string;
  readonly Content: Text;
}

export const document = registers<Document>((properties, { name, region, options }) => {
  const made = new aws.ssm.Document(
    name,
    {
      name: properties.Name,
      region,
      documentType: properties.DocumentType,
      documentFormat: properties.DocumentFormat,
      targetType: properties.TargetType,
      content: properties.Content,
    },
    options,
  );
  return { ref: made.name, arn: made.arn, resources: [made] };
});

interface Association {
  readonly AssociationName: string;
  readonly Name: Text;
  readonly Targets: readonly { readonly Key: string; readonly Values: string[] }[];
  readonly ScheduleExpression: string;
  readonly Parameters: Readonly<Record<string, readonly string[]>>;
}

export const association = registers<Association>((properties, { name, region, options }) => {
  const made = new aws.ssm.Association(
    name,
    {
      associationName: properties.AssociationName,
      region,
      name: properties.Name,
      targets: properties.Targets.map(({ Key, Values }) => ({ key: Key, values: Values })),
      scheduleExpression: properties.ScheduleExpression,
      parameters: Object.fromEntries(
        Object.entries(properties.Parameters).map(([parameter, values]) => [parameter, values.join()]),
      ),
    },
    options,
  );
  return { ref: made.associationId, arn: made.arn, resources: [made] };
});
