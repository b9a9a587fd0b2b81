import { type Delivery, DeliveryError } from '../../deliveries/index.ts';
import type { ApiDestination } from './api-destinations.ts';
import { authHeaders } from './connection-auth.ts';
import type { Connection } from './connections.ts';

/** How long EventBridge waits for an API destination. */
const TIMEOUT_MS = 5_000;

/** Statuses that are worth another try. @see AWS, "API destinations as targets": 401, 407, 409, 429 and 5xx */
const PASSING: ReadonlySet<number> = new Set([401, 407, 409, 429]);

/** The deliverer of kind `api-destination`: calls an HTTP endpoint with an event, as its connection has it. */
export async function invokeDestination(
  { target, payload, attributes }: Delivery,
  destinationOf: (arn: string) => ApiDestination | undefined,
  connectionOf: (arn: string) => Connection | undefined,
): Promise<void> {
  const destination = destinationOf(target);
  const connection = destination && connectionOf(destination.connectionArn);
  if (!destination || !connection) throw new DeliveryError('NO_RESOURCE', `${target} does not exist.`, true);
  const bodiless = destination.method === 'GET' || destination.method === 'HEAD';
  const given = JSON.parse(attributes.headers ?? '{}') as Record<string, string>;
  const status = await fetch(withPath(destination.endpoint, attributes), {
    method: destination.method,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'Amazon/EventBridge/ApiDestinations',
      ...given,
      ...authHeaders(connection.auth),
    },
    body: bodiless ? undefined : payload,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).then(
    async (answer) => {
      await answer.body?.cancel();
      return answer.status;
    },
    (error: unknown) => {
      const { cause, message = String(error) } = Object(error) as { cause?: unknown; message?: string };
      throw new DeliveryError('CONNECTION_FAILURE', cause instanceof Error ? cause.message : message, false);
    },
  );
  if (status < 400) return;
  const permanent = status < 500 && !PASSING.has(status);
  throw new DeliveryError('ERROR_FROM_TARGET', `The endpoint answered ${status}.`, permanent);
}

/** Path parameters take the place of stars; query parameters go behind. */
function withPath(endpoint: string, attributes: Readonly<Record<string, string>>): string {
  const values = JSON.parse(attributes.pathValues ?? '[]') as string[];
  const query = new URLSearchParams(JSON.parse(attributes.query ?? '{}') as Record<string, string>).toString();
  const path = endpoint.replace(/\*/g, () => encodeURIComponent(values.shift() ?? '*'));
  return query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;
}
