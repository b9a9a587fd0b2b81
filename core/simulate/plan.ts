import type { ThresholdAlarm } from '../alarm/index.ts';
import type { CloudTrailRecord } from '../cloudtrail/index.ts';
import type { EventPattern } from '../event-pattern/index.ts';
import type { FilterPattern, TransformationInput } from '../filter-pattern/index.ts';
import type { MetricIdentity } from '../metric/index.ts';

/** A filter on the trail's log group. Without a metric it only counts. */
export interface SimulatedFilter {
  readonly id: string;
  readonly pattern: FilterPattern;
  readonly metric?: {
    readonly namespace: string;
    readonly name: string;
    readonly transformation: TransformationInput;
  };
}

/** An alarm on one metric. */
export interface SimulatedAlarm {
  /** The alarm's name. */
  readonly id: string;
  readonly alarm: ThresholdAlarm;
  readonly metric: MetricIdentity;
}

/** An alert rule on the event bus. */
export interface SimulatedAlert {
  readonly id: string;
  readonly pattern: EventPattern;
  /** What the call was about, as the rule reads it. */
  readonly about: (record: CloudTrailRecord) => string | undefined;
  /** Its rule's state is ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS: it sees calls that only read, too. */
  readonly allManagementEvents?: boolean;
}

/** Where the alert rules stand: on the bus of one region, to which rules in us-east-1 forward what they match. */
export interface Home {
  readonly region: string;
  readonly forwarded: readonly EventPattern[];
}

/** Everything records run through. */
export interface SimulationPlan {
  readonly filters: readonly SimulatedFilter[];
  readonly alarms: readonly SimulatedAlarm[];
  readonly alerts: readonly SimulatedAlert[];
  /** Without it the alert rules stand in every region. */
  readonly home?: Home;
}
