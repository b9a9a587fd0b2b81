import type { Called } from './http/serve.ts';
import type { Caller, EngineParts } from './service.ts';
import type { Services } from './services.ts';

/** Who tells whom: the AWS diagram, read top to bottom. Services do not import each other. */
export function wire({ deliveries }: EngineParts, { iam, lambda, sqs }: Services) {
  deliveries.by('lambda', lambda.ports.accept);
  deliveries.by('lambda-function', lambda.ports.work);
  deliveries.by('sqs', async (delivery) => sqs.ports.deliver(delivery));

  lambda.ports.credentialsBy((role, sessionName) => ({
    accessKeyId: 'ASIA',
    secretAccessKey: role,
    sessionToken: sessionName,
  }));

  return {
    identify(accessKeyId: string): Caller | undefined {
      const owner = iam.ports.keyOwner(accessKeyId);
      return owner && { accountId: owner.account, accessKeyId, arn: owner.user.arn, userId: owner.user.id };
    },
    called(_called: Called): void {},
  };
}
