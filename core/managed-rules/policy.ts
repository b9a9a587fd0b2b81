import { isObject, type Json, type JsonObject } from '../cloudtrail/index.ts';
import { textAt, valueAt } from './read.ts';

/** Statements of a policy document, which may be an object, a text, or a text as IAM encodes it in URLs. */
export function statementsOf(document: Json | undefined): JsonObject[] {
  const policy = typeof document === 'string' ? parsed(document) : document;
  const statements = valueAt(policy, 'Statement');
  if (isObject(statements)) return [statements];
  return Array.isArray(statements) ? (statements as readonly Json[]).filter(isObject) : [];
}

function parsed(text: string): Json | undefined {
  for (const read of [(each: string) => each, decodeURIComponent]) {
    try {
      return JSON.parse(read(text)) as Json;
    } catch {
      // Read the other way, or no document at all.
    }
  }
  return undefined;
}

/** The document of the version of a managed policy that is in force. */
export function defaultDocument(configuration: Json | undefined): Json | undefined {
  const versions = valueAt(configuration, 'policyVersionList');
  if (!Array.isArray(versions)) return undefined;
  const found = (versions as readonly Json[]).find((version) => textAt(version, 'isDefaultVersion') === 'true');
  return valueAt(found, 'document');
}

/** A member that is one text or a list of them. */
export function textsOf(statement: JsonObject, name: string): string[] {
  const value = valueAt(statement, name);
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return list.filter((each) => typeof each === 'string');
}

export const allows = (statement: JsonObject): boolean => textAt(statement, 'Effect') === 'Allow';

/** Whether an action, which may have wildcards, covers one of a pattern: `kms:*` and `kms:Decrypt` do cover each other. */
export function actionsMeet(action: string, pattern: string): boolean {
  return isLike(action, pattern) || isLike(pattern, action);
}

/** Whether everyone is named: `*`, or `{"AWS": "*"}`. */
export function isForEveryone(statement: JsonObject): boolean {
  const principal = valueAt(statement, 'Principal');
  if (principal === '*') return true;
  if (!isObject(principal)) return false;
  const named = principal.AWS;
  return named === '*' || (Array.isArray(named) && named.includes('*'));
}

/** Keys of conditions that keep a statement for everyone to somebody, where their values name them. */
const NARROWING = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);
const EVERY_ADDRESS = new Set(['0.0.0.0/0', '::/0']);

/**
 * Whether a statement lets everyone in: all are named, and no condition names some of them by fixed values.
 * @see Amazon S3 User Guide, "The meaning of public"
 */
export function isPublic(statement: JsonObject): boolean {
  if (!allows(statement)) return false;
  const names = isForEveryone(statement) || statement.NotPrincipal !== undefined;
  const condition = valueAt(statement, 'Condition');
  if (!names || !isObject(condition)) return names;
  return !Object.entries(condition).some(
    ([operator, keys]) =>
      !/Not|Null/i.test(operator) &&
      isObject(keys) &&
      Object.keys(keys).some((key) => NARROWING.has(key.toLowerCase()) && isFixed(textsOf(keys, key))),
  );
}

/** An ARN or a user's id may end in a wildcard as long as it says whose. */
const isFixed = (values: readonly string[]): boolean =>
  values.length > 0 && values.every((value) => !/^[*?:]*$/.test(value) && !EVERY_ADDRESS.has(value));

/** `*` stands for any characters, `?` for one; case does not matter. Linear in both, whatever the pattern. */
function isLike(text: string, pattern: string): boolean {
  const [t, p] = [text.toLowerCase(), pattern.toLowerCase()];
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (at < t.length) {
    if (from < p.length && (p[from] === '?' || (p[from] === t[at] && p[from] !== '*'))) {
      at++;
      from++;
    } else if (from < p.length && p[from] === '*') {
      star = from++;
      mark = at;
    } else if (star >= 0) {
      from = star + 1;
      at = ++mark;
    } else return false;
  }
  while (p[from] === '*') from++;
  return from === p.length;
}
