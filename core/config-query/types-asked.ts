import type { Condition, ConfigQuery } from './ast.ts';

/** The resource types every row of a query has one of, so that others need not be read; undefined when any may be. */
export const typesAsked = ({ where }: ConfigQuery): ReadonlySet<string> | undefined => where && typesIn(where);

function typesIn(condition: Condition): ReadonlySet<string> | undefined {
  if ('left' in condition && condition.kind === 'and') {
    const [left, right] = [typesIn(condition.left), typesIn(condition.right)];
    return left && right ? left.intersection(right) : (left ?? right);
  }
  if ('left' in condition) {
    const [left, right] = [typesIn(condition.left), typesIn(condition.right)];
    return left && right && left.union(right);
  }
  if (condition.kind === 'not' || condition.property.text !== 'resourceType') return undefined;
  if (condition.kind === 'in') return new Set(condition.literals.map(String));
  return condition.kind === 'compare' && condition.operator === '=' ? new Set([String(condition.literal)]) : undefined;
}
