import type { ThresholdAlarm } from '../alarm/index.ts';
import type { CloudTrailRecord } from '../cloudtrail/index.ts';
import type { ConfigurationItem } from '../configuration-item/index.ts';
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

export interface Verdict {
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';
  readonly annotation?: string;
}

/** A Config rule: on resources one by one, or on an account by all its resources of some types. */
export interface SimulatedConfigRule {
  readonly id: string;
  /** As it is deployed. */
  readonly name: string;
  readonly resourceTypes: readonly string[];
  /** Whether it is asked when a resource changes. */
  readonly onChange: boolean;
  /** How often it is asked by the clock, milliseconds; never without it. */
  readonly every?: number;
  /** One of the three. @param now milliseconds since 1970 */
  readonly judge?: (item: ConfigurationItem, now: number) => Verdict;
  /** @param areAll whether the account may have no other resources of these types */
  readonly judgeAll?: (items: readonly ConfigurationItem[], account: string, now: number, areAll: boolean) => Verdict;
  /** Judges resources that it can judge beside others alone. */
  readonly judgeEach?: (
    items: readonly ConfigurationItem[],
    account: string,
    now: number,
    areAll: boolean,
  ) => readonly (readonly [item: ConfigurationItem, verdict: Verdict])[];
}

/** Everything records run through. */
export interface SimulationPlan {
  readonly filters: readonly SimulatedFilter[];
  readonly alarms: readonly SimulatedAlarm[];
  readonly alerts: readonly SimulatedAlert[];
  /** Config's rules, on resources as records rebuild them; without any, no resource is rebuilt. */
  readonly configRules?: readonly SimulatedConfigRule[];
  /** Calls that only read come to the alert rules out of the trail's log group, of every region: the audit function brings them. */
  readonly readsFromLogs?: boolean;
  /** Without it the alert rules stand in every region. */
  readonly home?: Home;
}
