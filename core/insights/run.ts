import type { Query } from './ast.ts';
import type { Surroundings } from './compile.ts';
import { type LogRow, PlainEvent } from './plain-event.ts';
import { type Plan, planOf } from './plan.ts';
import type { QueryEvent, Row } from './row.ts';
import type { FieldList } from './scope.ts';
import type { Value } from './values.ts';

export interface RunOptions extends Surroundings {
  /** Rows at most, also where the query itself wants more. */
  readonly limit: number;
}

/** What a query found, or has found so far. */
export interface Results {
  readonly columns: readonly string[];
  /** A value each column; undefined where a row has none. */
  readonly rows: readonly (readonly Value[])[];
}

/** A query under way: events go in as they are read, in any order, and the results come out at any time. */
export class QueryRun {
  /** Events that came through every filter before the first command that gathers. */
  recordsMatched = 0;
  recordsScanned = 0;
  readonly #plan: Plan;
  readonly #row: { event: QueryEvent; values: Value[] };
  #matched = false;

  constructor(query: Query, options: RunOptions) {
    this.#plan = planOf(query, {
      ...options,
      matched: () => {
        this.#matched = true;
      },
    });
    this.#row = { event: new PlainEvent([]), values: [] };
  }

  /** The discovered fields it asks events for, by number. */
  get fields(): FieldList {
    return this.#plan.fields;
  }

  /** Whether only the latest events come into the results: who adds those first is done sooner. */
  get latestFirst(): boolean {
    return this.#plan.latestFirst;
  }

  add(event: QueryEvent): void {
    const row: Row = this.#row;
    this.#row.event = event;
    row.values.length = 0;
    this.#matched = false;
    this.recordsScanned += 1;
    this.#plan.enter(row);
    if (this.#matched) this.recordsMatched += 1;
  }

  results(): Results {
    return { columns: this.#plan.columns, rows: this.#plan.rows() };
  }
}

/** Runs a query over events in memory. */
export function runQuery(query: Query, events: Iterable<LogRow>, options: RunOptions): Results {
  const run = new QueryRun(query, options);
  const event = new PlainEvent(run.fields.names);
  for (const each of events) run.add(event.read(each));
  return run.results();
}
