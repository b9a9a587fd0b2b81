import { type Aggregate, aggregates, createAggregate } from './aggregates.ts';
import type { Call, Column, Command, Expression } from './ast.ts';
import { compile, type Evaluate, type Surroundings } from './evaluate.ts';
import { Row } from './row.ts';
import { textOf, type Value } from './values.ts';

interface Slot {
  readonly name: string;
  readonly counting: boolean;
  readonly args: readonly Evaluate[];
}

interface Group {
  readonly by: readonly Value[];
  readonly aggregates: readonly Aggregate[];
}

/** Rows in, one row a group out. A row without one of the grouping fields belongs to the group without it. */
export class Stats {
  readonly names: readonly string[];
  readonly #by: readonly { readonly name: string; readonly evaluate: Evaluate }[];
  readonly #slots: Slot[] = [];
  readonly #columns: readonly { readonly name: string; readonly evaluate: Evaluate }[];
  readonly #groups = new Map<string, Group>();

  constructor({ columns, by }: Extract<Command, { kind: 'stats' }>, around: Surroundings) {
    const compiled = ({ name, expression }: Column) => ({ name, evaluate: compile(expression, around) });
    this.#by = by.map(compiled);
    this.#columns = columns.map(({ name, expression }) =>
      compiled({ name, expression: this.#slotted(expression, around) }),
    );
    this.names = [...by, ...columns].map(({ name }) => name);
  }

  add(row: Row): void {
    const by = this.#by.map(({ evaluate }) => evaluate(row));
    const key = by.length === 0 ? '' : JSON.stringify(by.map((value) => textOf(value) ?? null));
    let group = this.#groups.get(key);
    if (!group) {
      group = { by, aggregates: this.#slots.map(({ name, counting }) => createAggregate(name, counting)) };
      this.#groups.set(key, group);
    }
    for (let index = 0; index < this.#slots.length; index++) {
      const { args } = this.#slots[index]!;
      group.aggregates[index]!.add(
        args.map((arg) => arg(row)),
        row.time,
      );
    }
  }

  /** One row for each group, in the order in which they began. */
  rows(): Row[] {
    return [...this.#groups.values()].map((group) => {
      const results = new Row(undefined);
      for (const [index, aggregate] of group.aggregates.entries()) results.set(slotName(index), aggregate.result());
      const row = new Row(undefined);
      for (const [index, { name }] of this.#by.entries()) row.set(name, group.by[index]);
      for (const { name, evaluate } of this.#columns) row.set(name, evaluate(results));
      return row;
    });
  }

  /** The expression with a field in the place of each aggregate, whose value is there once the group is complete. */
  #slotted(expression: Expression, around: Surroundings): Expression {
    if (expression.kind === 'call' && aggregates.has(expression.name)) return this.#slot(expression, around);
    const within = (part: Expression) => this.#slotted(part, around);
    switch (expression.kind) {
      case 'call':
        return { ...expression, args: expression.args.map(within) };
      case 'binary':
        return { ...expression, left: within(expression.left), right: within(expression.right) };
      case 'negate':
      case 'not':
        return { ...expression, operand: within(expression.operand) };
      default:
        return expression;
    }
  }

  #slot({ name, args, star }: Call, around: Surroundings): Expression {
    this.#slots.push({ name, counting: star || args.length === 0, args: args.map((arg) => compile(arg, around)) });
    return { kind: 'field', name: slotName(this.#slots.length - 1) };
  }
}

const slotName = (index: number): string => `slot ${index}`;
