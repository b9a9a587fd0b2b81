/** The names of statistics. @see AWS, "CloudWatch statistics definitions" */

export type SimpleStatistic = 'Average' | 'Sum' | 'Minimum' | 'Maximum' | 'SampleCount';

/** An open or closed range between two percentages (0 to 100) or two values of the metric. */
export interface Bounds {
  readonly unit: 'percent' | 'value';
  readonly lower?: number;
  readonly upper?: number;
}

export type Statistic =
  | { readonly kind: SimpleStatistic }
  | { readonly kind: 'percentile'; readonly percent: number }
  | {
      readonly kind: 'trimmedMean' | 'winsorizedMean' | 'trimmedCount' | 'trimmedSum' | 'percentileRank';
      readonly bounds: Bounds;
    };

const simple: readonly string[] = ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'];

/** Whether a statistic needs the single values, not only their count, sum, minimum and maximum. */
export const needsValues = ({ kind }: Statistic): boolean => !simple.includes(kind);

const ranged = {
  tm: 'trimmedMean',
  wm: 'winsorizedMean',
  tc: 'trimmedCount',
  ts: 'trimmedSum',
  pr: 'percentileRank',
} as const;

/** The parsed form of `Sum`, `p99.9`, `tm90`, `TM(10%:90%)`, `PR(:300)`, `IQM`; undefined when AWS knows no such statistic. */
export function parseStatistic(text: string): Statistic | undefined {
  if (simple.includes(text)) return { kind: text as SimpleStatistic };
  if (/^iqm$/i.test(text)) return { kind: 'trimmedMean', bounds: { unit: 'percent', lower: 25, upper: 75 } };
  const short = /^(p|tm|wm|tc|ts)(\d{1,3}(?:\.\d{1,10})?)$/.exec(text);
  if (short !== null) return shortForm(short[1] ?? '', Number(short[2]));
  const long = /^(TM|WM|TC|TS|PR)\(([^:()]*):([^:()]*)\)$/.exec(text);
  return long === null ? undefined : longForm(long[1] ?? '', long[2] ?? '', long[3] ?? '');
}

function shortForm(letters: string, percent: number): Statistic | undefined {
  if (percent > 100) return undefined;
  if (letters === 'p') return { kind: 'percentile', percent };
  return { kind: ranged[letters as keyof typeof ranged], bounds: { unit: 'percent', upper: percent } };
}

function longForm(letters: string, from: string, to: string): Statistic | undefined {
  const kind = ranged[letters.toLowerCase() as keyof typeof ranged];
  const percent = from.endsWith('%') || to.endsWith('%');
  const lower = bound(from, percent);
  const upper = bound(to, percent);
  if (lower === null || upper === null || (lower === undefined && upper === undefined)) return undefined;
  if (lower !== undefined && upper !== undefined && lower >= upper) return undefined;
  if (percent && kind === 'percentileRank') return undefined;
  return { kind, bounds: { unit: percent ? 'percent' : 'value', lower, upper } };
}

/** undefined for an open end, null for text that is no bound. */
function bound(text: string, percent: boolean): number | undefined | null {
  if (text === '') return undefined;
  const match = /^(\d+(?:\.\d{1,10})?(?:[Ee][+-]?\d+)?)(%?)$/.exec(text);
  if (match === null || (match[2] === '%') !== percent) return null;
  const value = Number(match[1]);
  return percent && value > 100 ? null : value;
}
