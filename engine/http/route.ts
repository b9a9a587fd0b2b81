import { AwsError } from '../errors.ts';
import type { CredentialScope } from './credential.ts';
import type { HttpRequest } from './exchange.ts';
import { awsJson1_0, awsJson1_1 } from './protocols/aws-json.ts';
import type { Protocol } from './protocols/protocol.ts';
import type { Registry, Served } from './registry.ts';

/** What a request asks for, before the service's model is there to say whether that exists. */
export interface Route {
  readonly protocol: Protocol;
  readonly served: Served | undefined;
  /** The service as the request names it, for the answer when it is not here. */
  readonly serviceName: string;
  /** Absent for the REST protocols: there method and path name the operation, by the model. */
  readonly operation: string | undefined;
}

export function route(request: HttpRequest, scope: CredentialScope | undefined, registry: Registry): Route {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return routeJson(target, request, scope, registry);
  throw new AwsError('MissingAction', 'The request names no operation.', { status: 400 });
}

function routeJson(
  target: string,
  request: HttpRequest,
  scope: CredentialScope | undefined,
  registry: Registry,
): Route {
  const dot = target.lastIndexOf('.');
  const serviceName = target.slice(0, Math.max(0, dot));
  const contentType = request.headers['content-type'] ?? '';
  return {
    protocol: contentType.startsWith('application/x-amz-json-1.0') ? awsJson1_0 : awsJson1_1,
    served: registry.byTarget(serviceName) ?? (scope && registry.bySigningName(scope.service)),
    serviceName,
    operation: target.slice(dot + 1),
  };
}
