/** A finding that somebody has answered for: it is shown as suppressed, and tells nobody, until it expires. */
export interface Suppression {
  /** The rule's id or the name it is deployed by; `*` stands for any characters. */
  readonly rule: string;
  /** The resource's id, name, ARN or `AWS::Type/id`; `*` stands for any characters. */
  readonly resource: string;
  /** Who answers for it: a person or a team. */
  readonly owner: string;
  /** Why it is all right. */
  readonly reason: string;
  /** The last day it holds, `2027-03-31` (UTC), or the moment it ends, in ISO 8601. */
  readonly expires: string;
}

/** Thrown when a suppression cannot hold: the message says which one, and what it lacks. */
export class SuppressionError extends Error {
  override readonly name = 'SuppressionError';
}

const FIELDS = ['rule', 'resource', 'owner', 'reason', 'expires'] as const;
const DAY = 86_400_000;

/**
 * Suppressions out of a file or setting.
 * @throws SuppressionError for one that lacks a field, has one too many, never or not readably expires, or hides everything
 */
export function checkedSuppressions(value: unknown): readonly Suppression[] {
  if (!Array.isArray(value)) throw new SuppressionError('suppressions are a list');
  return value.map((each: unknown, index) => checked(each, `suppression ${index + 1}`));
}

function checked(value: unknown, which: string): Suppression {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SuppressionError(`${which} is no object with ${FIELDS.join(', ')}`);
  }
  const given = value as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).find((name) => !FIELDS.some((field) => field === name));
  if (unknown !== undefined)
    throw new SuppressionError(`${which} has no field ${unknown}; it has ${FIELDS.join(', ')}`);
  const text = (name: (typeof FIELDS)[number]): string => {
    const found = given[name];
    if (typeof found === 'string' && found.trim() !== '') return found.trim();
    throw new SuppressionError(`${which} needs a text in ${name}`);
  };
  const suppression = {
    rule: text('rule'),
    resource: text('resource'),
    owner: text('owner'),
    reason: text('reason'),
    expires: text('expires'),
  };
  if (Number.isNaN(endOf(suppression))) {
    throw new SuppressionError(`${which} expires "${suppression.expires}", which is no day such as 2027-03-31`);
  }
  if (/^\*+$/.test(suppression.rule) && /^\*+$/.test(suppression.resource)) {
    throw new SuppressionError(`${which} would hide everything; name a rule or a resource`);
  }
  return suppression;
}

/** When a suppression ends, ms since 1970; NaN where its `expires` is no time. A day is over at its end, a time without a zone is UTC. */
export function endOf({ expires }: Pick<Suppression, 'expires'>): number {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(expires);
  if (!day)
    return isIsoTime(expires) ? Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(expires) ? expires : `${expires}Z`) : Number.NaN;
  const start = Date.parse(expires);
  const isReal = !Number.isNaN(start) && new Date(start).toISOString().startsWith(expires);
  return isReal ? start + DAY : Number.NaN;
}

const isIsoTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text);
