import { CommanderError } from 'commander';
import { exit, UsageError } from './errors.ts';
import { program } from './program.ts';

/** Errors that say what to do in one line: their stack would tell a user nothing. */
const SPOKEN = new Set([
  'UsageError',
  'EngineStartError',
  'RuleFileError',
  'RuleError',
  'ApplyError',
  'EndpointError',
  'SettingsError',
  'ArchiveError',
  'AgentError',
]);

/**
 * Runs the command the arguments name. A command that is done but not content sets `process.exitCode` itself.
 * @returns what the process ends with
 */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await (await program(args)).parseAsync(args, { from: 'user' });
    return exit.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
    if (error instanceof Error && SPOKEN.has(error.name)) {
      say(error.message);
      return error instanceof UsageError || error.name !== 'ApplyError' ? exit.usage : exit.failed;
    }
    process.stderr.write(`trailkeeper: a fault of Trailkeeper's own, please report it\n`);
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return exit.failed;
  }
}

/** One line, whatever a file or an argument put into it. */
const say = (message: string): void => {
  process.stderr.write(`trailkeeper: ${message.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/\p{Cc}/gu, '\uFFFD')}\n`);
};
