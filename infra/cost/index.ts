/** What a plan costs in a month. */
import type { Resource } from '../resource.ts';
import { levers, type Priced } from './levers.ts';
import { costOf, quoteFor } from './price.ts';
import { PRICES_AS_OF, prices } from './prices.ts';
import { quantitiesOf } from './quantities.ts';
import { assumed, type Volumes, volumesOf } from './volumes.ts';

export { costOf, type Price, type Quote, quoteFor } from './price.ts';
export { PRICES_AS_OF, prices } from './prices.ts';
export { assumed, type Volumes, volumesOf } from './volumes.ts';

export interface CostLine {
  readonly service: string;
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  /** USD a month. */
  readonly usd: number;
  readonly source: string;
  readonly asOf: string;
  /** The price is us-east-1's: the region's own was not found. */
  readonly borrowed: boolean;
}

export interface CostLever {
  readonly id: string;
  readonly what: string;
  readonly loses: string;
  /** USD a month. */
  readonly saves: number;
}

export interface Cost {
  readonly region: string;
  readonly pricesAsOf: string;
  readonly volumes: Volumes;
  /** What the volumes leave open. */
  readonly assumed: typeof assumed;
  /** USD a month. */
  readonly total: number;
  /** By service, the dearest first. */
  readonly services: readonly { readonly service: string; readonly usd: number }[];
  /** Each with a quantity, the dearest first. */
  readonly lines: readonly CostLine[];
  /** The three that save most. */
  readonly levers: readonly CostLever[];
}

/**
 * Prices a plan for given volumes, before free allowances and taxes, once what is kept has grown to its full size. Where the region is
 * not in the table, at us-east-1's prices.
 */
export function costOfPlan(resources: readonly Resource[], region: string, given: Partial<Volumes> = {}): Cost {
  const volumes = volumesOf(given);
  const lines = linesOf({ resources, volumes }, region);
  const total = sumOf(lines);
  const services = [...Map.groupBy(lines, ({ service }) => service)]
    .map(([service, its]) => ({ service, usd: sumOf(its) }))
    .sort((a, b) => b.usd - a.usd || (a.service < b.service ? -1 : 1));
  return {
    region,
    pricesAsOf: PRICES_AS_OF,
    volumes,
    assumed,
    total,
    services,
    lines,
    levers: bestLevers({ resources, volumes }, region, total),
  };
}

function linesOf({ resources, volumes }: Priced, region: string): CostLine[] {
  return quantitiesOf(resources, volumes)
    .filter(({ quantity }) => quantity > 0)
    .map(({ price, what, quantity }) => {
      const { service, unit } = prices[price];
      const { quote, isOwn } = quoteFor(prices[price], region);
      const usd = costOf(quote, quantity);
      return { service, what, quantity, unit, usd, source: quote.source, asOf: quote.asOf, borrowed: !isOwn };
    })
    .sort((a, b) => b.usd - a.usd || (a.what < b.what ? -1 : 1));
}

const sumOf = (lines: readonly { readonly usd: number }[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);

function bestLevers(priced: Priced, region: string, total: number): CostLever[] {
  return levers
    .flatMap(({ id, what, loses, pulled }) => {
      const after = pulled(priced);
      return after ? [{ id, what, loses, saves: total - sumOf(linesOf(after, region)) }] : [];
    })
    .filter(({ saves }) => saves > 0)
    .sort((a, b) => b.saves - a.saves)
    .slice(0, 3);
}
