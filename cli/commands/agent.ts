import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { printCheck, printTakeOver } from '../agent-told.ts';
import { exit, UsageError } from '../errors.ts';
import { onStop } from '../stopped.ts';

// Each command loads what it needs when it runs: the SDK's clients are large.

/** `trailkeeper agent`: the host agent. */
export function agentCommand(): Command {
  return new Command('agent')
    .description('send this host\u2019s logs and metrics, by the settings of either older agent')
    .addHelpText('after', example('check --config /etc/awslogs/awslogs.conf'))
    .addCommand(runCommand())
    .addCommand(checkCommand())
    .addCommand(importAwslogsCommand())
    .addCommand(importUnifiedCommand())
    .addCommand(installCommand())
    .addCommand(uninstallCommand());
}

const example = (args: string): string => `\nExample:\n  trailkeeper agent ${args}`;

const CONFIG =
  'awslogs.conf, unified agent JSON (several are merged) or a folder of them, common-config.toml, or ssm:NAME';

function runCommand(): Command {
  return new Command('run')
    .description('run the agent')
    .requiredOption('--config <file...>', CONFIG)
    .option('--once', 'send what is there now, and end')
    .option('--state <folder>', 'where offsets are kept')
    .option('--log <file>', 'where the agent\u2019s own log goes; standard error without it')
    .addHelpText('after', example('run --config /etc/awslogs/awslogs.conf --once'))
    .action(async (flags: { config: string[]; once?: boolean; state?: string; log?: string }) => {
      const stopped = new AbortController();
      onStop(() => stopped.abort());
      const { runAgent } = await import('../../agent/run.ts');
      const delivered = await runAgent({
        sources: flags.config,
        once: flags.once ?? false,
        stateFolder: flags.state,
        logFile: flags.log,
        signal: stopped.signal,
      });
      if (!delivered) process.exitCode = exit.failed;
    });
}

function checkCommand(): Command {
  return new Command('check')
    .description('show what settings mean once every default is resolved, and what would keep the agent from its work')
    .requiredOption('--config <file...>', CONFIG)
    .option('--state <folder>', 'where offsets would be kept')
    .option('--json', 'as one JSON document')
    .option('--strict', 'exit 1 when something would keep the agent from its work')
    .addHelpText('after', example('check --config /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json'))
    .action(async (flags: { config: string[]; state?: string; json?: boolean; strict?: boolean }) => {
      const { checkAgent } = await import('../../agent/check.ts');
      const checked = await checkAgent(flags.config, flags.state);
      printCheck(checked, flags.json ?? false);
      if (flags.strict && checked.findings.length > 0) process.exitCode = exit.failed;
    });
}

function importAwslogsCommand(): Command {
  return new Command('import-awslogs')
    .description('continue where the old agent, awslogs, was acknowledged')
    .option('--state <file>', 'its state file; what its settings name without it')
    .option('--config <file>', 'its settings', '/etc/awslogs/awslogs.conf')
    .option('--into <folder>', 'where this agent keeps offsets')
    .option('--acknowledged', 'take its last batch as arrived; without it that batch may come twice, and none is lost')
    .option('--json', 'as one JSON document')
    .addHelpText(
      'after',
      example('import-awslogs --state /var/lib/awslogs/agent-state --config /etc/awslogs/awslogs.conf'),
    )
    .action(
      async (flags: { state?: string; config: string; into?: string; acknowledged?: boolean; json?: boolean }) => {
        const { importAwslogs } = await import('../../agent/takeover/import.ts');
        printTakeOver(
          await importAwslogs({ ...flags, acknowledged: flags.acknowledged ?? false }),
          flags.json ?? false,
        );
      },
    );
}

function importUnifiedCommand(): Command {
  return new Command('import-unified')
    .description('continue where the unified agent was')
    .requiredOption('--config <file...>', 'its settings')
    .option('--state <folder>', 'its state files', '/opt/aws/amazon-cloudwatch-agent/logs/state')
    .option('--into <folder>', 'where this agent keeps offsets')
    .option('--json', 'as one JSON document')
    .addHelpText(
      'after',
      example('import-unified --config /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json'),
    )
    .action(async (flags: { state: string; config: string[]; into?: string; json?: boolean }) => {
      const { importUnified } = await import('../../agent/takeover/import.ts');
      printTakeOver(await importUnified(flags), flags.json ?? false);
    });
}

interface InstallFlags {
  readonly config?: string[];
  readonly ssm?: string[];
  readonly root: string;
  readonly node?: string;
  readonly region?: string;
  readonly accessKeyId?: string;
}

function installCommand(): Command {
  return new Command('install')
    .description('put the agent on this host as a systemd service')
    .option('--config <file...>', 'settings, copied to /etc/trailkeeper/agent')
    .option('--ssm <name...>', 'settings kept in SSM Parameter Store, and followed as they change')
    .option('--root <folder>', 'install into an image\u2019s root; nothing is started', '/')
    .option('--node <path>', 'the Node the service starts, 20 or later; the one that runs this without it')
    .option('--region <region>', 'region, where the settings do not say it')
    .option('--access-key-id <id>', 'off EC2; the secret is read from AWS_SECRET_ACCESS_KEY')
    .addHelpText('after', example('install --config /etc/awslogs/awslogs.conf --region ap-northeast-2'))
    .action(async (flags: InstallFlags) => {
      const [files, parameters] = [flags.config ?? [], flags.ssm ?? []];
      if (files.length + parameters.length === 0) throw new UsageError('agent install needs --config or --ssm');
      const secret = process.env.AWS_SECRET_ACCESS_KEY;
      if (flags.accessKeyId && !secret) throw new UsageError('--access-key-id: AWS_SECRET_ACCESS_KEY is not set');
      if (flags.node !== undefined && !path.isAbsolute(flags.node)) {
        throw new UsageError(`--node: ${flags.node} is not a whole path such as /usr/bin/node`);
      }
      const { installAgent } = await import('../../agent/install/index.ts');
      const written = await installAgent({
        files,
        parameters,
        root: flags.root,
        node: flags.node,
        region: flags.region,
        accessKey: flags.accessKeyId && secret ? { id: flags.accessKeyId, secret } : undefined,
      });
      process.stdout.write(written.map((file) => `wrote ${file}\n`).join(''));
      const node = flags.node ?? process.execPath;
      if (!existsSync(path.join(flags.root, node))) {
        process.stderr.write(
          `trailkeeper: note: the service starts ${node}, which is not in ${flags.root}; say where it is with --node\n`,
        );
      }
    });
}

function uninstallCommand(): Command {
  return new Command('uninstall')
    .description('take the agent off this host')
    .option('--root <folder>', 'an image\u2019s root', '/')
    .option('--purge', 'also settings, offsets and the agent\u2019s log')
    .addHelpText('after', example('uninstall --purge'))
    .action(async ({ root, purge }: { root: string; purge?: boolean }) => {
      const { uninstall } = await import('../../agent/install/install.ts');
      process.stdout.write(
        uninstall(root, purge ?? false)
          .map((file) => `removed ${file}\n`)
          .join(''),
      );
    });
}
