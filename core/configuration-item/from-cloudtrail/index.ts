/** Configuration items rebuilt from CloudTrail records, for accounts that never turned AWS Config on. */
export { type Find, itemsAfter, type Rebuilt } from './apply.ts';
export type { Change, Reducer, Subject } from './change.ts';
export { rebuiltHistories } from './histories.ts';
export { inOrderOfEffect } from './order.ts';
export { ResourceStates } from './states.ts';
export { reducerOf, reducers } from './table.ts';
