import { Command } from 'commander';
import { apply } from '../../infra/apply/index.ts';
import { plan } from '../../infra/plan.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { builtFor } from '../built.ts';
import { credentialsFor } from '../credentials.ts';
import { UsageError } from '../errors.ts';
import { Progress } from '../progress.ts';
import { type SettingsFlags, settingsOfDeploy, settingsOptions } from '../settings.ts';

/** `trailkeeper apply`: the plan, made at an endpoint by SDK calls. */
export function applyCommand(): Command {
  return settingsOptions(new Command('apply'))
    .description('make the plan at an AWS-compatible endpoint')
    .requiredOption('--endpoint <url>', 'where: a running engine, or another AWS-compatible endpoint')
    .addHelpText(
      'after',
      '\nExample:\n  trailkeeper apply --endpoint http://127.0.0.1:4566 --notify security@example.com',
    )
    .action(async (flags: SettingsFlags & { endpoint: string }) => {
      const settings = await settingsOfDeploy(flags);
      if (!URL.canParse(flags.endpoint)) throw new UsageError(`--endpoint: ${flags.endpoint} is not a URL`);
      const resources = plan(catalogue, settings);
      const built = await builtFor(resources);
      const progress = new Progress(resources.length);
      await apply(resources, {
        endpoint: flags.endpoint,
        region: settings.homeRegion,
        credentials: credentialsFor(flags.endpoint),
        ...built,
        made: ({ id }) => progress.step(id),
      })
        .catch((error: unknown) => {
          throw isUnreachable(error)
            ? new UsageError(`--endpoint: ${flags.endpoint} cannot be reached (${error.code})`)
            : error;
        })
        .finally(() => progress.end());
      process.stdout.write(`${resources.length} resources are in place at ${flags.endpoint}\n`);
    });
}

/** Nobody answers at the address, or there is no such address. */
const isUnreachable = (error: unknown): error is Error & { code: string } =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^E(CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|TIMEDOUT|PROTO)$/.test(error.code);
