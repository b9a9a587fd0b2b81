import {
  CloudWatchLogsClient,
  type MetricFilter,
  paginateDescribeMetricFilters,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { asRecord, type CloudTrailRecord, RecordError } from '../../core/cloudtrail/index.ts';
import type { AlarmChange } from './change.ts';
import type { TimeWindow } from './window.ts';

const logs = new CloudWatchLogsClient({});

/** A message lists a few callers and counts the rest; beyond this many the count would cost more than it says. */
const MOST_RECORDS = 10_000;

export interface RecordsBehind {
  /** Each once, in order of time. */
  readonly records: readonly CloudTrailRecord[];
  /** Matching log events that are no CloudTrail record. */
  readonly others: number;
  /** Whether there are more than were read. */
  readonly cut: boolean;
}

/** The CloudTrail records that made a metric: what its filters match in their log groups in a window of time. */
export async function recordsBehind(
  metric: NonNullable<AlarmChange['metric']>,
  window: TimeWindow,
): Promise<RecordsBehind> {
  const found = new Map<string, CloudTrailRecord>();
  let others = 0;
  for (const filter of await filtersOf(metric)) {
    for await (const { id, message } of matches(filter, window)) {
      const record = recordIn(message);
      if (!record) others++;
      else found.set(record.eventID ?? id, record);
      if (found.size === MOST_RECORDS) return { records: [...found.values()], others, cut: true };
    }
  }
  return { records: [...found.values()], others, cut: false };
}

async function filtersOf({ namespace, name }: NonNullable<AlarmChange['metric']>): Promise<MetricFilter[]> {
  const filters: MetricFilter[] = [];
  const pages = paginateDescribeMetricFilters({ client: logs }, { metricNamespace: namespace, metricName: name });
  for await (const { metricFilters } of pages) filters.push(...(metricFilters ?? []));
  return filters;
}

async function* matches({ logGroupName, filterPattern }: MetricFilter, { from, to }: TimeWindow) {
  const pages = paginateFilterLogEvents(
    { client: logs },
    // The end is included there.
    { logGroupName, filterPattern, startTime: from, endTime: to - 1 },
  );
  for await (const { events } of pages) {
    for (const { eventId = '', message = '' } of events ?? []) yield { id: eventId, message };
  }
}

function recordIn(message: string): CloudTrailRecord | undefined {
  try {
    return asRecord(JSON.parse(message));
  } catch (error) {
    if (error instanceof RecordError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
