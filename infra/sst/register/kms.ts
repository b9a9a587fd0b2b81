import { documentText, registers, type Text } from '../registered.ts';

interface Key {
  readonly Description: string;
  readonly EnableKeyRotation: boolean;
  readonly KeyPolicy: object;
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

export const key = registers<Key>((properties, { name, region, options }) => {
  const made = new aws.kms.Key(
    name,
    {
      region,
      description: properties.Description,
      enableKeyRotation: properties.EnableKeyRotation,
      policy: documentText(properties.KeyPolicy),
      tags: Object.fromEntries(properties.Tags.map(({ Key, Value }) => [Key, Value])),
    },
    options,
  );
  return { ref: made.keyId, arn: made.arn, resources: [made] };
});

export const alias = registers<{ AliasName: string; TargetKeyId: Text }>(
  ({ AliasName, TargetKeyId }, { name, region, options }) => {
    const made = new aws.kms.Alias(name, { name: AliasName, region, targetKeyId: TargetKeyId }, options);
    return { ref: made.name, arn: made.arn, resources: [made] };
  },
);
