import type { CredentialScope } from './credential.ts';
import type { HttpRequest } from './exchange.ts';
import { awsJson1_0, awsJson1_1 } from './protocols/aws-json.ts';
import { awsQuery, formOf } from './protocols/aws-query.ts';
import { ec2Query } from './protocols/ec2-query.ts';
import type { Protocol } from './protocols/protocol.ts';
import { restJson1 } from './protocols/rest-json.ts';
import { restXml } from './protocols/rest-xml.ts';
import { rpcV2Cbor } from './protocols/rpc-v2-cbor.ts';
import type { Registry, Served } from './registry.ts';

/** What a request asks for, before the service's model is there to say whether that exists. */
export interface Route {
  readonly protocol: Protocol;
  readonly served: Served | undefined;
  /** The service as the request names it, for the answer when it is not here. */
  readonly serviceName: string;
  /** Empty when a form names none; absent for the REST protocols: there method and path name it, by the model. */
  readonly operation: string | undefined;
}

export function route(request: HttpRequest, scope: CredentialScope | undefined, registry: Registry): Route {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return routeJson(target, request, scope, registry);
  const rpc = /^\/service\/([^/]+)\/operation\/([^/]+)$/.exec(request.path);
  if (rpc) return routeCbor(rpc[1]!, rpc[2]!, scope, registry);
  const action = scope && registry.isRest(scope.service) ? undefined : actionOf(request);
  if (action) return routeQuery(action, scope, registry);
  return routeRest(request, scope, registry);
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

function routeCbor(target: string, operation: string, scope: CredentialScope | undefined, registry: Registry): Route {
  const served = registry.byTarget(target) ?? (scope && registry.bySigningName(scope.service));
  return { protocol: rpcV2Cbor, served, serviceName: target, operation };
}

interface Action {
  readonly name: string;
  readonly version: string | null;
}

function actionOf(request: HttpRequest): Action | undefined {
  const { method, path, headers, query } = request;
  const isForm = method === 'POST' && (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  if (!isForm && !(method === 'GET' && path === '/' && query.includes('Action='))) return undefined;
  const form = formOf(request);
  return { name: form.get('Action') ?? '', version: form.get('Version') };
}

function routeQuery({ name, version }: Action, scope: CredentialScope | undefined, registry: Registry): Route {
  const served =
    (scope && registry.bySigningName(scope.service)) ??
    (version === null ? registry.byQueryAction(name) : registry.byVersion(version));
  const protocol = registry.isEc2(served?.definition.signingName ?? scope?.service ?? '') ? ec2Query : awsQuery;
  return { protocol, served, serviceName: scope?.service ?? version ?? 'aws', operation: name };
}

/** Unsigned requests are taken for Lambda's when the path begins with its version, else for S3's. */
function routeRest({ path }: HttpRequest, scope: CredentialScope | undefined, registry: Registry): Route {
  const serviceName = scope?.service ?? (/^\/\d{4}-\d\d-\d\d\//.test(path) ? 'lambda' : 's3');
  const protocol = serviceName === 's3' ? restXml : restJson1;
  return { protocol, served: registry.bySigningName(serviceName), serviceName, operation: undefined };
}
