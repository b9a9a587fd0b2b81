import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { Command } from 'commander';
import { recordedItems } from '../../account/recorded-items.ts';
import { type ConfigurationItem, isDeleted } from '../../core/configuration-item/index.ts';
import { type ConfigRule, configRulesOf, ruleItem } from '../../rules/kit/index.ts';
import { clientSettings, type EndpointFlags, orUnanswered } from '../endpoint.ts';
import { exit, UsageError } from '../errors.ts';
import { rulesFrom } from '../rules-argument.ts';

interface Flags extends EndpointFlags {
  readonly json?: boolean;
}

/** A rule's verdict on a resource, or why it gave none. */
interface Tried {
  readonly rule: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string;
  readonly compliance: string;
  readonly annotation?: string;
}

/** `trailkeeper test config-rule DIR`: what rules say of an account before they are deployed. Reads only. */
export function configRuleCommand(): Command {
  return new Command('config-rule')
    .description('what do Config rules say of the resources an account has? Nothing is changed in it')
    .argument('<dir>', 'a folder of rules')
    .option('--json', 'one JSON document')
    .option('--endpoint <url>', 'an engine; without it the AWS account of the environment')
    .option('--region <region>', 'the region to read')
    .addHelpText('after', '\nExample:\n  trailkeeper test config-rule ./rules --endpoint http://127.0.0.1:4566')
    .action(async (folder: string, { json, ...flags }: Flags) => {
      const rules = configRulesOf((await rulesFrom(folder)).map(({ rule }) => rule));
      if (rules.length === 0) throw new UsageError(`${folder} holds no Config rule`);
      const tried = await tryAll(rules, flags).catch((error: unknown) => orUnanswered(flags.endpoint, error));
      process.stdout.write(json ? `${JSON.stringify({ verdicts: tried }, null, 2)}\n` : asText(rules, tried));
      if (tried.some(({ compliance }) => compliance === FAILED)) process.exitCode = exit.failed;
    });
}

/** The rule threw: there is no verdict. */
const FAILED = 'ERROR';

async function tryAll(rules: readonly ConfigRule[], flags: EndpointFlags): Promise<Tried[]> {
  const client = new ConfigServiceClient(clientSettings(flags));
  try {
    const types = [...new Set(rules.flatMap(({ resourceTypes }) => resourceTypes))];
    const items: ConfigurationItem[] = [];
    for (const type of types) items.push(...(await recordedItems(client, type)).sort(byName));
    const now = Date.now();
    return rules.flatMap((rule) =>
      items
        .filter((item) => rule.resourceTypes.includes(item.resourceType) && !isDeleted(item))
        .map((item) => {
          const { resourceType, resourceId, resourceName } = item;
          const about = { rule: rule.id, resourceType, resourceId, resourceName: resourceName ?? undefined };
          try {
            return { ...about, ...rule.evaluate(ruleItem(item), rule.parameters, now) };
          } catch (error) {
            return { ...about, compliance: FAILED, annotation: error instanceof Error ? error.message : String(error) };
          }
        }),
    );
  } finally {
    client.destroy();
  }
}

const nameOf = ({ resourceName, resourceId }: ConfigurationItem): string => resourceName ?? resourceId;

const byName = (a: ConfigurationItem, b: ConfigurationItem): number =>
  nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0;

function asText(rules: readonly ConfigRule[], tried: readonly Tried[]): string {
  const width = Math.max(...tried.map(({ compliance }) => compliance.length), 0);
  const lines = tried.map(({ compliance, resourceType, resourceName, resourceId, annotation, rule }) =>
    [
      compliance.padEnd(width),
      rules.length > 1 ? `${rule}: ${resourceType}` : resourceType,
      `${resourceName ?? resourceId}${annotation ? `: ${annotation}` : ''}`,
    ].join('  '),
  );
  const failing = tried.filter(({ compliance }) => compliance === 'NON_COMPLIANT').length;
  const count = (number: number, thing: string) => `${number} ${thing}${number === 1 ? '' : 's'}`;
  const sum = `${count(rules.length, 'rule')}, ${count(tried.length, 'verdict')}: ${failing} not compliant`;
  return `${[...lines, sum].join('\n')}\n`;
}
