/** An engine in a process of its own, to be killed: `node run-engine.ts FOLDER`; says where it listens once it does. */
import { startEngine } from '../../engine/index.ts';

const engine = await startEngine({ dataFolder: process.argv[2], log: { warn: () => {}, error: () => {} } });
process.send?.(engine.url);
