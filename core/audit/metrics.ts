import type { AuditEvent } from './event.ts';

/** Names of the metrics, in `AUDIT_NAMESPACE`, without dimensions: each costs as a custom metric does, so they are few. */
export const auditMetrics = ['Calls', 'Changes', 'Denied', 'Failed', 'SignIns', 'RootCalls'] as const;

export type AuditMetric = (typeof auditMetrics)[number];

export const AUDIT_NAMESPACE = 'Trailkeeper/Audit';

/** What the calls of one minute come to. */
export interface AuditMinute {
  /** ms since 1970 */
  readonly minute: number;
  readonly counts: Readonly<Record<AuditMetric, number>>;
}

const MINUTE = 60_000;

/** Which metrics an event counts in. */
const counted: Readonly<Record<AuditMetric, (event: AuditEvent) => boolean>> = {
  Calls: () => true,
  Changes: ({ kind, outcome }) => kind === 'change' && outcome === 'succeeded',
  Denied: ({ outcome }) => outcome === 'denied',
  Failed: ({ outcome }) => outcome === 'failed',
  SignIns: ({ kind, outcome }) => kind === 'sign-in' && outcome === 'succeeded',
  RootCalls: ({ actorKind }) => actorKind === 'root',
};

/** Counts events by the minute they happened in, oldest first; those of no readable time in none. */
export function auditMinutes(events: readonly AuditEvent[]): AuditMinute[] {
  const timed = events.filter(({ time }) => !Number.isNaN(Date.parse(time)));
  const minutes = Map.groupBy(timed, ({ time }) => Math.floor(Date.parse(time) / MINUTE) * MINUTE);
  return [...minutes]
    .sort(([a], [b]) => a - b)
    .map(([minute, group]) => ({
      minute,
      counts: Object.fromEntries(auditMetrics.map((name) => [name, group.filter(counted[name]).length])) as Record<
        AuditMetric,
        number
      >,
    }));
}

/**
 * A minute in CloudWatch's embedded metric format: a log line from which CloudWatch takes the metrics.
 * @see CloudWatch User Guide, "Specification: Embedded metric format"
 */
export const embedded = ({ minute, counts }: AuditMinute): object => ({
  _aws: {
    Timestamp: minute,
    CloudWatchMetrics: [
      {
        Namespace: AUDIT_NAMESPACE,
        Dimensions: [[]],
        Metrics: auditMetrics.map((Name) => ({ Name, Unit: 'Count' })),
      },
    ],
  },
  ...counts,
});
