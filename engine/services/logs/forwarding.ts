import { scopeOfArn } from '../../arn.ts';
import type { Settled } from '../../deliveries/index.ts';

/** What came of handing events on, for the service's own metrics. */
export interface Forwarding {
  readonly scope: string;
  readonly group: string;
  readonly filter: string;
  readonly destinationType: string;
  readonly isDelivered: boolean;
  readonly events: number;
  /** Compressed. */
  readonly bytes: number;
}

/** How the service's own metrics call the kinds of destinations (unverified). */
const destinationTypes: Readonly<Record<string, string>> = {
  lambda: 'Lambda',
  kinesis: 'Kinesis',
  firehose: 'Firehose',
};

const SUBSCRIPTION = /:log-group:([^:]+):subscription-filter:([^:]+)$/;

/** What a delivery to a subscriber says of itself, to be counted when it ends. @param bytes compressed */
export const forwardingAttributes = (events: number, bytes: number): Record<string, string> => ({
  events: String(events),
  bytes: String(bytes),
});

/** @returns undefined for a delivery that was none to a subscriber */
export function forwardingOf({ delivery, outcome }: Settled): Forwarding | undefined {
  const destinationType = destinationTypes[delivery.kind];
  const [, group, filter] = SUBSCRIPTION.exec(delivery.via) ?? [];
  if (!destinationType || !group || !filter) return undefined;
  return {
    scope: scopeOfArn(delivery.via),
    group,
    filter,
    destinationType,
    isDelivered: outcome === 'delivered',
    events: Number(delivery.attributes.events),
    bytes: Number(delivery.attributes.bytes),
  };
}
