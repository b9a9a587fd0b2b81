import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { agentCommand } from './commands/agent.ts';
import { applyCommand } from './commands/apply.ts';
import { checkCommand } from './commands/check.ts';
import { collectCommand } from './commands/collect.ts';
import { compareCommand } from './commands/compare.ts';
import { historyCommand } from './commands/history.ts';
import { importCommand } from './commands/import.ts';
import { planCommand } from './commands/plan.ts';
import { queryCommand } from './commands/query.ts';
import { replayCommand } from './commands/replay.ts';
import { reportCommand } from './commands/report.ts';
import { startCommand } from './commands/start.ts';
import { testCommand } from './commands/test.ts';
import { upCommand } from './commands/up.ts';
import { verifyCommand } from './commands/verify.ts';
import { UsageError } from './errors.ts';

/** The whole command line. */
export function program(): Command {
  const root = new Command('trailkeeper')
    .description('Compliance and audit for AWS: rules tested in a second, replayed over history, deployed unchanged.')
    .version(version(), '-V, --version', 'print the version')
    .addHelpText('after', '\nExample:\n  trailkeeper start --once');
  const commands = [
    startCommand(),
    upCommand(),
    replayCommand(),
    checkCommand(),
    testCommand(),
    compareCommand(),
    queryCommand(),
    planCommand(),
    applyCommand(),
    agentCommand(),
    collectCommand(),
    importCommand(),
    historyCommand(),
    reportCommand(),
    verifyCommand(),
  ];
  for (const command of commands) root.addCommand(command);
  for (const command of [root, ...everyCommand(root)]) terse(command);
  return root;
}

const everyCommand = (command: Command): Command[] => command.commands.flatMap((each) => [each, ...everyCommand(each)]);

/** One line on standard error for bad usage, and an exit code that is the caller's to set. */
function terse(command: Command): void {
  const help = command.help.bind(command);
  // Commander's answer to a command that misses its subcommand is the whole help, as an error.
  command.help = (context?: object) => {
    if (context === undefined || !('error' in context)) return help();
    const names = command.commands.map((each) => each.name()).join(', ');
    throw new UsageError(`${pathOf(command)} needs a command: ${names}`);
  };
  command.exitOverride().configureOutput({
    outputError: (text, write) =>
      write(
        `trailkeeper: ${text
          .trim()
          .replace(/^error: /, '')
          .replaceAll(/\s*\n\s*/g, ' ')}\n`,
      ),
  });
}

/** `trailkeeper test`: a command with those above it. */
const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

function version(): string {
  for (const up of ['..', '../..']) {
    try {
      const file = new URL(`${up}/package.json`, import.meta.url);
      return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error('package.json is missing');
}
