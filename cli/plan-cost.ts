import type { Command } from 'commander';
import { type Cost, costOfPlan, type Volumes } from '../infra/cost/index.ts';
import type { Resource } from '../infra/resource.ts';
import { UsageError } from './errors.ts';

export interface CostFlags {
  readonly cost?: boolean;
  readonly events?: string;
  readonly logGb?: string;
  readonly items?: string;
  readonly evaluations?: string;
  readonly messages?: string;
  readonly otherTrail?: boolean;
}

/** The flags with which a plan is priced. */
export const costOptions = (command: Command): Command =>
  command
    .option('--cost', 'what it costs a month, by service, and what would save most')
    .option('--events <n>', 'with --cost: management events a month (default: 1000000)')
    .option('--log-gb <n>', 'with --cost: GB of them in the log group (default: 1.5 KB an event)')
    .option('--items <n>', 'with --cost: configuration items a month (default: 10000)')
    .option('--evaluations <n>', 'with --cost: evaluations of Config rules a month (default: 3 an item)')
    .option('--messages <n>', 'with --cost: messages a month (default: 500)')
    .option('--other-trail', 'with --cost: another trail records management events already');

/** The cost of a plan as it is printed. @throws UsageError */
export function costText(
  flags: CostFlags & { readonly json?: boolean },
  resources: readonly Resource[],
  region: string,
) {
  const cost = costOfPlan(resources, region, volumesIn(flags));
  return flags.json ? `${JSON.stringify(cost, undefined, 2)}\n` : asText(cost);
}

const names = {
  events: 'events',
  logGb: 'log-gb',
  items: 'items',
  evaluations: 'evaluations',
  messages: 'messages',
} as const;

/** What a flag of volumes is given without `--cost` is a slip. */
export function assertPriced(flags: CostFlags): void {
  const given = (Object.keys(names) as (keyof typeof names)[]).find((name) => flags[name] !== undefined);
  if (!flags.cost && given !== undefined) throw new UsageError(`--${names[given]} goes with --cost`);
}

function volumesIn(flags: CostFlags): Partial<Volumes> {
  const given = Object.entries(names).flatMap(([name, flag]) => {
    const text = flags[name as keyof typeof names];
    if (text === undefined) return [];
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
      throw new UsageError(`--${flag}: ${text} is not a number from 0`);
    }
    return [[name, value] as const];
  });
  return { ...Object.fromEntries(given), otherTrail: flags.otherTrail ?? false };
}

function asText(cost: Cost): string {
  const { region, pricesAsOf, volumes, total, services, lines, levers } = cost;
  const borrowed = lines.filter((line) => line.borrowed);
  const { events, logGb, items, evaluations, messages } = volumes;
  return [
    `about ${usd(total)} a month in ${region}, before free allowances and taxes (prices of ${pricesAsOf} and before)`,
    `for ${count(events)} management events (${logGb.toFixed(2)} GB), ${count(items)} configuration items, ${count(evaluations)} evaluations, ${count(messages)} messages`,
    '',
    ...services.flatMap(({ service, usd: sum }) => [
      `${usd(sum).padStart(10)}  ${service}`,
      ...lines
        .filter((line) => line.service === service)
        .map(
          (line) =>
            `${''.padStart(12)}${usd(line.usd).padStart(9)}  ${quantity(line.quantity)} ${line.unit}: ${line.what}${line.borrowed ? ' *' : ''}`,
        ),
    ]),
    ...(levers.length > 0 ? ['', 'What would save most'] : []),
    ...levers.flatMap(({ what, loses, saves }) => [
      `${usd(saves).padStart(10)}  ${what}`,
      `${''.padStart(12)}gives up: ${loses}`,
    ]),
    ...(borrowed.length > 0 ? ['', `* at us-east-1's price: none was found for ${region}`] : []),
    '',
    'Each price with its source and date: --json. What is assumed besides, and other products beside it: docs/cost.md',
    '',
  ].join('\n');
}

const usd = (value: number): string =>
  value > 0 && value < 0.005
    ? '< $0.01'
    : `$${value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
const count = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 });
const quantity = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });
