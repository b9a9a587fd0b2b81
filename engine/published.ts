// What other people's tests import as `trailkeeper/engine`. The engine itself is loaded only where it can run: an older Node would refuse
// to link it, with nothing but the name of a module it does not have.
import { isBuiltin } from 'node:module';
import { EngineStartError } from './errors.ts';
import type { Engine, EngineOptions } from './index.ts';

export type { Engine, EngineCredentials, EngineOptions } from './index.ts';
export { EngineStartError };

/**
 * Starts an engine of one's own in this process.
 * @throws EngineStartError where this Node is too old, or the options cannot be met
 */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  if (!isBuiltin('node:sqlite')) {
    throw new EngineStartError(
      `trailkeeper/engine needs Node 22.13 or newer (node:sqlite), this is ${process.versions.node}; npx trailkeeper up brings its own`,
    );
  }
  return (await import('./index.ts')).startEngine(options);
}
