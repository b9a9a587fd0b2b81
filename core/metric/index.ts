export * from './datum.ts';
export * from './distribution.ts';
export * from './identity.ts';
export * from './retention.ts';
export * from './roll-up.ts';
export * from './statistic.ts';
export * from './statistics.ts';
