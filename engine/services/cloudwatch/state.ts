import type { AlarmEvent } from '../../../core/alarm/index.ts';
import type { Datum } from '../../../core/metric/index.ts';
import { scopeOf } from '../../arn.ts';
import type { Call, EngineParts } from '../../service.ts';
import { Signal } from '../../signal.ts';
import type { Documents } from '../../store/index.ts';
import { AlarmHistory } from './alarms/history-table.ts';
import type { AlarmRecord } from './alarms/record.ts';
import type { ActionRun } from './alarms/transition.ts';
import { Bands } from './bands.ts';
import { MetricStore, type Series } from './series.ts';

/** What the operations of the service share, and what it tells. */
export class CloudWatchState {
  readonly parts: EngineParts;
  readonly metrics: MetricStore;
  readonly alarms: Documents<AlarmRecord>;
  readonly history: AlarmHistory;
  readonly bands: Bands;
  /** Datapoints came for these metrics. */
  readonly received = new Signal<readonly Series[]>();
  /** PutMetricData was given these. */
  readonly given = new Signal<{ readonly scope: string; readonly data: readonly Datum[] }>();
  /** An alarm was made, changed, deleted, or put into a state by hand: it is to be evaluated anew. */
  readonly alarmTouched = new Signal<{ readonly scope: string; readonly name: string }>();
  /** "CloudWatch Alarm State Change" and "CloudWatch Alarm Configuration Change", for the default bus. */
  readonly event = new Signal<AlarmEvent>();
  /** An alarm's action is to be run. */
  readonly action = new Signal<ActionRun>();

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.metrics = new MetricStore(parts.store);
    this.alarms = parts.store.documents<AlarmRecord>('cloudwatch.alarms');
    this.history = new AlarmHistory(parts.store);
    this.bands = new Bands(this, parts);
  }

  scope(call: Pick<Call, 'account' | 'region'>): string {
    return scopeOf(call);
  }

  now(): number {
    return this.parts.clock.now();
  }
}

/** Account and region of a scope. */
export function homeOf(scope: string): { account: string; region: string } {
  const [account = '', region = ''] = scope.split('/');
  return { account, region };
}
