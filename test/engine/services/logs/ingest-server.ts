import { startEngine } from '../../../../engine/index.ts';

// Run by `crash.test.ts` in a process of its own, which is then killed.
const engine = await startEngine({ dataFolder: process.argv[2] });
process.send?.(engine.url);
process.once('disconnect', () => process.exit());
