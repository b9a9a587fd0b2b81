import { type Delivery, DeliveryError } from './deliveries/index.ts';
import type { EngineSettings } from './settings.ts';
import { jsonRefusal, signedPost } from './signed-post.ts';

/**
 * The deliverer of kind `automation-call`: starts a document of Systems Manager at the endpoint the user gave. The payload is
 * StartAutomationExecution's input.
 */
export const automationStarter =
  ({ actionEndpoints: { ssm } }: Pick<EngineSettings, 'actionEndpoints'>, environment: NodeJS.ProcessEnv) =>
  async ({ payload, attributes }: Delivery): Promise<void> => {
    if (ssm === undefined) throw new DeliveryError('NO_ENDPOINT', 'no endpoint is given for ssm', true);
    const answer = await signedPost({
      url: new URL(ssm),
      body: payload,
      service: 'ssm',
      region: attributes.scope?.split('/')[1] ?? '',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AmazonSSM.StartAutomationExecution',
      },
      environment,
    });
    if (answer.status < 200 || answer.status >= 300) throw jsonRefusal(answer);
  };
