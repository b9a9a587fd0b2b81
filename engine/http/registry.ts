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

const protocols = new Map(entries.map(({ signingName, protocol }) => [signingName, protocol]));

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

  /** By an action alone, as links in SNS's mails have it. */
  byQueryAction(action: string): Served | undefined {
    for (const { signingName, protocol } of entries) {
      const served = protocol === 'query' ? this.#bySigningName.get(signingName) : undefined;
      if (served && Object.hasOwn(served.service.operations, action)) return served;
    }
    return undefined;
  }

  /** Whether the service's operations are told apart by method and path. */
  isRest(signingName: string): boolean {
    return protocols.get(signingName)?.startsWith('rest-') ?? false;
  }

  /** Whether its forms are of the query protocol that is EC2's own. */
  isEc2(signingName: string): boolean {
    return protocols.get(signingName) === 'ec2';
  }
}
