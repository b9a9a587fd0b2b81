import { Command } from 'commander';
import { exit } from '../errors.ts';

interface RunFlags {
  readonly config: string[];
  readonly once?: boolean;
  readonly state?: string;
  readonly log?: string;
}

/** `trailkeeper agent`: the host agent. */
export function agentCommand(): Command {
  return new Command('agent')
    .description('send this host\u2019s logs and metrics, by the settings of either older agent')
    .addCommand(runCommand());
}

function runCommand(): Command {
  return new Command('run')
    .description('run the agent')
    .requiredOption(
      '--config <file...>',
      'awslogs.conf, unified agent JSON (several are merged), common-config.toml, or ssm:NAME',
    )
    .option('--once', 'send what is there now, and end')
    .option('--state <folder>', 'where offsets are kept')
    .option('--log <file>', 'where the agent\u2019s own log goes; standard error without it')
    .action(async (flags: RunFlags) => {
      const stopped = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopped.abort());
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
