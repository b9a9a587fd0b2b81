import { ref, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';

/** Names of what a deploy makes, where people and other resources meet them. */
export const TRAIL = 'trailkeeper';
export const TRAIL_LOG_GROUP = '/trailkeeper/cloudtrail';
export const ALERT_TOPIC = 'trailkeeper-alerts';
export const IDEMPOTENCY_TABLE = 'trailkeeper-idempotency';
export const DEAD_LETTERS = 'trailkeeper-dead-letters';
export const KEY_ALIAS = 'alias/trailkeeper';

/** Alarms on Trailkeeper itself begin so: they tell people without any of its functions. */
export const SELF = 'trailkeeper-self-';

/** `iam-user-created` -> `IamUserCreated`: a rule's id, or a region, as a part of resource ids. */
export const pascal = (id: string): string =>
  id.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());

/** The log group with the trail's records: one's own, or that of a trail that was there. */
export const trailLogGroup = ({ trail }: Settings): string => (trail === 'create' ? TRAIL_LOG_GROUP : trail.logGroup);

/** The same as a property of what is put on it. */
export const trailLogGroupValue = ({ trail }: Settings): Value =>
  trail === 'create' ? ref('TrailLogGroup') : trail.logGroup;
