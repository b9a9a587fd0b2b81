import type { Delivery } from '../../deliveries/index.ts';
import type { MetricDatum } from '../../metric-datum.ts';
import { defineService } from '../../service.ts';
import type { Signal } from '../../signal.ts';
import { apiDestinations } from './api-destinations.ts';
import { Archives, archiveOperations } from './archives.ts';
import { buses } from './buses.ts';
import { connections } from './connections.ts';
import { busEvent, type NewEvent } from './envelope.ts';
import { forward } from './forward.ts';
import { createIngest, type IngestOptions } from './ingest.ts';
import { invokeDestination } from './invoke-destination.ts';
import { Matcher } from './matcher.ts';
import { RuleMetrics } from './metrics.ts';
import { DEFAULT_BUS } from './model.ts';
import { permissions } from './permissions.ts';
import { putEvents } from './put-events.ts';
import { replays } from './replays.ts';
import { rules } from './rules.ts';
import { Schedules } from './schedules.ts';
import { EventsState } from './state.ts';
import { tags } from './tags.ts';
import { targets } from './targets.ts';
import { testPattern } from './test-pattern.ts';

export type { NewEvent } from './envelope.ts';

/** What `wiring.ts` may use of buses. */
export interface EventsPorts {
  /**
   * Puts an event of an AWS service on the default bus of the event's own account and region, within the caller's write:
   * CloudWatch's alarm-state changes, CloudTrail's calls, Config's changes.
   */
  put(event: NewEvent, options?: Pick<IngestOptions, 'onlyToAllManagement'>): void;
  /** The deliverer of kind `events`: `deliveries.by('events', events.ports.deliver)`. */
  deliver(delivery: Delivery): void;
  /** The deliverer of kind `api-destination`: `deliveries.by('api-destination', events.ports.invoke)`. */
  invoke(delivery: Delivery): Promise<void>;
  /** What rules did in the last minute, for `AWS/Events`: to be connected to `cloudwatch.ports.put`. */
  readonly metric: Signal<readonly MetricDatum[]>;
}

export const events = defineService<EventsPorts>({
  sdk: () => import('@aws-sdk/client-eventbridge'),
  signingName: 'events',
  validationCode: 'ValidationException',
  create(parts) {
    const state = new EventsState(parts);
    const schedules = new Schedules(state);
    const archives = new Archives(state);
    const metrics = new RuleMetrics(parts);
    const ingest = createIngest(state, new Matcher(state), {
      arrived: (bus, event) => archives.keep(bus, event),
      matched: (rule) => metrics.matched(rule),
    });
    const connecting = connections(state);
    const destinations = apiDestinations(state, connecting.byArn);
    const replaying = replays(state, archives, ingest);
    return {
      operations: {
        ...buses(state),
        ...permissions(state),
        ...rules(state, schedules),
        ...targets(state),
        ...putEvents(state, ingest),
        ...archiveOperations(state, archives),
        ...replaying.operations,
        ...connecting.operations,
        ...destinations.operations,
        ...tags(state),
        ...testPattern,
      },
      ports: {
        put: (event, options) =>
          parts.store.write(() =>
            ingest({ account: event.account, region: event.region, name: DEFAULT_BUS }, busEvent(event), options),
          ),
        deliver: (delivery) => forward(state, ingest, delivery),
        metric: metrics.metric,
        invoke: (delivery) => invokeDestination(delivery, destinations.byArn, connecting.byArn),
      },
      start: () => {
        schedules.start();
        replaying.start();
      },
    };
  },
});
