import type { Language } from '../../core/message/index.ts';
import type { Suppression } from '../../core/suppression/index.ts';

/** What a deploy is told besides the rules; `defineSettings` fills in what is left out. */
export interface Settings {
  /** Where alerts, alarms, functions and the trail live. `us-east-1` without it. */
  readonly homeRegion: string;
  /** Further regions that are watched: their events are forwarded home, and Config records in them. None without it. */
  readonly regions: readonly string[];
  /** Further regions people sign in through: their sign-ins are forwarded home. None without it. */
  readonly signInRegions: readonly string[];
  /** Addresses that are written to. Each gets a mail it has to confirm. None without it: then nobody is told. */
  readonly emails: readonly string[];
  /** `https://` addresses messages are posted to, as SNS posts them. */
  readonly webhooks: readonly string[];
  /** The language of messages; `both` writes one below the other. `en` without it. */
  readonly language: Language | 'both';
  /** The readers' IANA time zone, `Asia/Seoul`; UTC without it. */
  readonly timeZone?: string;
  /** What reports are about, and whose managed Config rules are deployed. `['cis-aws-3.0']` without it. */
  readonly frameworks: readonly FrameworkId[];
  /** Rules of the catalogue by id: `false` leaves one out. All are deployed without it. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Config's managed rules by identifier, `ENCRYPTED_VOLUMES`: added to those of the frameworks, or with `false` taken from them. */
  readonly managedRules: Readonly<Record<string, ManagedRuleSetting>>;
  /** Whose changed verdicts people are told of: those of `all` rules, of the `catalogue`'s own, or of none (`false`). */
  readonly tellCompliance: 'all' | 'catalogue' | false;
  /** Findings somebody answers for, by name and until a day. */
  readonly suppressions: readonly Suppression[];
  /** `create`: a trail of one's own. `{ logGroup }`: the log group, in the home region, of a trail that is there. */
  readonly trail: 'create' | ExistingTrail;
  /**
   * What is read out of the trail's log group: `changes` and refusals as audit events, `all`, `none` of them but metrics and alerts on calls
   * that only read; `false`: nothing, by no function.
   */
  readonly audit: 'changes' | 'all' | 'none' | false;
  /** Whether each configuration item is kept in the history bucket, where Athena reads it. */
  readonly history: boolean;
  /** What Config records; `false`: Config is somebody else's business, and no rule of it is deployed. */
  readonly recording: Recording | false;
  readonly retention: Retention;
  /** Where the trail's records are sent on to besides; nowhere without it. */
  readonly forwarding?: Forwarding;
  /** Conformance packs. */
  readonly packs: readonly Pack[];
  /** What SSM does about resources that do not comply. */
  readonly remediation: readonly Remediation[];
  /** The host agent on instances; `false`: none. */
  readonly agent: AgentSetting | false;
  /** When reports are written into the history bucket and told; `false`: never. */
  readonly reports: ReportSetting | false;
}

export type FrameworkId = 'cis-aws-3.0' | 'cis-aws-7.0';

export type RuleSetting =
  | false
  | {
      /** A Config rule's parameters, over those of its file. */
      readonly parameters?: Readonly<Record<string, string>>;
      /** A metric alarm's: how many matches in a period raise it. */
      readonly threshold?: number;
      /** A metric alarm's: seconds. */
      readonly period?: number;
    };

export type ManagedRuleSetting = false | { readonly parameters?: Readonly<Record<string, string>> };

export interface ExistingTrail {
  /** The log group's name. It stays as it is; filters and subscriptions are put on it. */
  readonly logGroup: string;
}

export interface Recording {
  /** `continuous`: each change. `daily`: at most one item of a resource a day, for less. */
  readonly mode: 'continuous' | 'daily';
  /** `all`, or resource types: `['AWS::IAM::User', 'AWS::S3::Bucket']`. */
  readonly types: 'all' | readonly string[];
  /** Types left out of `all`. */
  readonly except: readonly string[];
  /** Types recorded daily whatever the mode. */
  readonly daily: readonly string[];
  /** How often Config delivers a snapshot of everything. */
  readonly snapshots: SnapshotFrequency | false;
}

export type SnapshotFrequency = 'One_Hour' | 'Three_Hours' | 'Six_Hours' | 'Twelve_Hours' | 'TwentyFour_Hours';

/** Days. */
export interface Retention {
  /** The trail's log group. 365 without it. */
  readonly trail: number;
  /** The trail's files in S3; they are kept for good without it. */
  readonly trailFiles?: number;
  /** The functions' own logs. 90 without it. */
  readonly functions: number;
  /** Events that can be replayed. 30 without it. */
  readonly archive: number;
  /** The configuration history. 2557 without it, which is seven years, Config's own limit. */
  readonly history: number;
}

/** Exactly one. */
export type Forwarding =
  | { readonly opensearch: { readonly endpoint: string; readonly domainArn: string; readonly index?: string } }
  | { readonly kinesis: { readonly streamArn: string } }
  | { readonly firehose: { readonly deliveryStreamArn: string } };

export interface Pack {
  readonly name: string;
  /** The YAML text, or where it lies in S3: `s3://bucket/key`. */
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Remediation {
  /** A rule's id in the catalogue, or a managed rule's identifier. */
  readonly rule: string;
  /** The automation document: `AWS-DisableS3BucketPublicReadWrite`. */
  readonly document: string;
  /** The document's parameters; `RESOURCE_ID` stands for the resource. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  /** Without being asked. `false` without it. */
  readonly automatic: boolean;
}

export interface AgentSetting {
  /** The agent's settings: an object as the unified agent's JSON has it, or a text as `awslogs.conf` has it. */
  readonly settings: Readonly<Record<string, unknown>> | string;
  /** Which instances get it: those with this tag. */
  readonly target: { readonly tag: string; readonly values: readonly string[] };
}

export interface ReportSetting {
  /** EventBridge Scheduler's: `cron(0 6 ? * MON *)`. */
  readonly schedule: string;
}
