/** Names of what a deploy makes, where people and other resources meet them. */
export const TRAIL = 'trailkeeper';
export const TRAIL_LOG_GROUP = '/trailkeeper/cloudtrail';
export const ALERT_TOPIC = 'trailkeeper-alerts';
export const IDEMPOTENCY_TABLE = 'trailkeeper-idempotency';

/** `iam-user-created` -> `IamUserCreated`: a rule's id as a part of resource ids. */
export const pascal = (id: string): string =>
  id.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
