import type { Asking } from './asking.ts';
import type { Seen } from './item.ts';

/** What SDK clients are made with. */
export interface ClientSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly retryMode: 'adaptive';
  readonly maxAttempts: number;
}

/** Reads the resources of a service in a region, or of one without regions. */
export interface Collector {
  readonly service: string;
  readonly isGlobal?: true;
  readonly collect: (asking: Asking, settings: ClientSettings, account: string) => AsyncGenerator<Seen>;
}
