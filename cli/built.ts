import { loadBundle } from '../agent/install/bundle.ts';
import { loadBundles } from '../functions/bundles.ts';
import type { Resource } from '../infra/resource.ts';

/** What a plan's functions run and its objects hold: as built for the published package, or, in a checkout, built now. */
export async function builtFor(resources: readonly Resource[]) {
  const names = resources.flatMap(({ bundle }) => (bundle === undefined ? [] : [bundle]));
  const bundles = await loadBundles(names);
  const assets = new Map<string, Uint8Array>();
  if (resources.some(({ asset }) => asset === 'agent')) assets.set('agent', await loadBundle());
  return { bundles, assets };
}
