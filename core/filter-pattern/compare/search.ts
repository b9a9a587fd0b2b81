import type { Formula, Literal } from './formula.ts';

/** What came of looking for a message: the message, proof that there is none, or neither. */
export type Finding =
  | { readonly kind: 'found'; readonly message: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string };

export interface Domain<C> {
  /** Conditions with the same key speak of the same value. */
  readonly key: (condition: C) => string;
  /** Whether one value can satisfy these literals at all; false only when it surely cannot. */
  readonly possible: (literals: readonly Literal<C>[]) => boolean;
  /** A message that satisfies all of these literals. */
  readonly model: (literals: readonly Literal<C>[]) => Finding;
}

/** Branches looked at before the search gives up. Real patterns take tens. */
const LIMIT = 50_000;

/**
 * Looks for a message that satisfies all formulas: a tableau. What must hold is gathered first; alternatives are tried one by one,
 * and left as soon as some value could not satisfy what was gathered for it.
 */
export function search<C>(formulas: readonly Formula<C>[], domain: Domain<C>): Finding {
  let branches = 0;
  let unknown: Finding | undefined;

  function visit(goals: readonly Formula<C>[], gathered: Gathered<C>): Finding {
    if (branches++ > LIMIT) return { kind: 'unknown', why: 'there are too many combinations to try' };
    const state = gathered.copy();
    const choices: (readonly Formula<C>[])[] = [];
    const open = [...goals];
    for (let goal = open.pop(); goal; goal = open.pop()) {
      if (goal.kind === 'all') open.push(...goal.of);
      else if (goal.kind === 'any') choices.push(goal.of);
      else if (!state.add(goal)) return { kind: 'none' };
    }
    const next = choices.sort((a, b) => a.length - b.length)[0];
    if (!next) return domain.model(state.literals());
    const others = choices.slice(1).map((of): Formula<C> => ({ kind: 'any', of }));
    for (const alternative of next) {
      const finding = visit([alternative, ...others], state);
      if (finding.kind === 'found') return finding;
      if (finding.kind === 'unknown') unknown ??= finding;
      if (branches > LIMIT) break;
    }
    return unknown ?? { kind: 'none' };
  }

  return visit(formulas, new Gathered(domain));
}

/** Literals gathered so far, by the value they speak of. */
class Gathered<C> {
  readonly #domain: Domain<C>;
  readonly #byKey: Map<string, readonly Literal<C>[]>;

  constructor(domain: Domain<C>, byKey = new Map<string, readonly Literal<C>[]>()) {
    this.#domain = domain;
    this.#byKey = byKey;
  }

  copy(): Gathered<C> {
    return new Gathered(this.#domain, new Map(this.#byKey));
  }

  /** @returns whether the value can still satisfy all that is asked of it */
  add(literal: Literal<C>): boolean {
    const key = this.#domain.key(literal.condition);
    const before = this.#byKey.get(key) ?? [];
    if (before.some((each) => each.condition === literal.condition && each.holds === literal.holds)) return true;
    const literals = [...before, literal];
    this.#byKey.set(key, literals);
    return this.#domain.possible(literals);
  }

  literals(): readonly Literal<C>[] {
    return [...this.#byKey.values()].flat();
  }
}
