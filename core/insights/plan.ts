import type { Command, Query } from './ast.ts';
import { type Early, RowCollector } from './collect.ts';
import { columnsOf } from './columns.ts';
import type { Surroundings } from './compile.ts';
import { namesNeeded } from './names.ts';
import type { Row } from './row.ts';
import { FieldList, Scope } from './scope.ts';
import { Stats } from './stats.ts';
import { type Sink, type Step, stepOf } from './steps.ts';
import type { Value } from './values.ts';
import { type Chain, chainOf, reader } from './wholes.ts';

/** A query made ready: rows of events go into `enter`, and what they come to is asked for at `rows`. */
export interface Plan {
  readonly columns: readonly string[];
  /** The discovered fields it asks events for. */
  readonly fields: FieldList;
  /** Whether only the latest events come into the results: who reads those first is done sooner. */
  readonly latestFirst: boolean;
  enter: Sink;
  rows(): Value[][];
}

export interface PlanOptions extends Surroundings {
  /** Rows at most. */
  readonly limit: number;
  /** Told of every row that came through the commands before the first that gathers. */
  readonly matched: () => void;
}

/** Commands that gather rows: what is before the first runs as events come, what is behind it over the rows that are left. */
const gathering: ReadonlySet<Command['kind']> = new Set(['stats', 'sort', 'limit', 'dedup', 'totals']);

export function planOf({ commands }: Query, options: PlanOptions): Plan {
  const fields = new FieldList();
  const scope = new Scope(fields);
  const first = commands.findIndex(({ kind }) => gathering.has(kind));
  const streamed = first === -1 ? commands : commands.slice(0, first);
  const rest = first === -1 ? [] : commands.slice(first);
  const steps = streamed.flatMap((command): Step[] => {
    const step = stepOf(command, scope, options);
    return step ? [step] : [];
  });
  const columns = columnsOf(commands);
  const gathered = gather(rest, columns, scope, options);
  const { chain, collector } = gathered;
  const shown = reader(columns, chain.scope);
  const last: Sink = (row) => {
    options.matched();
    collector.add(row);
  };
  return {
    columns,
    fields,
    latestFirst: gathered.latest,
    enter: steps.reduceRight((next, step) => step(next), last),
    rows() {
      let rows = collector.rows(chain.wholes.length === 0 ? options.limit : undefined);
      for (const whole of chain.wholes) rows = whole(rows);
      return rows.slice(0, options.limit).map(shown);
    },
  };
}

interface Gathered {
  readonly latest: boolean;
  readonly collector: { add(row: Row): void; rows(most?: number): readonly Row[] };
  readonly chain: Chain;
}

function gather(rest: readonly Command[], columns: readonly string[], scope: Scope, options: PlanOptions): Gathered {
  const [head, ...tail] = rest;
  if (head?.kind === 'stats') {
    scope.tested = true;
    const stats = new Stats(head, scope, options);
    return { collector: stats, chain: chainOf(tail, new Scope(undefined, stats.names), options), latest: false };
  }
  const names = namesNeeded(rest, columns);
  const chain = chainOf(rest, new Scope(undefined, names), options);
  scope.tested = false;
  const early = earlyOf(rest, chain, scope, options.limit);
  const collector = new RowCollector(reader(names, scope), early);
  return { collector, chain, latest: early.latest !== undefined };
}

/** Where nothing but plain columns follows, the rows shown at most are a limit too. */
function earlyOf(rest: readonly Command[], { wholes, early }: Chain, scope: Scope, limit: number): Early {
  const limited = rest[early - 1]?.kind === 'limit';
  const plain = rest.slice(early).every(({ kind }) => kind === 'fields' || kind === 'display' || kind === 'parse');
  const first = wholes.slice(0, early);
  return {
    wholes: limited || !plain ? first : [...first, (rows) => rows.slice(0, limit)],
    latest: scope.slot('@timestamp') === undefined ? latestOf(rest, limit, plain) : undefined,
  };
}

/** How many of the latest rows stay, where a query takes just those: by a limit, or because it says nothing. */
function latestOf(rest: readonly Command[], limit: number, plain: boolean): number | undefined {
  const unsorted = rest[0]?.kind === 'sort' && isByTime(rest[0]) ? rest.slice(1) : rest;
  const [next] = unsorted;
  if (next?.kind === 'limit' && !next.last) return next.count;
  return plain && unsorted.every(({ kind }) => kind === 'fields' || kind === 'display' || kind === 'parse')
    ? limit
    : undefined;
}

function isByTime({ keys: [key, ...more] }: Extract<Command, { kind: 'sort' }>): boolean {
  return (
    more.length === 0 && key?.expression.kind === 'field' && key.expression.name === '@timestamp' && key.descending
  );
}
