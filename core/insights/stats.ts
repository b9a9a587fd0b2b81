import { type Aggregate, aggregates, createAggregate } from './aggregates.ts';
import type { Call, Column, Expression, StatsCommand } from './ast.ts';
import { compile, type Surroundings } from './compile.ts';
import { type Evaluate, noEvent, type Row } from './row.ts';
import { Scope } from './scope.ts';
import { lengthOf } from './time.ts';
import { keyOf, numberOf, owned, type Value } from './values.ts';

interface Slot {
  readonly name: string;
  readonly counting: boolean;
  readonly value: Evaluate;
  readonly parameter: number;
}

interface Group {
  readonly by: readonly Value[];
  readonly aggregates: readonly Aggregate[];
}

type Key = string | number | undefined;
/** Groups by their first grouping value, then by the next, and so on. */
type Level = Map<Key, Level | Group>;

/** Rows in, one row a group out. A row without one of the grouping fields belongs to the group without it. */
export class Stats {
  /** The columns of its rows, by slot. */
  readonly names: readonly string[];
  readonly #by: readonly Evaluate[];
  readonly #slots: Slot[] = [];
  /** Computed of a group's results one after the other; what one gives is known to those behind it under its name. */
  readonly #columns: readonly { readonly evaluate: Evaluate; readonly slot: number }[];
  readonly #groups: Group[] = [];
  readonly #levels: Level = new Map();

  constructor({ columns, by }: StatsCommand, scope: Scope, around: Surroundings) {
    this.#by = by.map(({ expression }) => compile(expression, scope, around));
    // An aggregate is a slot of the group's results; what is left of the expression is computed of those.
    const results = new Scope(undefined);
    const slotted = columns.map(({ expression }) => this.#slotted(expression, scope, results, around));
    for (const { name } of by) results.define(name);
    this.#columns = columns.map(({ name }, index) => {
      const evaluate = compile(slotted[index]!, results, around);
      return { evaluate, slot: results.define(name) };
    });
    this.names = uniqueNames([...by, ...columns]);
  }

  add(row: Row): void {
    const { aggregates: gathered } = this.#groupOf(row);
    const { timestamp, order } = row.event;
    const slots = this.#slots;
    for (let index = 0; index < slots.length; index += 1) {
      gathered[index]!.add(slots[index]!.value(row), timestamp, order);
    }
  }

  /**
   * One row for each group so far, in the order in which they began; without grouping there is always one.
   * @param most where no more rows are wanted
   */
  rows(most = Number.POSITIVE_INFINITY): Row[] {
    if (this.#by.length === 0 && this.#groups.length === 0) this.#add([]);
    return this.#groups.slice(0, most).map((group) => {
      const values = [...group.aggregates.map((aggregate) => aggregate.result()), ...group.by];
      const results = { event: noEvent, values };
      const shown = this.#columns.map(({ evaluate, slot }) => {
        values[slot] = evaluate(results);
        return values[slot];
      });
      return { event: noEvent, values: [...group.by, ...shown] };
    });
  }

  #groupOf(row: Row): Group {
    const by = this.#by;
    if (by.length === 0) return this.#groups[0] ?? this.#add([]);
    let level = this.#levels;
    const last = by.length - 1;
    for (let index = 0; index < last; index += 1) {
      const key = keyOf(by[index]!(row));
      let next = level.get(key) as Level | undefined;
      if (next === undefined) {
        next = new Map();
        level.set(owned(key), next);
      }
      level = next;
    }
    const key = keyOf(by[last]!(row));
    const known = level.get(key) as Group | undefined;
    if (known) return known;
    const made = this.#add(by.map((evaluate) => owned(evaluate(row))));
    level.set(owned(key), made);
    return made;
  }

  #add(by: readonly Value[]): Group {
    const made = this.#slots.map(({ name, counting, parameter }) => createAggregate(name, counting, parameter));
    const group = { by, aggregates: made };
    this.#groups.push(group);
    return group;
  }

  /** The expression with a field in the place of each aggregate. */
  #slotted(expression: Expression, scope: Scope, results: Scope, around: Surroundings): Expression {
    if (expression.kind === 'call' && aggregates.has(expression.name)) {
      return this.#slot(expression, scope, results, around);
    }
    const inside = (part: Expression) => this.#slotted(part, scope, results, around);
    switch (expression.kind) {
      case 'call':
        return { ...expression, args: expression.args.map(inside) };
      case 'binary':
        return { ...expression, left: inside(expression.left), right: inside(expression.right) };
      case 'negate':
      case 'not':
        return { ...expression, operand: inside(expression.operand) };
      case 'like':
        return { ...expression, value: inside(expression.value) };
      case 'in':
        return { ...expression, value: inside(expression.value), items: expression.items.map(inside) };
      default:
        return expression;
    }
  }

  #slot({ name, args, star }: Call, scope: Scope, results: Scope, around: Surroundings): Expression {
    const [first, second] = args;
    const slotName = `slot ${this.#slots.length}`;
    this.#slots.push({
      name,
      counting: star || args.length === 0,
      value: first ? compile(first, scope, around) : () => 1,
      parameter: parameterOf(second, around),
    });
    results.define(slotName);
    return { kind: 'field', name: slotName };
  }
}

/** The second argument of an aggregate is the same for all events. */
function parameterOf(expression: Expression | undefined, around: Surroundings): number {
  if (expression === undefined) return Number.NaN;
  if (expression.kind === 'duration') return lengthOf(expression.duration);
  return numberOf(compile(expression, new Scope(undefined), around)({ event: noEvent, values: [] }));
}

/** The later of two columns of one name is told apart by a number: rows are read by slot. */
function uniqueNames(columns: readonly Column[]): string[] {
  const names: string[] = [];
  for (const { name } of columns) {
    let free = name;
    for (let number = 2; names.includes(free); number += 1) free = `${name}_${number}`;
    names.push(free);
  }
  return names;
}
