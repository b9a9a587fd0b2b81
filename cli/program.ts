import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { UsageError } from './errors.ts';

/** Every command: what it does, and where it is. One is loaded when it is asked for, as most of a start would be loading the others. */
const commands: Readonly<Record<string, readonly [does: string, load: () => Promise<Command>]>> = {
  start: [
    'start the engine with the week of a made-up account played into it',
    async () => (await import('./commands/start.ts')).startCommand(),
  ],
  up: ['start the engine: AWS on this machine', async () => (await import('./commands/up.ts')).upCommand()],
  replay: [
    'play CloudTrail archives through the rules, on virtual time',
    async () => (await import('./commands/replay.ts')).replayCommand(),
  ],
  check: ['run every rule on its own examples', async () => (await import('./commands/check.ts')).checkCommand()],
  test: [
    'try a pattern on events or log lines, or a Config rule on an account',
    async () => (await import('./commands/test.ts')).testCommand(),
  ],
  compare: [
    'compare what two filter patterns mean',
    async () => (await import('./commands/compare.ts')).compareCommand(),
  ],
  query: [
    'ask log groups in the language of CloudWatch Logs Insights',
    async () => (await import('./commands/query.ts')).queryCommand(),
  ],
  plan: [
    'print the AWS resources a deploy makes, or what they cost',
    async () => (await import('./commands/plan.ts')).planCommand(),
  ],
  apply: [
    'make the plan at an AWS-compatible endpoint',
    async () => (await import('./commands/apply.ts')).applyCommand(),
  ],
  agent: [
    'send this host\u2019s logs and metrics, by the settings of either older agent',
    async () => (await import('./commands/agent.ts')).agentCommand(),
  ],
  collect: [
    "read an account's resources as configuration items",
    async () => (await import('./commands/collect.ts')).collectCommand(),
  ],
  import: [
    'put configuration items into an engine',
    async () => (await import('./commands/import.ts')).importCommand(),
  ],
  history: [
    'show how a resource came to be as it is, and who caused it',
    async () => (await import('./commands/history.ts')).historyCommand(),
  ],
  report: [
    'report how an account or engine stands to a framework',
    async () => (await import('./commands/report.ts')).reportCommand(),
  ],
  verify: [
    "check a trail's files against its digest files",
    async () => (await import('./commands/verify.ts')).verifyCommand(),
  ],
  deliveries: [
    'show the way of each event in an engine: the rules that matched, the targets tried, what came of it',
    async () => (await import('./commands/deliveries.ts')).deliveriesCommand(),
  ],
};

/** The command line for these arguments: the command they name in full, the others by name. */
export async function program(args: readonly string[]): Promise<Command> {
  const root = new Command('trailkeeper')
    .description('Compliance and audit for AWS: rules tested in a second, replayed over history, deployed unchanged.')
    .version(version(), '-V, --version', 'print the version')
    .addHelpText('after', '\nExample:\n  trailkeeper start --once');
  const [first, second] = args.filter((each) => !each.startsWith('-'));
  const asked = first === 'help' ? second : first;
  for (const [name, [does, load]] of Object.entries(commands)) {
    root.addCommand(name === asked ? await load() : new Command(name).description(does));
  }
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
