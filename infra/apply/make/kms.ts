import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import { maker, saysTheSame, unless } from '../maker.ts';

interface Key {
  readonly Description: string;
  readonly EnableKeyRotation: boolean;
  readonly KeyPolicy: object;
  /** `Name` is the alias by which the key is found again. */
  readonly Tags: readonly { Key: string; Value: string }[];
}

/** The only name there is. */
const PolicyName = 'default';

export const makeKey = maker<Key>(async (key, { clients: { kms } }) => {
  const alias = key.Tags.find((each) => each.Key === 'Name')?.Value;
  const Policy = JSON.stringify(key.KeyPolicy);
  const found = await unless('NotFoundException', () => kms.send(new DescribeKeyCommand({ KeyId: alias })));
  if (found?.KeyMetadata) {
    const { KeyId, Arn } = found.KeyMetadata;
    const now = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName }));
    if (!saysTheSame(now.Policy, key.KeyPolicy)) await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName, Policy }));
    return { Ref: KeyId!, Arn: Arn! };
  }
  const made = await kms.send(
    new CreateKeyCommand({
      Description: key.Description,
      Policy,
      Tags: key.Tags.map((each) => ({ TagKey: each.Key, TagValue: each.Value })),
    }),
  );
  const { KeyId, Arn } = made.KeyMetadata!;
  if (key.EnableKeyRotation) await kms.send(new EnableKeyRotationCommand({ KeyId }));
  return { Ref: KeyId!, Arn: Arn! };
});

export const makeAlias = maker<{ AliasName: string; TargetKeyId: string }>(
  async ({ AliasName, TargetKeyId }, { clients: { kms }, resolver, clients }) => {
    const found = await unless('NotFoundException', () => kms.send(new DescribeKeyCommand({ KeyId: AliasName })));
    if (!found) await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
    else if (found.KeyMetadata?.KeyId !== TargetKeyId) {
      await kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId }));
    }
    return { Ref: AliasName, Arn: `arn:aws:kms:${clients.region}:${resolver.account}:${AliasName}` };
  },
);
