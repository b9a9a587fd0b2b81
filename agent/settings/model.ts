import type { Place } from '../errors.ts';

/** What the agent does, whichever file it was written in: every default resolved as the original agent resolves it. */
export interface AgentSettings {
  readonly agent: GeneralSettings;
  readonly common: CommonSettings;
  readonly logs: LogSettings | undefined;
  readonly metrics: MetricSettings | undefined;
  readonly scripts: ScriptSettings | undefined;
  /** Sections that are right but do nothing on this host, and why. */
  readonly skipped: readonly Skipped[];
  /** What is not wrong but worth a look. */
  readonly warnings: readonly (Place & { readonly message: string })[];
}

export interface Skipped extends Place {
  readonly section: string;
  readonly why: string;
}

export interface GeneralSettings {
  /** seconds */
  readonly interval: number;
  /** Where the agent's own log goes; standard error without it. */
  readonly logFile: string | undefined;
  readonly region: string | undefined;
  readonly debug: boolean;
  readonly roleArn: string | undefined;
  readonly omitHostname: boolean;
  readonly runAsUser: string | undefined;
  /** Where offsets are kept, when the settings say so. */
  readonly stateFolder: string | undefined;
}

/** How AWS is reached: common-config.toml, awscli.conf, proxy.conf. */
export interface CommonSettings {
  readonly profile: string | undefined;
  readonly credentialsFile: string | undefined;
  readonly httpProxy: string | undefined;
  readonly httpsProxy: string | undefined;
  readonly noProxy: string | undefined;
  readonly caBundle: string | undefined;
  readonly imdsRetries: number;
}

export interface LogSettings {
  readonly streamName: string | undefined;
  readonly endpoint: string | undefined;
  readonly roleArn: string | undefined;
  /** ms after which a batch goes out, full or not */
  readonly flushAfter: number;
  /** Requests at once. */
  readonly concurrency: number;
  readonly gzip: boolean;
  /** A file for events AWS would refuse for their age. */
  readonly asideFile: string | undefined;
  readonly files: readonly FileSource[];
  readonly journals: readonly JournalSource[];
}

export interface Destination {
  readonly group: string;
  readonly stream: string;
  readonly groupClass: string | undefined;
  /** days; -1 keeps for ever */
  readonly retention: number;
}

export interface LineFilter {
  readonly type: 'include' | 'exclude';
  readonly expression: string;
}

export interface FileSource extends Destination, Place {
  readonly dialect: 'awslogs' | 'unified';
  /** The section of an awslogs.conf; the glob of a unified configuration. */
  readonly name: string;
  readonly glob: string;
  /** All files that match, each in a stream of its own, or the newest alone. */
  readonly all: boolean;
  readonly exclude: string | undefined;
  readonly fromBeginning: boolean;
  readonly timestampFormat: string | undefined;
  readonly timeZone: 'local' | 'utc';
  readonly trimTimestamp: boolean;
  /** A regular expression; `{timestamp_format}` and `{datetime_format}` stand for a line with a timestamp. */
  readonly multiLineStart: string;
  /** ms of silence after which the last event of a file counts as whole */
  readonly multiLineWait: number;
  readonly encoding: string;
  readonly autoRemoval: boolean;
  readonly filters: readonly LineFilter[];
  /** bytes of a message; longer ones are cut and marked */
  readonly longestEvent: number;
  readonly truncateSuffix: string;
  /** Messages without a character but white space are not sent. */
  readonly skipBlank: boolean;
  readonly batch: { readonly events: number; readonly bytes: number; readonly flushAfter: number };
  /** First and last line (from 1) the old agent knows a file by. */
  readonly fingerprintLines: readonly [number, number];
}

export interface JournalSource extends Destination, Place {
  readonly units: readonly string[];
  readonly priority: string;
  readonly matches: readonly Readonly<Record<string, string>>[];
  readonly filters: readonly LineFilter[];
}

export interface MetricSettings {
  readonly namespace: string;
  readonly endpoint: string | undefined;
  readonly roleArn: string | undefined;
  /** seconds */
  readonly flushInterval: number;
  readonly appendDimensions: Readonly<Record<string, string>>;
  readonly aggregations: readonly (readonly string[])[];
  readonly dropOriginal: ReadonlySet<string>;
  readonly plugins: readonly MetricPlugin[];
}

export const PLUGINS = [
  'cpu',
  'disk',
  'diskio',
  'mem',
  'net',
  'netstat',
  'processes',
  'procstat',
  'statsd',
  'swap',
] as const;
export type PluginName = (typeof PLUGINS)[number];

export interface MetricPlugin extends Place {
  readonly name: PluginName;
  /** seconds */
  readonly interval: number;
  /** Under a minute: stored by the second. */
  readonly highResolution: boolean;
  readonly fields: readonly MetricField[];
  readonly dimensions: Readonly<Record<string, string>>;
  /** Mount points, devices or interfaces; undefined is all. */
  readonly resources: readonly string[] | undefined;
  readonly cpu: { readonly perCpu: boolean; readonly total: boolean } | undefined;
  readonly disk: { readonly ignoreTypes: readonly string[]; readonly dropDevice: boolean } | undefined;
  readonly procstat: { readonly by: 'pid_file' | 'exe' | 'pattern'; readonly selector: string } | undefined;
  readonly statsd: StatsdSettings | undefined;
}

export interface MetricField {
  /** Without its plugin: `usage_idle`. */
  readonly name: string;
  readonly rename: string | undefined;
  readonly unit: string | undefined;
}

export interface StatsdSettings {
  readonly address: string;
  readonly separator: string;
  /** seconds; 0 sends every value */
  readonly aggregation: number;
  readonly pending: number;
}

/** The switches of the old monitoring scripts. */
export interface ScriptSettings extends Place {
  /** seconds */
  readonly interval: number;
  readonly metrics: readonly ScriptMetric[];
  readonly cacheCountsAsUsed: boolean;
  readonly diskPaths: readonly string[];
  readonly memoryUnit: 'Bytes' | 'Kilobytes' | 'Megabytes' | 'Gigabytes';
  readonly diskUnit: 'Bytes' | 'Kilobytes' | 'Megabytes' | 'Gigabytes';
  readonly aggregated: 'no' | 'also' | 'only';
  readonly autoScaling: 'no' | 'also' | 'only';
}

export type ScriptMetric =
  | 'mem-util'
  | 'mem-used'
  | 'mem-avail'
  | 'swap-util'
  | 'swap-used'
  | 'disk-space-util'
  | 'disk-space-used'
  | 'disk-space-avail';

export const noCommon: CommonSettings = {
  profile: undefined,
  credentialsFile: undefined,
  httpProxy: undefined,
  httpsProxy: undefined,
  noProxy: undefined,
  caBundle: undefined,
  imdsRetries: 1,
};
