import { Command } from 'commander';
import { apply } from '../../infra/apply/index.ts';
import { plan } from '../../infra/plan.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { builtFor } from '../built.ts';
import { credentialsFor } from '../credentials.ts';
import { exit, UsageError } from '../errors.ts';
import { Progress } from '../progress.ts';
import { type SettingsFlags, settingsOfDeploy, settingsOptions } from '../settings.ts';

/** `trailkeeper apply`: the plan, made at an endpoint by SDK calls. */
export function applyCommand(): Command {
  return settingsOptions(new Command('apply'))
    .description('make the plan at an AWS-compatible endpoint')
    .requiredOption('--endpoint <url>', 'where: a running engine, or another AWS-compatible endpoint')
    .option('--keep-going', 'where a resource cannot be made, name it and make the others')
    .addHelpText(
      'after',
      '\nExample:\n  trailkeeper apply --endpoint http://127.0.0.1:4566 --notify security@example.com',
    )
    .action(async (flags: SettingsFlags & { endpoint: string; keepGoing?: boolean }) => {
      const settings = await settingsOfDeploy(flags);
      if (!URL.canParse(flags.endpoint)) throw new UsageError(`--endpoint: ${flags.endpoint} is not a URL`);
      const resources = plan(catalogue, settings);
      const built = await builtFor(resources);
      const progress = new Progress(resources.length);
      const refused: string[] = [];
      await apply(resources, {
        endpoint: flags.endpoint,
        region: settings.homeRegion,
        credentials: credentialsFor(flags.endpoint),
        ...built,
        made: ({ id }) => progress.step(id),
        ...(flags.keepGoing && { refused: ({ message }) => refused.push(message) }),
      })
        .catch((error: unknown) => {
          throw isUnreachable(error)
            ? new UsageError(`--endpoint: ${flags.endpoint} cannot be reached (${error.code})`)
            : error;
        })
        .finally(() => progress.end());
      for (const each of refused) process.stderr.write(`trailkeeper: ${each.replaceAll(/\s*\n\s*/g, ' ')}\n`);
      if (refused.length > 0) process.exitCode = exit.failed;
      process.stdout.write(`${resources.length - refused.length} resources are in place at ${flags.endpoint}\n`);
      if (settings.emails.length + settings.webhooks.length === 0) {
        process.stdout.write('Nobody is told yet: give --notify ADDRESS, or emails in trailkeeper.config.ts\n');
      }
    });
}

/** Nobody answers at the address, or there is no such address. */
const isUnreachable = (error: unknown): error is Error & { code: string } =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^E(CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|TIMEDOUT|PROTO)$/.test(error.code);
