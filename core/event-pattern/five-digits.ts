import type { Clause, Leaf } from './clause.ts';
import type { Branch } from './pattern.ts';

/**
 * SNS compares numbers by five digits behind the decimal point. That the others are cut off and not rounded is unverified.
 *
 * @returns hundred-thousandths
 * @see AWS, "Filter policy constraints in Amazon SNS": numeric matching
 */
function fiveDigits(value: number): number {
  // What a double lacks of a decimal number must not cost its last digit.
  return Math.trunc(value * 1e5 + Math.sign(value) * 1e-4) + 0;
}

/** A branch whose numbers are compared with those of leaves that went through `leafByFiveDigits`. */
export const branchByFiveDigits = (branch: Branch): Branch =>
  branch.map(({ path, clauses }) => ({ path, clauses: clauses.map(clauseByFiveDigits) }));

function clauseByFiveDigits(clause: Clause): Clause {
  switch (clause.kind) {
    case 'number':
      return numberByFiveDigits(clause);
    case 'numeric': {
      const { low, high } = clause.range;
      return { kind: 'numeric', range: { ...clause.range, low: fiveDigits(low), high: fiveDigits(high) } };
    }
    case 'anything-but':
      return clause.but.of === 'numbers'
        ? { kind: 'anything-but', but: { ...clause.but, values: clause.but.values.map(fiveDigits) } }
        : clause;
    default:
      return clause;
  }
}

export const leafByFiveDigits = (leaf: Leaf): Leaf => (leaf.kind === 'number' ? numberByFiveDigits(leaf) : leaf);

function numberByFiveDigits<T extends { readonly text: string }>(number: T): T {
  const value = fiveDigits(Number(number.text));
  return Number.isFinite(value) ? { ...number, text: String(value), value } : number;
}
