import { type CloudTrailRecord, eventOf, redact } from '../../../core/cloudtrail/index.ts';
import { isManagement, trailTakes } from '../../../core/cloudtrail/trail.ts';
import { isReadOnlyManagement } from '../../../core/simulate/bus.ts';
import { parseArn } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { Signal } from '../../signal.ts';
import { scopeOfTrail, type Trail } from './model.ts';
import type { CloudTrailState } from './state.ts';

/** Records on their way to a trail's log group. */
export interface LogBatch {
  /** `123456789012/us-east-1`, the group's */
  readonly scope: string;
  readonly group: string;
  /** `123456789012_CloudTrail_us-east-1`: one for each region events come from. */
  readonly stream: string;
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
}

/** A record as an event for the default bus of its account and region. */
export interface RecordEvent {
  readonly id: string;
  readonly detailType: string;
  readonly source: string;
  readonly account: string;
  readonly time: number;
  readonly region: string;
  readonly resources: readonly string[];
  /** The record as JSON. */
  readonly detail: string;
  /** Only for rules in state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS. */
  readonly onlyToAllManagement: boolean;
}

/** A trail and the records it took, for its bucket. */
export interface TrailRecords {
  readonly trail: Trail;
  readonly region: string;
  readonly account: string;
  readonly records: readonly string[];
}

/** The bus carries nothing larger. */
const MOST_BYTES = 262_144;

/** Where records go: the history, the log groups and buckets of the trails that take them, the bus. */
export class Delivery {
  readonly logged = new Signal<LogBatch>();
  readonly event = new Signal<RecordEvent>();
  readonly filed = new Signal<TrailRecords>();
  /** What changes resources, for whoever rebuilds them. */
  readonly called = new Signal<readonly CloudTrailRecord[]>();
  readonly #state: CloudTrailState;

  constructor(state: CloudTrailState) {
    this.#state = state;
  }

  /**
   * Delivers records, within one write; secrets in them are masked first.
   * @param isRecorded the resources they are about have items of their own, which come from elsewhere
   */
  deliver(records: readonly CloudTrailRecord[], isRecorded = false): void {
    const { store, clock, settings } = this.#state.parts;
    store.write(() => {
      const now = clock.now();
      const calls: CloudTrailRecord[] = [];
      const byTrail = new Map<Trail, Map<string, { record: CloudTrailRecord; text: string }[]>>();
      for (const given of records) {
        const record = redact(given);
        const text = JSON.stringify(record);
        const account = record.recipientAccountId ?? record.userIdentity?.accountId ?? settings.account;
        if (isManagement(record)) {
          this.#state.history.add(record, text, account, now);
          if (record.readOnly !== true) calls.push(record);
        }
        const trails = this.#state.ofAccount(account).filter((trail) => takes(trail, record));
        for (const trail of trails) {
          const regions = byTrail.get(trail) ?? new Map();
          byTrail.set(trail, regions);
          const there = regions.get(record.awsRegion) ?? [];
          regions.set(record.awsRegion, there);
          there.push({ record, text });
        }
        if (trails.some((trail) => trail.multiRegion || trail.homeRegion === record.awsRegion)) {
          this.#toBus(record, text, account);
        }
      }
      if (!isRecorded && calls.length > 0) this.called.tell(calls);
      for (const [trail, regions] of byTrail) {
        for (const [region, taken] of regions) this.#toTrail(trail, region, taken, now);
      }
    });
  }

  #toBus(record: CloudTrailRecord, text: string, account: string): void {
    if (Buffer.byteLength(text) > MOST_BYTES) return;
    const { id, 'detail-type': detailType, source, region, resources } = eventOf(record);
    this.event.tell({
      id,
      detailType,
      source,
      account,
      time: Date.parse(record.eventTime),
      region,
      resources,
      detail: text,
      onlyToAllManagement: isReadOnlyManagement({
        eventName: record.eventName,
        eventSource: record.eventSource,
        eventType: record.eventType ?? '',
        managementEvent: isManagement(record),
      }),
    });
  }

  #toTrail(trail: Trail, region: string, taken: readonly { record: CloudTrailRecord; text: string }[], now: number) {
    const account = taken[0]?.record.recipientAccountId ?? trail.account;
    this.#state.delivered.set(trail.arn, now);
    this.filed.tell({ trail, region, account, records: taken.map(({ text }) => text) });
    const group = trail.logGroupArn && parseArn(trail.logGroupArn);
    if (!group) return;
    const batch: LogBatch = {
      scope: `${group.account}/${group.region}`,
      group: group.resource.replace(/^log-group:/, '').replace(/:\*$/, ''),
      stream: `${account}_CloudTrail_${region}`,
      events: taken.map(({ record, text }) => ({ timestamp: Date.parse(record.eventTime), message: text })),
    };
    try {
      this.#state.parts.store.write(() => this.logged.tell(batch));
      this.#state.logFailures.delete(trail.arn);
    } catch (error) {
      // A group that is gone must not keep the records from the other places; GetTrailStatus tells of it.
      if (!(error instanceof AwsError)) throw error;
      this.#state.logFailures.set(trail.arn, error.code);
    }
  }
}

function takes(trail: Trail, record: CloudTrailRecord): boolean {
  if (record.eventCategory !== 'Insight') return trailTakes(scopeOfTrail(trail), record);
  const there = trail.multiRegion || trail.homeRegion === record.awsRegion;
  return trail.logging && there && trail.insightSelectors.length > 0;
}
