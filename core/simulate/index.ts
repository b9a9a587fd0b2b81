export { type SimulatedRecord, simulated } from './record.ts';
