import { AwsError } from '../../errors.ts';

const MOST_POLICIES = 10;

/** A policy of a parameter: what it does, and in which words it was written. */
export interface Policy {
  readonly type: 'Expiration' | 'ExpirationNotification' | 'NoChangeNotification';
  /** The policy as JSON. */
  readonly text: string;
  /** When a parameter expires, ms since 1970; how long before that, or after the last change, notice is given, ms. */
  readonly moment: number;
}

interface Written {
  readonly Type?: unknown;
  readonly Version?: unknown;
  readonly Attributes?: Readonly<Record<string, unknown>>;
}

const UNITS: Readonly<Record<string, number>> = { DAYS: 86_400_000, HOURS: 3_600_000 };

/**
 * The policies a parameter is given; an empty one takes those away that were there.
 * @throws AwsError in the words users measured of AWS
 * @see AWS, "Assigning parameter policies in Parameter Store"
 */
export function parsePolicies(text: string): Policy[] {
  const written = list(text).filter((policy) => Object.keys(policy).length > 0);
  if (written.length > MOST_POLICIES) {
    throw new AwsError(
      'PoliciesLimitExceededException',
      `Number of policies attached to a parameter cannot exceed ${MOST_POLICIES}`,
    );
  }
  const policies = written.map(policyOf);
  const expirations = policies.filter(({ type }) => type === 'Expiration').length;
  if (expirations > 1) throw incompatible('There can be only one expiration policy');
  if (expirations === 0 && policies.some(({ type }) => type === 'ExpirationNotification')) {
    throw incompatible('Expiration notification policies are missing expiration policy');
  }
  return policies;
}

/** When a policy acts. @param modifiedAt when its parameter was last changed, ms since 1970 */
export function dueOf({ type, moment }: Policy, all: readonly Policy[], modifiedAt: number): number {
  if (type === 'NoChangeNotification') return modifiedAt + moment;
  if (type === 'Expiration') return moment;
  return all.find((each) => each.type === 'Expiration')!.moment - moment;
}

function list(text: string): Written[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null)) return value;
  throw new AwsError('InvalidPolicyTypeException', 'Invalid policies input');
}

function policyOf(written: Written): Policy {
  const { Type: type, Version: version, Attributes: attributes } = written;
  if (type !== 'Expiration' && type !== 'ExpirationNotification' && type !== 'NoChangeNotification') {
    throw new AwsError('InvalidPolicyTypeException', `Policy type ${type} is not supported.`);
  }
  if (version !== '1.0') throw wrong('Unsupported policy version.');
  if (typeof attributes !== 'object' || attributes === null) {
    throw wrong('Mandatory policy attribute Attributes is missing.');
  }
  const text = JSON.stringify(written);
  if (type === 'Expiration') return { type, text, moment: timestamp(attributes.Timestamp) };
  return { type, text, moment: span(attributes, type === 'ExpirationNotification' ? 'Before' : 'After') };
}

function timestamp(value: unknown): number {
  if (value === undefined) throw wrong('A valid Expiration policy must have an attribute of Timestamp.');
  const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
  const time = typeof value === 'string' && iso.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw wrong('Invalid timestamp format');
  return time;
}

function span(attributes: Readonly<Record<string, unknown>>, name: 'Before' | 'After'): number {
  for (const each of [name, 'Unit']) {
    if (attributes[each] === undefined) throw wrong(`Mandatory policy attribute ${each} is missing.`);
  }
  const unit = UNITS[String(attributes.Unit).toUpperCase()];
  if (unit === undefined) throw wrong('Supported time units: DAYS HOURS');
  if (!/^[1-9]\d*$/.test(String(attributes[name]))) throw wrong(`Attribute ${name} must be a positive integer.`);
  return Number(attributes[name]) * unit;
}

const wrong = (message: string): AwsError => new AwsError('InvalidPolicyAttributeException', message);
const incompatible = (message: string): AwsError => new AwsError('IncompatiblePolicyException', message);
