import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { scopeOfArn } from '../../arn.ts';
import { type Delivery, DeliveryError } from '../../deliveries/index.ts';
import { AwsError } from '../../errors.ts';
import type { MetricDatum } from '../../metric-datum.ts';
import type { Operation } from '../../service.ts';
import { Signal } from '../../signal.ts';
import { functionName } from './names.ts';
import { mayInvoke } from './permissions.ts';
import type { FunctionError } from './protocol.ts';
import type { Outcome } from './sandbox.ts';
import type { LambdaFunction, LambdaState } from './state.ts';

/** What a function wrote during one invocation, in AWS's lines, for its log group. */
export interface FunctionOutput {
  readonly scope: string;
  readonly group: string;
  readonly stream: string;
  /** timestamp: ms since 1970 */
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
}

/** AWS's limits of a payload. */
const LARGEST_SYNC = 6 * 1024 * 1024;
const LARGEST_ASYNC = 1024 * 1024;
/** LogResult holds the last 4 KB. */
const LOG_TAIL = 4096;

interface Result {
  readonly outcome: Outcome;
  readonly lines: readonly string[];
}

/** Running functions: by request, or for another service that may. */
export function invocations(state: LambdaState) {
  const { clock, deliveries, store } = state.parts;
  const logged = new Signal<FunctionOutput>();
  const metric = new Signal<readonly MetricDatum[]>();

  async function run(found: LambdaFunction, payload: string, requestId: string): Promise<Result> {
    const release = clock.hold();
    const lease = await state.sandboxes.lease(found);
    const lines: string[] = [];
    const started = performance.now();
    try {
      const stream = streamOf(clock.now(), found);
      lines.push(`START RequestId: ${requestId} Version: $LATEST`);
      const outcome = await lease.sandbox.invoke(
        {
          requestId,
          payload,
          context: {
            functionName: found.name,
            invokedFunctionArn: found.arn,
            memoryLimitInMB: String(found.memorySize),
            logGroupName: found.logGroup,
            logStreamName: stream,
          },
          timeout: found.timeout * 1000,
          now: clock.virtual ? clock.now() : undefined,
        },
        (text) => lines.push(text),
      );
      const duration = performance.now() - started;
      const init = lease.cold ? lease.sandbox.initDuration : undefined;
      lines.push(...closing(found, requestId, outcome, duration, init));
      store.write(() => {
        const timestamp = clock.now();
        const scope = scopeOfArn(found.arn);
        logged.tell({ scope, group: found.logGroup, stream, events: lines.map((message) => ({ timestamp, message })) });
        metric.tell(metrics(found, outcome, duration, timestamp));
      });
      return { outcome, lines };
    } finally {
      lease.release();
      release();
    }
  }

  const invoke: Operation<InvocationRequest, InvocationResponse> = async (call) => {
    const { input } = call;
    const found = state.find(call, input.FunctionName!);
    const payload = input.Payload?.length ? Buffer.from(input.Payload).toString('utf8') : '{}';
    assertJson(payload);
    if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
    if (input.InvocationType === 'Event') {
      assertSize(payload, LARGEST_ASYNC);
      enqueue(found, { payload, cause: call.requestId, via: call.caller.arn });
      return { StatusCode: 202 };
    }
    assertSize(payload, LARGEST_SYNC);
    const { outcome, lines } = await run(found, payload, call.requestId);
    return {
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      FunctionError: outcome.error && 'Unhandled',
      LogResult:
        input.LogType === 'Tail'
          ? Buffer.from(`${lines.join('\n')}\n`)
              .subarray(-LOG_TAIL)
              .toString('base64')
          : undefined,
      Payload: Buffer.from(outcome.error ? JSON.stringify(outcome.error) : outcome.payload),
    };
  };

  function enqueue(
    found: LambdaFunction,
    { payload, cause, via, sealedUnder }: Pick<Delivery, 'payload' | 'cause' | 'via' | 'sealedUnder'>,
  ): void {
    deliveries.add({
      cause,
      via,
      sealedUnder,
      kind: 'lambda-function',
      target: found.arn,
      payload,
      attributes: {},
      retry: 'lambda-async',
      deadLetterArn: found.deadLetterArn,
    });
  }

  /** Takes what another service sends a function into Lambda's own queue, when the function's policy lets that service. */
  async function accept(delivery: Delivery): Promise<void> {
    const found = state.functions.get(scopeOfArn(delivery.target), functionName(delivery.target));
    if (!found) throw new DeliveryError('RESOURCE_NOT_FOUND', `Function not found: ${delivery.target}`, true);
    const { principal, sourceArn } = senderOf(delivery);
    // Scheduler invokes with its schedule's role, not by the function's policy; what roles allow is not weighed here.
    if (principal !== 'scheduler.amazonaws.com' && !mayInvoke(found, principal, sourceArn)) {
      throw new DeliveryError(
        'NO_PERMISSIONS',
        `${found.name} has no permission for ${principal} on behalf of ${sourceArn}: aws lambda add-permission`,
        true,
      );
    }
    store.write(() => enqueue(found, delivery));
    await store.committed();
  }

  /** Whether a service may invoke a function that is there, on behalf of a resource. */
  function reachable({ arn, principal, sourceArn }: { arn: string; principal: string; sourceArn: string }): boolean {
    const found = state.functions.get(scopeOfArn(arn), functionName(arn));
    return found !== undefined && mayInvoke(found, principal, sourceArn);
  }

  /** Runs what waits in Lambda's own queue. */
  async function work(delivery: Delivery): Promise<void> {
    const found = state.functions.get(scopeOfArn(delivery.target), functionName(delivery.target));
    if (!found) throw new DeliveryError('RESOURCE_NOT_FOUND', `Function not found: ${delivery.target}`, true);
    const { outcome } = await run(found, delivery.payload, delivery.id);
    await store.committed();
    if (outcome.error) throw new DeliveryError(outcome.error.errorType, outcome.error.errorMessage, false);
  }

  return { operations: { Invoke: invoke }, ports: { accept, work, reachable, logged, metric } };
}

/** The service that sends, and for which resource: what the sender says, else whose ARN the delivery goes by. */
function senderOf({ via, attributes }: Delivery): { principal: string; sourceArn: string } {
  return {
    principal: attributes.principal ?? `${via.split(':')[2]}.amazonaws.com`,
    sourceArn: attributes.sourceArn ?? via,
  };
}

function assertJson(payload: string): void {
  try {
    JSON.parse(payload);
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: Could not parse payload into json: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

function assertSize(payload: string, limit: number): void {
  const size = Buffer.byteLength(payload);
  if (size <= limit) return;
  throw new AwsError(
    'RequestTooLargeException',
    `${size} byte payload is too large for the ${limit === LARGEST_ASYNC ? 'Event' : 'RequestResponse'} invocation type (limit ${limit} bytes)`,
    { status: 413 },
  );
}

/** `2026/11/21/[$LATEST]0a1b...`: one stream a day and a function here, where AWS has one a sandbox. */
function streamOf(now: number, found: LambdaFunction): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[$LATEST]${Buffer.from(found.code.sha256, 'base64').toString('hex').slice(0, 32)}`;
}

function closing(
  found: LambdaFunction,
  requestId: string,
  { error }: Outcome,
  duration: number,
  init: number | undefined,
): string[] {
  const report =
    `REPORT RequestId: ${requestId}\tDuration: ${duration.toFixed(2)} ms\tBilled Duration: ${Math.ceil(duration + (init ?? 0))} ms\t` +
    `Memory Size: ${found.memorySize} MB\tMax Memory Used: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB\t` +
    `${init === undefined ? '' : `Init Duration: ${init.toFixed(2)} ms\t`}`;
  return [...abnormal(error, requestId), `END RequestId: ${requestId}`, report];
}

/** An error the handler did not log itself: the thread ended under it. */
const abnormal = (error: FunctionError | undefined, requestId: string): string[] =>
  error && /^(Sandbox|Runtime)\./.test(error.errorType) ? [`RequestId: ${requestId} ${error.errorMessage}`] : [];

function metrics(found: LambdaFunction, { error }: Outcome, duration: number, timestamp: number): MetricDatum[] {
  const datum = (name: string, value: number, unit: string): MetricDatum => ({
    scope: scopeOfArn(found.arn),
    namespace: 'AWS/Lambda',
    name,
    dimensions: { FunctionName: found.name },
    value,
    unit,
    timestamp,
  });
  return [
    datum('Invocations', 1, 'Count'),
    datum('Errors', error ? 1 : 0, 'Count'),
    datum('Duration', duration, 'Milliseconds'),
  ];
}
