import { RE2JS } from 're2js';
import type { Command, ParseCommand, Query } from './ast.ts';
import { compile, type Evaluate, type Surroundings } from './evaluate.ts';
import { type LogRow, Row } from './row.ts';
import { Stats } from './stats.ts';
import { isTrue, orderOf, textOf, type Value } from './values.ts';

/** What a query found. */
export interface Results {
  readonly columns: readonly string[];
  /** A value each column; undefined where a row has none. */
  readonly rows: readonly (readonly Value[])[];
  readonly statistics: {
    /** Events that came through every filter before the first `stats`, `sort` or the like. */
    readonly recordsMatched: number;
    readonly recordsScanned: number;
    /** UTF-16 units of the messages looked at. */
    readonly charactersScanned: number;
  };
}

export interface RunOptions extends Surroundings {
  /** Rows at most, where the query says nothing itself. */
  readonly limit: number;
}

/** A command that takes a row and hands on none, one or several. */
type Step = (row: Row, on: (row: Row) => void) => void;

/**
 * Runs a query over events.
 * @param events those of the query's groups and time range, in any order
 */
export function runQuery(query: Query, events: Iterable<LogRow>, options: RunOptions): Results {
  const run = new QueryRun(query, options);
  for (const event of events) run.add(event);
  return run.finish();
}

/** A query under way: events go in as they are read, and the results come out at the end. */
export class QueryRun {
  readonly #plan: Plan;
  readonly #limit: number;
  readonly #matched: Row[] = [];
  readonly #keep: (row: Row) => void;
  #recordsMatched = 0;
  #recordsScanned = 0;
  #charactersScanned = 0;

  constructor(query: Query, options: RunOptions) {
    const plan = planOf(query, options);
    const { stats } = plan;
    this.#plan = plan;
    this.#limit = options.limit;
    this.#keep = (row) => {
      this.#recordsMatched++;
      if (stats) stats.add(row);
      else this.#matched.push(row);
    };
  }

  add(event: LogRow): void {
    this.#recordsScanned++;
    this.#charactersScanned += event.message.length;
    pass(this.#plan.steps, 0, new Row(event), this.#keep);
  }

  /** How far it is. */
  get statistics(): Results['statistics'] {
    return {
      recordsMatched: this.#recordsMatched,
      recordsScanned: this.#recordsScanned,
      charactersScanned: this.#charactersScanned,
    };
  }

  finish(): Results {
    const { stats, wholes, ordered, limited, columns: names } = this.#plan;
    let rows = stats ? stats.rows() : this.#matched;
    for (const whole of wholes) rows = whole(rows);
    if (!ordered) rows = latestFirst(rows);
    const shown = limited ? rows : rows.slice(0, this.#limit);
    const columns = names.map((name) => ({ name, path: name.split('.') }));
    return {
      columns: names,
      rows: shown.map((row) => columns.map(({ name, path }) => row.get(name, path))),
      statistics: this.statistics,
    };
  }
}

interface Plan {
  /** Row by row, up to the first command that needs all rows. */
  readonly steps: readonly Step[];
  /** The first `stats`, which takes rows as they come. */
  readonly stats: Stats | undefined;
  /** From there on, each over all rows. */
  readonly wholes: readonly ((rows: Row[]) => Row[])[];
  readonly columns: readonly string[];
  /** Whether the query says in which order its rows come. */
  readonly ordered: boolean;
  readonly limited: boolean;
}

function planOf({ commands }: Query, around: Surroundings): Plan {
  const steps: Step[] = [];
  const wholes: ((rows: Row[]) => Row[])[] = [];
  let stats: Stats | undefined;
  let whole = false;
  let ordered = false;
  for (const command of commands) {
    if (command.kind === 'stats') {
      const made = new Stats(command, around);
      if (whole) wholes.push((rows) => gathered(new Stats(command, around), rows));
      else stats = made;
      whole = true;
      ordered = true;
      continue;
    }
    const step = stepOf(command, around);
    if (step && !whole) steps.push(step);
    else if (step) wholes.push((rows) => stepped(step, rows));
    else {
      // Without a sort before it, a limit or a dedup takes the latest events.
      if (!ordered) wholes.push(latestFirst);
      wholes.push(wholeOf(command, around));
      whole = true;
      ordered = true;
    }
  }
  const limited = commands.some(({ kind }) => kind === 'limit');
  return { steps, stats, wholes, columns: columnsOf(commands), ordered, limited };
}

const latestFirst = (rows: Row[]): Row[] => rows.toSorted((a, b) => (b.time ?? 0) - (a.time ?? 0));

function pass(steps: readonly Step[], at: number, row: Row, keep: (row: Row) => void): void {
  const step = steps[at];
  if (step) step(row, (next) => pass(steps, at + 1, next, keep));
  else keep(row);
}

function gathered(stats: Stats, rows: readonly Row[]): Row[] {
  for (const row of rows) stats.add(row);
  return stats.rows();
}

function stepped(step: Step, rows: readonly Row[]): Row[] {
  const kept: Row[] = [];
  for (const row of rows) step(row, (next) => kept.push(next));
  return kept;
}

/** A command that looks at one row at a time; undefined for one that needs them all. */
function stepOf(command: Command, around: Surroundings): Step | undefined {
  switch (command.kind) {
    case 'fields':
    case 'display': {
      const made = command.columns
        .filter(({ expression, name }) => expression.kind !== 'field' || expression.name !== name)
        .map(({ expression, name }) => ({ name, evaluate: compile(expression, around) }));
      return (row, on) => {
        for (const { name, evaluate } of made) row.set(name, evaluate(row));
        on(row);
      };
    }
    case 'filter': {
      const where = compile(command.where, around);
      return (row, on) => {
        if (isTrue(where(row))) on(row);
      };
    }
    case 'parse':
      return parseStep(command, around);
    case 'unnest': {
      const list = compile(command.list, around);
      return (row, on) => {
        const found = list(row);
        if (!Array.isArray(found)) return on(row);
        for (const element of found) on(row.with(command.into, element as Value));
      };
    }
    default:
      return undefined;
  }
}

function wholeOf(command: Command, around: Surroundings): (rows: Row[]) => Row[] {
  switch (command.kind) {
    case 'sort': {
      const keys = command.keys.map(({ expression, descending }) => ({
        evaluate: compile(expression, around),
        descending,
      }));
      return (rows) => sorted(rows, keys);
    }
    case 'limit':
      return (rows) => (command.last ? rows.slice(-command.count) : rows.slice(0, command.count));
    case 'dedup': {
      const fields = command.fields.map((field) => compile(field, around));
      return (rows) => deduplicated(rows, fields);
    }
    default:
      throw new TypeError(`${command.kind} takes one row at a time`);
  }
}

function sorted(
  rows: readonly Row[],
  keys: readonly { readonly evaluate: Evaluate; readonly descending: boolean }[],
): Row[] {
  const keyed = rows.map((row) => ({ row, values: keys.map(({ evaluate }) => evaluate(row)) }));
  keyed.sort((a, b) => {
    for (const [index, { descending }] of keys.entries()) {
      const order = orderOf(a.values[index], b.values[index], descending);
      if (order !== 0) return order;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

/** The first row of each combination; a row that lacks one of the fields is like no other. */
function deduplicated(rows: readonly Row[], fields: readonly Evaluate[]): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const values = fields.map((field) => textOf(field(row)));
    if (values.includes(undefined)) return true;
    const key = JSON.stringify(values);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function parseStep({ from, pattern }: ParseCommand, around: Surroundings): Step {
  const text = compile(from, around);
  const read = pattern.kind === 'glob' ? globReader(pattern.literals, pattern.names) : regexReader(pattern.source);
  return (row, on) => {
    const found = textOf(text(row));
    if (found !== undefined) read(found, (name, value) => row.set(name, value));
    on(row);
  };
}

type ReadInto = (text: string, set: (name: string, value: string) => void) => void;

/** Each star takes as little as the literal behind it allows; the last one, with nothing behind it, the rest. */
function globReader(literals: readonly string[], names: readonly string[]): ReadInto {
  return (text, set) => {
    let at = text.indexOf(literals[0]!);
    if (at === -1) return;
    at += literals[0]!.length;
    const values: string[] = [];
    for (let index = 1; index < literals.length; index++) {
      const literal = literals[index]!;
      const end = literal === '' && index === literals.length - 1 ? text.length : text.indexOf(literal, at);
      if (end === -1) return;
      values.push(text.slice(at, end));
      at = end + literal.length;
    }
    for (const [index, name] of names.entries()) set(name, values[index]!);
  };
}

function regexReader(source: string): ReadInto {
  const regex = RE2JS.compile(source);
  const groups = Object.keys(regex.namedGroups());
  return (text, set) => {
    const matcher = regex.matcher(text);
    if (!matcher.find()) return;
    for (const name of groups) {
      const value = matcher.group(name);
      if (value !== null) set(name, value);
    }
  };
}

/** The columns of the results: of `display`, or of `stats` and of every `fields`; the message, where a query names none. */
function columnsOf(commands: readonly Command[]): string[] {
  let columns: string[] = [];
  let ofStats = false;
  let displayed = false;
  for (const command of commands) {
    if (command.kind === 'stats') {
      columns = [...command.by, ...command.columns].map(({ name }) => name);
      ofStats = true;
      displayed = false;
    } else if (command.kind === 'display') {
      columns = command.columns.map(({ name }) => name);
      displayed = true;
    } else if (command.kind === 'fields' && !displayed) {
      columns.push(...command.columns.map(({ name }) => name));
    }
  }
  if (columns.length === 0) columns = ['@timestamp', '@message'];
  return [...new Set(ofStats ? columns : [...columns, '@ptr'])];
}
