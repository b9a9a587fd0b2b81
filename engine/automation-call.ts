import type { JsonObject } from '../core/cloudtrail/index.ts';
import { type Delivery, DeliveryError } from './deliveries/index.ts';
import type { EngineSettings } from './settings.ts';
import { jsonRefusal, signedPost } from './signed-post.ts';

/**
 * The deliverer of kind `automation-call`: calls Systems Manager at the endpoint the user gave. The target is the operation,
 * StartAutomationExecution or GetAutomationExecution, the payload its input; the answer goes to `answered`.
 */
export const automationCaller =
  (
    { actionEndpoints: { ssm } }: Pick<EngineSettings, 'actionEndpoints'>,
    environment: NodeJS.ProcessEnv,
    answered: (delivery: Delivery, answer: JsonObject) => void,
  ) =>
  async (delivery: Delivery): Promise<void> => {
    if (ssm === undefined) throw new DeliveryError('NO_ENDPOINT', 'no endpoint is given for ssm', true);
    const answer = await signedPost({
      url: new URL(ssm),
      body: delivery.payload,
      service: 'ssm',
      region: delivery.attributes.scope?.split('/')[1] ?? '',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AmazonSSM.${delivery.target}`,
      },
      environment,
    });
    if (answer.status < 200 || answer.status >= 300) throw jsonRefusal(answer);
    answered(delivery, parsed(answer.text));
  };

function parsed(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    throw new DeliveryError('NOT_JSON', 'the endpoint answered with something else than JSON', true);
  }
}
