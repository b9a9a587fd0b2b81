/** What is put on a host, and where. */
export interface Installation {
  /** The Node that runs it. */
  readonly node: string;
  readonly user: string;
  /** What `agent run --config` is given. */
  readonly sources: readonly string[];
}

export const paths = {
  program: '/opt/trailkeeper/agent/agent.cjs',
  settings: '/etc/trailkeeper/agent',
  /** AWS_REGION and, off EC2, access keys: read by systemd, for root alone. */
  environment: '/etc/trailkeeper/agent/environment',
  policy: '/etc/trailkeeper/agent/iam-policy.json',
  state: '/var/lib/trailkeeper-agent',
  log: '/var/log/trailkeeper-agent',
  unit: '/etc/systemd/system/trailkeeper-agent.service',
  user: '/usr/lib/sysusers.d/trailkeeper-agent.conf',
  rotation: '/etc/logrotate.d/trailkeeper-agent',
} as const;

export const SERVICE = 'trailkeeper-agent';

/** Settings of V8 under which the agent stays small; measured, see docs/agent.md. */
export const NODE_FLAGS = [
  '--max-semi-space-size=1',
  '--max-old-space-size=64',
  '--v8-pool-size=1',
  '--optimize-for-size',
  '--no-maglev',
];

/**
 * Settings of glibc's allocator. The compiler's scratch memory comes in pieces of 32 KB and more: mapped by themselves they go back to
 * the system, where in the heap they would stay for good.
 */
export const NODE_ENVIRONMENT = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '32768',
  MALLOC_TRIM_THRESHOLD_: '65536',
  MALLOC_TOP_PAD_: '4096',
} as const;

/** The systemd unit: an own user that may read every log and write nothing but its state and its log. */
export function unitFile({ node, user, sources }: Installation): string {
  const environment = Object.entries(NODE_ENVIRONMENT).map(([name, value]) => `Environment=${name}=${value}`);
  const command = [node, ...NODE_FLAGS, paths.program, 'agent', 'run', '--config', ...sources];
  return `[Unit]
Description=Trailkeeper host agent: logs and metrics to CloudWatch
After=network-online.target
Wants=network-online.target

[Service]
Type=simple
User=${user}
Group=${user}
EnvironmentFile=-${paths.environment}
${environment.join('\n')}
ExecStart=${command.map(quoted).join(' ')} --state ${paths.state} --log ${paths.log}/agent.log
Restart=on-failure
RestartSec=10
TimeoutStopSec=20
StateDirectory=${SERVICE}
StateDirectoryMode=0750
LogsDirectory=${SERVICE}
LogsDirectoryMode=0750
AmbientCapabilities=CAP_DAC_READ_SEARCH
CapabilityBoundingSet=CAP_DAC_READ_SEARCH
NoNewPrivileges=true
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=false
ProtectKernelTunables=true
ProtectKernelModules=true
ProtectControlGroups=true
RestrictSUIDSGID=true
LockPersonality=true

[Install]
WantedBy=multi-user.target
`;
}

/** A user of its own, in the journal's group so that it may follow it. */
export const userFile = (user: string): string => `u ${user} - "Trailkeeper host agent" ${paths.state}
m ${user} systemd-journal
`;

/** The agent caps its log itself; this keeps a few weeks of it. */
export const rotationFile = (): string => `${paths.log}/*.log {
  weekly
  rotate 4
  compress
  missingok
  notifempty
  copytruncate
}
`;

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word.replaceAll(/["\\]/g, '\\$&')}"`;
