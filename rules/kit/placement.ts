import { globalRegion, isGlobal } from '../../core/cloudtrail/index.ts';

/**
 * Where a rule must stand to be sent its events: `global` in us-east-1 alone, `regional` in every watched region, `both`
 * in every watched region and in us-east-1.
 */
export type Placement = 'global' | 'regional' | 'both';

/** Sign-ins are recorded in the region people sign in through, root's always in us-east-1; STS likewise has both. */
const inBoth: ReadonlySet<string> = new Set(['signin.amazonaws.com', 'sts.amazonaws.com']);

/** The placement for the services a rule watches (eventSource names; none means any). */
export function placementOf(sources: readonly string[]): Placement {
  if (sources.length === 0 || sources.some((source) => inBoth.has(source))) return 'both';
  const global = sources.filter(isGlobal);
  if (global.length === 0) return 'regional';
  return global.length === sources.length ? 'global' : 'both';
}

/** The regions a rule is deployed in, of those an account watches. */
export function regionsFor(placement: Placement, watched: readonly string[]): readonly string[] {
  if (placement === 'global') return [globalRegion];
  return placement === 'both' ? [...new Set([...watched, globalRegion])] : [...new Set(watched)];
}
