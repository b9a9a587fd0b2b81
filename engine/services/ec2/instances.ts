import type { Documents, Store } from '../../store/index.ts';

/** An instance's configuration as AWS Config has it; undefined where it has none. */
export type Lookup = (scope: string, id: string) => unknown;

/** An instance as the engine knows it beside its configuration item. */
interface Instance {
  /** An agent on it has reported. */
  readonly reported: boolean;
  /** Set by MonitorInstances or UnmonitorInstances; until then the configuration says it. */
  readonly detailed?: boolean;
}

/** The instances of every account and region: those AWS Config has an item of, and those an agent reports from. */
export class Instances {
  readonly #known: Documents<Instance>;
  #lookup: Lookup = () => undefined;

  constructor(store: Store) {
    this.#known = store.documents('ec2.instances');
  }

  configuredBy(lookup: Lookup): void {
    this.#lookup = lookup;
  }

  has(scope: string, id: string): boolean {
    return this.#known.has(scope, id) || this.#lookup(scope, id) !== undefined;
  }

  reported(scope: string, id: string): void {
    const known = this.#known.get(scope, id);
    if (known?.reported !== true) this.#known.put(scope, id, { ...known, reported: true });
  }

  monitor(scope: string, id: string, detailed: boolean): void {
    this.#known.put(scope, id, { reported: false, ...this.#known.get(scope, id), detailed });
  }

  /** Whether it is measured by the minute, not every five. */
  isDetailed(scope: string, id: string): boolean {
    return this.#known.get(scope, id)?.detailed ?? monitoringState(this.#lookup(scope, id)) === 'enabled';
  }
}

const monitoringState = (configuration: unknown): unknown =>
  (configuration as { monitoring?: { state?: unknown } } | undefined)?.monitoring?.state;
