import { type Resource, references, type Value } from '../resource.ts';
import { type ClientOptions, Clients } from './clients.ts';
import { ApplyError } from './errors.ts';
import { makers } from './makers.ts';
import { inOrder } from './order.ts';
import { Resolver } from './resolve.ts';
import { Slots } from './slots.ts';

export { ApplyError } from './errors.ts';

export interface ApplyOptions extends ClientOptions {
  /** The zip of each handler of `functions/`, by name. */
  readonly bundles: ReadonlyMap<string, Uint8Array>;
  /** The files objects hold, by the plan's name for them. */
  readonly assets?: ReadonlyMap<string, Uint8Array>;
  /** Told each resource once it is there. */
  readonly made?: (resource: Resource) => void;
  /**
   * Told each resource that cannot be made; the others are made all the same, but for those that refer to it. Without it the first such
   * resource ends everything.
   */
  readonly refused?: (error: ApplyError) => void;
}

/** So many resources are made at once; AWS's own limits on calls are not far above. */
const AT_ONCE = 8;

/**
 * Makes the plan's resources at an AWS-compatible endpoint by SDK calls, each once what it refers to and depends on is there.
 * Doing it again changes what differs and leaves the rest.
 * @throws ApplyError naming the resource that could not be made
 */
export async function apply(resources: readonly Resource[], options: ApplyOptions): Promise<void> {
  const clients = new Clients(options);
  try {
    const resolver = new Resolver(await clients.account());
    const slots = new Slots(AT_ONCE);
    const done = new Map<string, Promise<boolean>>();
    let failed: ApplyError | undefined;

    async function make(resource: Resource): Promise<boolean> {
      await Promise.all((resource.dependsOn ?? []).map((id) => done.get(id)));
      for (const id of references(resource.properties)) {
        if (!(await done.get(id)) && options.refused) {
          options.refused(new ApplyError(resource, `needs ${id}, which is not there`));
          return false;
        }
      }
      return slots.run(async () => {
        if (failed) return false;
        try {
          resolver.add(resource.id, await makeOne(resource, resolver, clients, options));
          options.made?.(resource);
          return true;
        } catch (error) {
          const refusal = error instanceof ApplyError ? error : new ApplyError(resource, reasonOf(error), error);
          if (options.refused) options.refused(refusal);
          else failed ??= refusal;
          return false;
        }
      });
    }

    for (const resource of inOrder(resources)) done.set(resource.id, make(resource));
    await Promise.all(done.values());
    if (failed) throw failed;
  } finally {
    clients.close();
  }
}

/** An endpoint that does not know an operation may answer with a page: what SDKs make of that says nothing. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  if (error instanceof SyntaxError)
    return `the endpoint does not answer as AWS does${status ? ` (HTTP ${status})` : ''}`;
  return `${error.name}: ${error.message}`;
}

async function makeOne(resource: Resource, resolver: Resolver, clients: Clients, options: ApplyOptions) {
  const { type, region, bundle, asset } = resource;
  const make = makers[type];
  if (!make) throw new ApplyError(resource, `nothing makes ${type}`);
  return make({
    properties: resolver.resolve(resource.properties, region) as Record<string, Value>,
    code: bundle === undefined ? undefined : options.bundles.get(bundle),
    file: asset === undefined ? undefined : options.assets?.get(asset),
    clients: clients.in(region),
    resolver,
  });
}
