import { once } from 'node:events';
import { connect } from 'node:net';
import { Command } from 'commander';
import { apply } from '../../infra/apply/index.ts';
import { plan } from '../../infra/plan.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { builtFor } from '../built.ts';
import { credentialsFor } from '../credentials.ts';
import { orUnanswered } from '../endpoint.ts';
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
      await assertReachable(flags.endpoint);
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
        .catch((error: unknown) => orUnanswered(flags.endpoint, error))
        .finally(() => progress.end());
      for (const each of refused) process.stderr.write(`trailkeeper: ${each.replaceAll(/\s*\n\s*/g, ' ')}\n`);
      if (refused.length > 0) process.exitCode = exit.failed;
      process.stdout.write(`${resources.length - refused.length} resources are in place at ${flags.endpoint}\n`);
      if (settings.emails.length + settings.webhooks.length === 0) {
        process.stdout.write('Nobody is told yet: give --notify ADDRESS, or emails in trailkeeper.config.ts\n');
      }
    });
}

/** Knocks before anything is built for it. @throws UsageError */
async function assertReachable(endpoint: string): Promise<void> {
  const { hostname, port, protocol } = new URL(endpoint);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
  await once(socket, 'connect')
    .catch((error: unknown) => orUnanswered(endpoint, error))
    .finally(() => socket.destroy());
}
