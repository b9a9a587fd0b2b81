/** What a deploy says of the host agent on its instances. */
export interface AgentInstallation {
  /** Of the bucket, the parameter, and what the agent sends. */
  readonly region: string;
  /** Where the agent's one file lies, `agent.cjs` as it is built. The instance's role may read it: `s3:GetObject`, and `s3:ListBucket` for the document. */
  readonly bucket: string;
  readonly key: string;
  /** Of that file, in hex: another one is not installed. Without it whoever may write the bucket is trusted. */
  readonly sha256?: string;
  /** The SSM parameter with the agent's settings; the role may read it: `ssm:GetParameter`. */
  readonly parameter: string;
}

/** Where the program is put down before it is installed: a folder of root's alone. */
export const DOWNLOAD = '/var/lib/trailkeeper-agent-install';

/** Where the agent installs itself. */
export const PROGRAM = '/opt/trailkeeper/agent/agent.cjs';
export const UNIT = '/etc/systemd/system/trailkeeper-agent.service';

/** The endpoint of S3 in a region, with the bucket in the path. */
export const s3Endpoint = (region: string): string =>
  `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;

/** A word of a POSIX shell. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", `'"'"'`)}'`;
