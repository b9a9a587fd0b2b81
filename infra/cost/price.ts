/** Regions whose prices are in the table. Others are counted at us-east-1's. */
export type PricedRegion = 'us-east-1' | 'ap-northeast-2';

/** What the units from `from` on cost each, USD; a price's first step is from 0. */
export interface Step {
  readonly from: number;
  readonly rate: number;
}

/** A price as somebody published it. */
export interface Quote {
  readonly steps: readonly Step[];
  /** Where it stands. */
  readonly source: string;
  /** The day it is of: when the Price List was read, or the page written. */
  readonly asOf: string;
}

export interface Price {
  readonly service: string;
  readonly unit: string;
  readonly quotes: Readonly<{ 'us-east-1': Quote } & Partial<Record<PricedRegion, Quote>>>;
}

/** The quote for a region, and whether it is the region's own. */
export function quoteFor({ quotes }: Price, region: string): { readonly quote: Quote; readonly isOwn: boolean } {
  const own = quotes[region as PricedRegion];
  return own ? { quote: own, isOwn: true } : { quote: quotes['us-east-1'], isOwn: false };
}

/** What a quantity costs, USD: each step's units at that step's rate. */
export function costOf({ steps }: Quote, quantity: number): number {
  return steps.reduce((sum, { from, rate }, index) => {
    const to = steps[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    return sum + Math.max(0, Math.min(quantity, to) - from) * rate;
  }, 0);
}
