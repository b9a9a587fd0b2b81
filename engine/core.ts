import { Calls } from './calls.ts';
import { EngineClock } from './clock.ts';
import { createDeliveries, type RunningDeliveries } from './deliveries/index.ts';
import type { Called, ServedMap } from './http/serve.ts';
import type { EngineLog } from './log.ts';
import type { Caller, EngineParts } from './service.ts';
import { createServices, definitions, type Services } from './services.ts';
import type { EngineSettings } from './settings.ts';
import { type Documents, Store } from './store/index.ts';
import { wire } from './wiring.ts';

/** Everything behind the wire, from one start or reset to the next: parts, services, and what connects them. */
export class EngineCore {
  readonly parts: EngineParts & { readonly deliveries: RunningDeliveries };
  readonly services: Services;
  readonly served: ServedMap;
  readonly calls = new Calls();
  readonly #notesCalls: boolean;
  /** Where virtual time stood, so that it goes on from there after a restart. */
  readonly #times: Documents<number>;
  readonly #wired: ReturnType<typeof wire>;

  constructor(settings: EngineSettings, startAt: number | undefined, log: EngineLog, notesCalls: boolean) {
    this.#notesCalls = notesCalls;
    const store = new Store({ folder: settings.dataFolder, durability: settings.durability });
    this.#times = store.documents<number>('engine.virtual-time');
    const stoodAt = this.#times.get('', 'now') ?? Number.NEGATIVE_INFINITY;
    const start = startAt === undefined ? undefined : Math.max(startAt, stoodAt);
    const clock = new EngineClock(start, (error) => log.error('a timer failed', error));
    const deliveries = createDeliveries({ store, clock, log });
    this.parts = { settings, store, clock, deliveries, log };
    this.services = createServices(this.parts);
    this.served = new Map(
      Object.entries(definitions).map(([name, definition]) => [
        name,
        { definition, service: this.services[name as keyof Services] },
      ]),
    );
    this.#wired = wire(this.parts, this.services);
  }

  /** Sets timers of stored state again and takes up what is still to be delivered. */
  start(): void {
    for (const { service } of this.served.values()) service.start?.();
    this.parts.deliveries.start();
  }

  /** Moves virtual time on; where it stands then is committed. */
  async advanceTo(time: number): Promise<void> {
    const { clock, store } = this.parts;
    await clock.advanceTo(time);
    this.#times.put('', 'now', clock.now());
    await store.committed();
  }

  identify(accessKeyId: string): Caller | undefined {
    return this.#wired.identify(accessKeyId);
  }

  secretOf(accessKeyId: string): string | undefined {
    return this.#wired.secretOf(accessKeyId);
  }

  called(called: Called): void {
    if (this.#notesCalls) this.calls.note(called, this.parts.clock.now());
    this.#wired.called(called);
  }

  async close(): Promise<void> {
    if (this.parts.clock.virtual) this.#times.put('', 'now', this.parts.clock.now());
    this.parts.clock.stop();
    this.parts.deliveries.stop();
    await Promise.all([...this.served.values()].map(({ service }) => service.close?.()));
    this.parts.store.close();
  }
}
