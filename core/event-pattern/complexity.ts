import type { Clause } from './clause.ts';
import type { Branch } from './pattern.ts';
import type { WildcardParts } from './wildcard.ts';

export function wildcardComplexity(branches: readonly Branch[], limit: number): number {
  return 0;
}
