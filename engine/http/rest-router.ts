import type { OperationSchema, ServiceSchema } from './schemas.ts';

/** The operation a REST request names by its method, path and query, with the labels cut from the path, still encoded. */
export interface RestMatch {
  readonly operation: OperationSchema;
  readonly labels: Record<string, string>;
}

interface Pattern {
  readonly operation: OperationSchema;
  readonly method: string;
  readonly path: RegExp;
  readonly labels: readonly string[];
  /** Query parameters that must be there, with their value unless any will do. */
  readonly query: readonly [name: string, value: string | undefined][];
  /** `x-id`, which newer SDKs send to tell operations apart at a glance. */
  readonly id: string | undefined;
  readonly header: string | undefined;
}

interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Finds operations by the `http` traits of one service. */
export class RestRouter {
  readonly #byMethod = new Map<string, Pattern[]>();

  constructor(service: ServiceSchema) {
    for (const operation of service.operations.values()) {
      const pattern = patternOf(operation);
      if (!pattern) continue;
      const patterns = this.#byMethod.get(pattern.method) ?? [];
      this.#byMethod.set(pattern.method, [...patterns, pattern].sort(moreSpecific));
    }
  }

  /** @param built tells which operations are there: of two that a request fits as well, that one is meant */
  match(request: RestRequest, built: (operation: string) => boolean): RestMatch | undefined {
    const query = new URLSearchParams(request.query);
    const id = query.get('x-id');
    let best: { pattern: Pattern; labels: Record<string, string> } | undefined;
    for (const pattern of this.#byMethod.get(request.method) ?? []) {
      if (best && specificity(best.pattern) > specificity(pattern)) break;
      const labels = fits(pattern, request, query);
      if (!labels) continue;
      if (id !== null && pattern.operation.name === id) return { operation: pattern.operation, labels };
      if (!best || (!built(best.pattern.operation.name) && built(pattern.operation.name))) best = { pattern, labels };
    }
    return best && { operation: best.pattern.operation, labels: best.labels };
  }
}

function fits(pattern: Pattern, { path, headers }: RestRequest, query: URLSearchParams) {
  if (pattern.header && headers[pattern.header] === undefined) return undefined;
  for (const [name, value] of pattern.query) {
    const found = query.get(name);
    if (found === null || (value !== undefined && found !== value)) return undefined;
  }
  const found = pattern.path.exec(path);
  return found && Object.fromEntries(pattern.labels.map((label, at) => [label, found[at + 1] ?? '']));
}

function patternOf(operation: OperationSchema): Pattern | undefined {
  const { http } = operation.traits;
  if (!http) return undefined;
  const [method, template] = http;
  const [path = '/', query = ''] = template.split('?');
  const { source, labels } = pathOf(withBucket(path, operation));
  const literals = [...new URLSearchParams(query)].filter(([name]) => name !== 'x-id');
  const required = operation.input.members.slice(0, operation.input.required);
  const requiredQueries = required.flatMap(({ traits }) => traits.httpQuery ?? []);
  return {
    operation,
    method,
    path: new RegExp(`^${source}$`),
    labels,
    query: [
      ...literals.map(([name, value]): [string, string | undefined] => [name, value === '' ? undefined : value]),
      ...requiredQueries.map((name): [string, undefined] => [name, undefined]),
    ],
    id: new URLSearchParams(query).get('x-id') ?? undefined,
    header: required.find(({ traits }) => traits.httpHeader === 'x-amz-copy-source')?.traits.httpHeader,
  };
}

/** S3's paths lack the bucket, which belongs to the host on AWS; here it is the path's first part. */
function withBucket(path: string, { input }: OperationSchema): string {
  const bucketElsewhere =
    !path.includes('{Bucket}') && input.members.some(({ name, traits }) => name === 'Bucket' && traits.httpLabel);
  if (!bucketElsewhere) return path;
  return path === '/' ? '/{Bucket}' : `/{Bucket}${path}`;
}

function pathOf(path: string): { source: string; labels: string[] } {
  const labels: string[] = [];
  const source = path
    .split('/')
    .map((part) => {
      const label = /^\{(\w+)(\+?)\}$/.exec(part);
      if (!label) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      labels.push(label[1]!);
      return label[2] ? '(.+)' : '([^/]+)';
    })
    .join('/');
  return { source: path.endsWith('+}') ? source : `${source.replace(/\/$/, '')}/?`, labels };
}

const specificity = ({ query, header, labels }: Pattern): number =>
  query.length * 100 + (header ? 100 : 0) - labels.length;

const moreSpecific = (a: Pattern, b: Pattern): number => specificity(b) - specificity(a);
