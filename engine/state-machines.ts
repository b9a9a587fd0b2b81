import { parseArn } from './arn.ts';
import type { Deliverer } from './deliveries/index.ts';
import type { EngineSettings } from './settings.ts';
import { jsonRefusal, signedPost } from './signed-post.ts';

/**
 * The deliverer of kind `states`: starts an execution of the state machine a rule or schedule names. There are none here: the call is made
 * at the endpoint the user gave, and only recorded without one.
 * @see AWS, "StartExecution": what EventBridge calls for standard and express state machines alike
 */
export const executionStarter =
  (
    { actionEndpoints: { states } }: Pick<EngineSettings, 'actionEndpoints'>,
    environment: NodeJS.ProcessEnv,
  ): Deliverer =>
  async ({ target, payload }, record) => {
    const input = { stateMachineArn: target, input: payload };
    if (states === undefined) return record({ operation: 'StartExecution', input });
    const answer = await signedPost({
      url: new URL(states),
      body: JSON.stringify(input),
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AWSStepFunctions.StartExecution' },
      service: 'states',
      region: parseArn(target)?.region ?? '',
      environment,
    });
    if (answer.status < 200 || answer.status >= 300) throw jsonRefusal(answer);
  };
