import type { Resource, Value } from '../resource.ts';
import { type ClientOptions, Clients } from './clients.ts';
import { ApplyError } from './errors.ts';
import { makers } from './makers.ts';
import { inOrder } from './order.ts';
import { Resolver } from './resolve.ts';

export { ApplyError } from './errors.ts';

export interface ApplyOptions extends ClientOptions {
  /** The zip of each handler of `functions/`, by name. */
  readonly bundles: ReadonlyMap<string, Uint8Array>;
  /** Told each resource once it is there. */
  readonly made?: (resource: Resource) => void;
}

/**
 * Makes the plan's resources at an AWS-compatible endpoint by SDK calls, one after the other in the order of their references.
 * Doing it again changes what differs and leaves the rest.
 * @throws ApplyError naming the resource that could not be made
 */
export async function apply(resources: readonly Resource[], options: ApplyOptions): Promise<void> {
  const clients = new Clients(options);
  try {
    const resolver = new Resolver(await clients.account());
    for (const resource of inOrder(resources)) {
      const make = makers[resource.type];
      if (!make) throw new ApplyError(resource, `nothing makes ${resource.type}`);
      try {
        const properties = resolver.resolve(resource.properties, resource.region) as Record<string, Value>;
        const code = resource.bundle === undefined ? undefined : options.bundles.get(resource.bundle);
        resolver.add(resource.id, await make({ properties, code, clients: clients.in(resource.region), resolver }));
      } catch (error) {
        throw new ApplyError(
          resource,
          error instanceof Error ? `${error.name}: ${error.message}` : String(error),
          error,
        );
      }
      options.made?.(resource);
    }
  } finally {
    clients.close();
  }
}
