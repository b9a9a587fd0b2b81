import { Command, CommanderError } from 'commander';
import { agentCommand } from './commands/agent.ts';
import { exit } from './errors.ts';

// The host agent alone: what is put on a host as one file.
const root = new Command('trailkeeper').addCommand(agentCommand()).exitOverride();

root.parseAsync(process.argv.slice(2), { from: 'user' }).catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exit.done : exit.usage;
    return;
  }
  const { name, message, stack } = error as Error;
  const spoken = name === 'AgentError' || name === 'UsageError';
  process.stderr.write(`trailkeeper: ${spoken ? message.replaceAll(/\s*\n\s*/g, ' ') : stack}\n`);
  process.exitCode = spoken ? exit.usage : exit.failed;
});
