/** How an engine was started; see `docs/` and `trailkeeper up --help`. */
export interface EngineSettings {
  readonly account: string;
  readonly region: string;
  /** Where state is kept; `undefined` keeps it in memory. */
  readonly dataFolder: string | undefined;
  readonly durability: 'normal' | 'full';
  /** `smtp://` or `smtps://` address mails go to; without one they land in the inbox. */
  readonly smtp: string | undefined;
  /**
   * Where calls of alarms' EC2 and Auto Scaling actions, of remediations (`ssm`) and of rules that start state machines (`states`) are sent;
   * those without an address are recorded only.
   */
  readonly actionEndpoints: {
    readonly ec2?: string;
    readonly autoscaling?: string;
    readonly ssm?: string;
    readonly states?: string;
  };
  /** Where Data Firehose finds OpenSearch, whatever domain a stream names; without it the stream's own endpoint. */
  readonly openSearchEndpoint?: string;
  /** Addresses taken as having followed the confirmation link: those of the plan `up` itself applies. */
  readonly confirmedAddresses: readonly string[];
  /** The engine's own address, known once it listens: `http://127.0.0.1:4566`. */
  url(): string;
}

export const DEFAULT_ACCOUNT = '123456789012';
export const DEFAULT_REGION = 'us-east-1';
