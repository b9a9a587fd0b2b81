import type { Service, ServiceDefinition } from '../service.ts';
import directory from './constraints/services.generated.json' with { type: 'json' };

export interface Served {
  readonly name: string;
  readonly definition: ServiceDefinition;
  readonly service: Service;
}

export type ServedMap = ReadonlyMap<string, { definition: ServiceDefinition; service: Service }>;

interface Entry {
  readonly signingName: string;
  /** Last part of the prefix of `x-amz-target`; absent at services that never spoke awsJson. */
  readonly target?: string;
  readonly version: string;
  readonly protocol: string;
}

const entries: readonly Entry[] = directory.services;
const byTarget = new Map(
  entries.flatMap((entry) => (entry.target ? [[entry.target, entry.signingName] as const] : [])),
);
const byVersion = new Map(entries.map((entry) => [entry.version, entry.signingName] as const));

/** Finds the service a request means, without loading its model. */
export class Registry {
  readonly #bySigningName = new Map<string, Served>();

  constructor(services: ServedMap) {
    for (const [name, served] of services) {
      this.#bySigningName.set(served.definition.signingName, { name, ...served });
    }
  }

  bySigningName(signingName: string): Served | undefined {
    return this.#bySigningName.get(signingName);
  }

  /** By what stands before the operation in `x-amz-target`, or between `/service/` and `/operation/` of rpcv2Cbor. */
  byTarget(target: string): Served | undefined {
    const signingName = byTarget.get(target.slice(target.lastIndexOf('.') + 1));
    return signingName === undefined ? undefined : this.#bySigningName.get(signingName);
  }

  /** By the `Version` of a query request: `2010-03-31` is SNS's. */
  byVersion(version: string): Served | undefined {
    const signingName = byVersion.get(version);
    return signingName === undefined ? undefined : this.#bySigningName.get(signingName);
  }

  all(): IterableIterator<Served> {
    return this.#bySigningName.values();
  }
}
