import { Command, Option } from 'commander';
import { type ServeFlags, serve, serveOptions } from '../serve.ts';
import { untilStopped } from '../stopped.ts';

/** `trailkeeper up`: the engine, with the plan applied. */
export function upCommand(): Command {
  return serveOptions(new Command('up'))
    .description('start the engine: AWS on this machine, with the plan applied')
    .option('--data <dir>', 'where state is kept', '.trailkeeper')
    .addOption(new Option('--memory', 'keep state in memory instead').conflicts('data'))
    .option('--clock <system|virtual>', 'virtual time moves only when told', 'system')
    .option('--no-apply', 'leave the engine empty')
    .addHelpText(
      'after',
      `
Example:
  trailkeeper up --memory --smtp smtp://127.0.0.1:1025 --notify me@example.com
  aws --endpoint-url http://127.0.0.1:4566 logs describe-log-groups`,
    )
    .action(async (flags: ServeFlags & { data: string; memory?: boolean; clock: string; apply: boolean }) => {
      const engine = await serve({ ...flags, data: flags.memory ? undefined : flags.data });
      process.stdout.write(`ready ${engine.url}\n`);
      await untilStopped(engine);
    });
}
