/** What an account answers about its own compliance: verdicts of Config rules, and the alarms that watch it. */

export type VerdictState = 'COMPLIANT' | 'NON_COMPLIANT';

export interface ResourceVerdict {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly state: VerdictState;
  /** What decided, in the rule's words. */
  readonly annotation?: string;
}

export interface RuleVerdicts {
  readonly name: string;
  /** The identifier of a managed rule; absent for a rule of one's own. */
  readonly identifier?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** None: the rule has insufficient data. */
  readonly verdicts: readonly ResourceVerdict[];
}

export interface WatchingAlarm {
  readonly name: string;
  readonly state: string;
  /** Whether it tells anybody. */
  readonly hasAction: boolean;
  /** Whether a metric filter feeds its metric. */
  readonly hasFilter: boolean;
}

export interface ComplianceEvidence {
  readonly accountId: string;
  readonly region: string;
  /** ISO 8601, UTC. */
  readonly readAt: string;
  readonly rules: readonly RuleVerdicts[];
  readonly alarms: readonly WatchingAlarm[];
}
