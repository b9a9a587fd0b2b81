/** Configuration items of AWS Config: one shape, and the difference between two. */
export { type ChangedProperty, type ChangeType, diffOf, type ItemDiff } from './diff.ts';
export { type ConfigurationItem, type ItemRelationship, type ItemStatus, isDeleted } from './item.ts';
