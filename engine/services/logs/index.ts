import { parseArn, scopeOf } from '../../arn.ts';
import { defineService } from '../../service.ts';
import { Arrivals } from './arrivals.ts';
import { destinations } from './destinations.ts';
import { refusalOf } from './errors.ts';
import type { Buckets } from './export-runs.ts';
import { exports } from './exports.ts';
import { filterEvents } from './filter-events.ts';
import { getEvents } from './get-events.ts';
import { groups } from './groups.ts';
import type { Links } from './linked-accounts.ts';
import { logFields } from './log-fields.ts';
import { metricFilters } from './metric-filters.ts';
import { putEvents } from './put-events.ts';
import { queries } from './queries.ts';
import { queryDefinitions } from './query-definitions.ts';
import { resourcePolicies } from './resource-policies.ts';
import { Expiry } from './retention.ts';
import type { Keys } from './sealing.ts';
import { LogsState } from './state.ts';
import { streams } from './streams.ts';
import { subscriptionFilters } from './subscription-filters.ts';
import type { TargetCheck } from './subscription-target.ts';
import { tags } from './tags.ts';
import { vendedDestinations } from './vended-destinations.ts';
import { vendedLogs } from './vended-logs.ts';

export type { Links } from './linked-accounts.ts';
export type { EngineLogEvents } from './put-events.ts';
export type { TargetCheck } from './subscription-target.ts';

/**
 * Amazon CloudWatch Logs: groups, streams, events, metric filters, subscription filters and Insights.
 *
 * Ports: `put` stores events of the engine's own services, `groupExists` is asked by those who write to one, `metric` goes to CloudWatch, `targetsBy` is told how a subscription's
 * target is tested before it is accepted (kinds `lambda`, `kinesis`, `firehose`), `bucketsBy` where exports go, `keysBy` how KMS seals, `linksBy` which
 * accounts see whose groups; `seals` is for deliveries. Subscriptions are
 * delivered under these kinds.
 */
export const logs = defineService({
  sdk: () => import('@aws-sdk/client-cloudwatch-logs'),
  signingName: 'logs',
  validationCode: 'InvalidParameterException',
  refusal: refusalOf,
  create(parts) {
    const state = new LogsState(parts);
    const arrivals = new Arrivals(state);
    const expiry = new Expiry(state);
    const events = putEvents(state, arrivals, expiry);
    const insights = queries(state);
    let buckets: Buckets | undefined;
    const exported = exports(state, {
      exists: (name) => buckets?.exists(name) ?? false,
      put: (object) => buckets?.put(object),
    });
    let reaches: (check: TargetCheck) => boolean = () => false;
    return {
      operations: {
        ...groups(state, expiry),
        ...streams(state),
        ...events.operations,
        ...getEvents(state),
        ...filterEvents(state),
        ...metricFilters(state),
        ...subscriptionFilters(state, (check) => reaches(check)),
        ...exported.operations,
        ...insights.operations,
        ...queryDefinitions(state),
        ...logFields(state),
        ...destinations(state),
        ...vendedLogs(state),
        ...vendedDestinations(state),
        ...resourcePolicies(state),
        ...tags(state),
      },
      ports: {
        put: events.put,
        groupExists: (arn: string): boolean => {
          const parsed = parseArn(arn);
          const name = /^log-group:([^:]+)(:\*)?$/.exec(parsed?.resource ?? '')?.[1];
          return parsed?.service === 'logs' && name !== undefined && state.groups.has(scopeOf(parsed), name);
        },
        metric: arrivals.metric,
        bucketsBy: (connected: Buckets) => {
          buckets = connected;
        },
        linksBy: (links: Links) => {
          state.links = links;
        },
        keysBy: (keys: Keys) => state.sealing.connect(keys),
        /** For deliveries: under the data key of the group their events are from. */
        seals: {
          seal: (key: string, text: string) => state.sealing.seal(Number(key), Buffer.from(text)).toString('base64'),
          open: (key: string, sealed: string) =>
            state.sealing.open(Number(key), Buffer.from(sealed, 'base64')).toString(),
        },
        targetsBy: (check: (target: TargetCheck) => boolean) => {
          reaches = check;
        },
      },
      start: () => {
        expiry.start();
        exported.start();
      },
      close: async () => {
        await Promise.all([insights.close(), exported.close()]);
      },
    };
  },
});
