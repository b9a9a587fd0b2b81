import { Command } from 'commander';
import { plan } from '../../infra/plan.ts';
import type { Resource } from '../../infra/resource.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { assertPriced, type CostFlags, costOptions, costText } from '../plan-cost.ts';
import { type SettingsFlags, settingsOfDeploy, settingsOptions } from '../settings.ts';

/** `trailkeeper plan`: what a deploy makes, before anything is made. */
export function planCommand(): Command {
  return costOptions(settingsOptions(new Command('plan')))
    .description('print the AWS resources a deploy makes')
    .option('--json', 'one JSON document: every resource with its properties')
    .addHelpText(
      'after',
      '\nExample:\n  trailkeeper plan --region ap-northeast-2 --json | jq ".resources[].type"\n  trailkeeper plan --cost --events 5000000 --items 40000',
    )

    .action(async (flags: SettingsFlags & CostFlags & { json?: boolean }) => {
      assertPriced(flags);
      const settings = await settingsOfDeploy(flags);
      const resources = plan(catalogue, settings);
      if (flags.cost) {
        process.stdout.write(costText(flags, resources, settings.homeRegion));
        return;
      }
      process.stdout.write(flags.json ? `${JSON.stringify({ settings, resources }, null, 2)}\n` : asText(resources));
    });
}

function asText(resources: readonly Resource[]): string {
  const regions = [...new Set(resources.map(({ region }) => region))];
  const lines = regions.flatMap((region) => {
    const here = resources.filter((resource) => resource.region === region);
    return [
      '',
      `${region}: ${here.length} resources`,
      ...here.map((each) => `  ${each.type.padEnd(26)} ${nameOf(each)}`),
    ];
  });
  return `${lines.slice(1).join('\n')}\n`;
}

/** The name a person knows a resource by; its id in the plan where it has none. */
function nameOf({ id, properties }: Resource): string {
  const named = Object.entries(properties).find(
    ([key, value]) =>
      /^(Name|(Topic|Trail|Role|Alarm|Filter|Function|Table|LogGroup|Bucket)Name|Endpoint)$/.test(key) &&
      typeof value === 'string',
  );
  return named ? String(named[1]) : id;
}
