/** What an account answers about its own compliance: verdicts of Config rules, and the alarms that watch it. */

export type VerdictState = 'COMPLIANT' | 'NON_COMPLIANT';

export interface ResourceVerdict {
  readonly resourceType: string;
  readonly resourceId: string;
  /** The name and ARN of its configuration item, where that has them. */
  readonly resourceName?: string;
  readonly arn?: string;
  readonly state: VerdictState;
  /** What decided, in the rule's words. */
  readonly annotation?: string;
  /** When the verdict was recorded; ISO 8601, UTC. */
  readonly recordedAt?: string;
}

export interface RuleVerdicts {
  readonly name: string;
  readonly arn?: string;
  readonly description?: string;
  /** The identifier of a managed rule; absent for a rule of one's own. */
  readonly identifier?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** When it last judged; ISO 8601, UTC. */
  readonly evaluatedAt?: string;
  /** Why it could not judge the last time. */
  readonly fault?: string;
  /** None: the rule has insufficient data. */
  readonly verdicts: readonly ResourceVerdict[];
}

/** A metric filter that feeds an alarm's metric. */
export interface FeedingFilter {
  readonly name: string;
  readonly logGroup: string;
  readonly pattern: string;
}

/** Who is told when an alarm goes off. */
export interface Told {
  /** The ARN of an action or of an event rule's target. */
  readonly target: string;
  /** How many have confirmed that they want to hear it; absent where that is not known. */
  readonly listeners?: number;
}

export interface WatchingAlarm {
  readonly name: string;
  readonly arn: string;
  readonly state: string;
  /** Why it is in its state, in CloudWatch's words, and since when. */
  readonly reason?: string;
  readonly changedAt?: string;
  /** The value it goes off at, or above. */
  readonly threshold?: number;
  readonly filters: readonly FeedingFilter[];
  readonly told: readonly Told[];
}

export interface ComplianceEvidence {
  readonly accountId: string;
  readonly region: string;
  /** ISO 8601, UTC. */
  readonly readAt: string;
  readonly rules: readonly RuleVerdicts[];
  readonly alarms: readonly WatchingAlarm[];
}
