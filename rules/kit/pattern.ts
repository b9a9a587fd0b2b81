import type { JsonObject } from '../../core/cloudtrail/index.ts';

/** An EventBridge event pattern as it is deployed: plain JSON, every leaf a list of what may match. */
export type EventPattern = PatternObject;

export interface PatternObject {
  readonly [field: string]: PatternObject | PatternList;
}

/** Alternatives for one field: literals and one-operator objects such as `{ prefix: 'arn:' }`; under `$or`, patterns. */
export type PatternList = readonly (string | number | boolean | null | JsonObject | PatternObject)[];

/**
 * Two patterns as one that wants both. Objects join field by field; where both name the same leaf the second decides, so
 * that a later clause can be narrower than an earlier one.
 */
export function both(first: PatternObject, second: PatternObject): PatternObject {
  const joined: Record<string, PatternObject | PatternList> = { ...first };
  for (const [field, wanted] of Object.entries(second)) {
    const had = joined[field];
    joined[field] = isObject(had) && isObject(wanted) ? both(had, wanted) : wanted;
  }
  return joined;
}

const isObject = (value: PatternObject | PatternList | undefined): value is PatternObject =>
  typeof value === 'object' && !Array.isArray(value);
