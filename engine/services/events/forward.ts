import { type Delivery, DeliveryError } from '../../deliveries/index.ts';
import { busEventOf } from './envelope.ts';
import type { Ingest } from './ingest.ts';
import { busRef } from './model.ts';
import type { EventsState } from './state.ts';

/** Buses an event may be forwarded over; a circle of rules ends here. */
const MOST_HOPS = 16;

/** The deliverer of kind `events`: an event a rule forwards arrives on another bus, whatever its account and region. */
export function forward(state: EventsState, ingest: Ingest, { target, payload, attributes, cause }: Delivery): void {
  const bus = busRef({ account: '', region: '' }, target);
  if (attributes.refused) {
    throw new DeliveryError(
      attributes.refused,
      'An event goes to one further account and region, not to a third.',
      true,
    );
  }
  if (!state.bus(bus)) throw new DeliveryError('NO_RESOURCE', `Event bus ${target} does not exist.`, true);
  const hops = Number(attributes.hops ?? 1);
  if (hops > MOST_HOPS)
    throw new DeliveryError('INVALID_PARAMETER', `Forwarded over ${MOST_HOPS} buses already.`, true);
  const crossed = { account: attributes.crossedAccount === 'true', region: attributes.crossedRegion === 'true', hops };
  state.parts.store.write(() => ingest(bus, busEventOf(payload), { crossed, cause }));
}
