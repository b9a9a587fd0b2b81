import type { JsonObject } from '../../cloudtrail/index.ts';
import { actionsMeet, allows, textsOf } from '../policy.ts';

const ALL_KEYS = /^(\*|arn:aws[\w-]*:kms:.*\*)$/;

/** An action a statement allows on all KMS keys that meets one of some patterns. */
export const blockedActionIn = (statement: JsonObject, blocked: readonly string[]): string | undefined =>
  allows(statement) && textsOf(statement, 'Resource').some((name) => ALL_KEYS.test(name))
    ? textsOf(statement, 'Action').find((action) => blocked.some((pattern) => actionsMeet(action, pattern)))
    : undefined;
