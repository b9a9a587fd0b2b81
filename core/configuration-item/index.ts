/** Configuration items of AWS Config: one shape, and the difference between two. */
export { type ChangedProperty, type ChangeType, diffOf, type ItemDiff } from './diff.ts';
export { type ReadItems, type Refused, readItems } from './documents.ts';
export { ItemError } from './error.ts';
export { type ConfigurationItem, type ItemRelationship, type ItemStatus, isDeleted } from './item.ts';
export { normaliseItem } from './normalise.ts';
export { queryRow } from './query-row.ts';
export { type Caller, callerOf, changeOf, type TimelineChange, timelineOf } from './timeline.ts';
export { guarded, isUnknown, openEnded, UNKNOWN, UnknownValue, unknownIn, unlessUnknown } from './unknown.ts';
