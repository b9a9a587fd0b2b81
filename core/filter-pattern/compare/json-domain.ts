import type { JsonCondition, JsonPattern, Selector } from '../ast.ts';
import { printSelector } from '../print.ts';
import { type Formula, formulaOf, type Literal } from './formula.ts';
import { JsonTree } from './json-tree.ts';
import { isPossible } from './json-value.ts';
import type { Domain, Finding } from './search.ts';

/** JSON documents, for conditions on their fields. */
export const jsonDomain: Domain<JsonCondition> = {
  key: ({ selector }) => printSelector(selector),
  possible: (literals) => literals.some(({ condition }) => hasWildcard(condition.selector)) || isPossible(literals),
  model: jsonModel,
};

export const jsonFormula = ({ where }: JsonPattern, holds: boolean): Formula<JsonCondition> =>
  formulaOf(where, holds, (condition: JsonCondition) => condition);

const hasWildcard = (selector: Selector): boolean =>
  selector.some(({ kind }) => kind === 'any-element' || kind === 'any-field');

/** A document that satisfies the literals. */
function jsonModel(literals: readonly Literal<JsonCondition>[]): Finding {
  const tree = new JsonTree();
  for (const { condition, holds } of literals) tree.add(condition, holds);
  const solved = tree.solve();
  if (solved.kind === 'value') return { kind: 'found', message: JSON.stringify(solved.value) };
  return solved.kind === 'unknown' ? solved : { kind: 'none' };
}
