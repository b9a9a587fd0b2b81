import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KeyMetadata,
  KMSClient,
  ListResourceTagsCommand,
  paginateListKeys,
} from '@aws-sdk/client-kms';
import { type Asking, each } from './asking.ts';
import type { Collector } from './collector.ts';
import { configured, type Seen, tagsOf } from './item.ts';

/** Keys with their policy and rotation. */
export const kms: Collector = {
  service: 'kms',
  async *collect(asking, settings) {
    const client = new KMSClient(settings);
    try {
      for await (const { Keys = [] } of asking.pages('kms.ListKeys', paginateListKeys({ client }, {}))) {
        for await (const item of each(Keys, ({ KeyId = '' }) => keyItem(asking, client, KeyId))) if (item) yield item;
      }
    } finally {
      client.destroy();
    }
  },
};

async function keyItem(asking: Asking, client: KMSClient, KeyId: string): Promise<Seen | undefined> {
  const found = await asking.ask('kms.DescribeKey', () => client.send(new DescribeKeyCommand({ KeyId })));
  const key = found?.KeyMetadata;
  if (!key) return undefined;
  const [policy, rotation, tags] = await Promise.all([
    asking.ask('kms.GetKeyPolicy', () => client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))),
    canRotate(key)
      ? asking.ask('kms.GetKeyRotationStatus', () => client.send(new GetKeyRotationStatusCommand({ KeyId })))
      : null,
    asking.ask('kms.ListResourceTags', () => client.send(new ListResourceTagsCommand({ KeyId }))),
  ]);
  const { aWSAccountId, ...configuration } = configured(key);
  return {
    resourceType: 'AWS::KMS::Key',
    resourceId: KeyId,
    arn: key.Arn,
    created: configuration.creationDate,
    configuration: { ...configuration, awsaccountId: aWSAccountId },
    supplementaryConfiguration: {
      ...(policy?.Policy !== undefined && { Policy: policy.Policy }),
      ...(rotation?.KeyRotationEnabled !== undefined && { KeyRotationStatus: rotation.KeyRotationEnabled }),
    },
    tags: tagsOf(tags?.Tags),
    unknown: [
      ...(policy ? [] : ['supplementaryConfiguration.Policy']),
      ...(rotation === undefined ? ['supplementaryConfiguration.KeyRotationStatus'] : []),
      ...(tags ? [] : ['tags.*']),
    ],
  };
}

/** Of other keys AWS refuses the question. */
const canRotate = ({ KeyManager, KeySpec, KeyState, Origin }: KeyMetadata): boolean =>
  KeyManager !== 'AWS' &&
  (KeySpec ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT' &&
  Origin === 'AWS_KMS' &&
  KeyState !== 'PendingDeletion';
