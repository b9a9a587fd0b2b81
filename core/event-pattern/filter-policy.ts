import type { Leaf } from './clause.ts';
import type { Dialect } from './dialect.ts';
import { FilterPolicyError, Refusal } from './errors.ts';
import { type Found, findLeaves, leafOf, NumberText, PathTree } from './event-leaves.ts';
import { readEventText } from './event-text.ts';
import { branchByFiveDigits, leafByFiveDigits } from './five-digits.ts';
import { JsonReader } from './json/reader.ts';
import { comparableNumber } from './number-text.ts';
import { PatternCompiler } from './parse-pattern.ts';
import type { Branch } from './pattern.ts';
import { branchHolds } from './same-element.ts';

export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

/** A compiled SNS subscription filter policy. */
export interface FilterPolicy {
  readonly text: string;
  readonly scope: FilterPolicyScope;
  readonly branches: readonly Branch[];
}

/** A message's attributes as Publish takes them. */
export type MessageAttributes = Readonly<
  Record<string, { readonly DataType?: string; readonly StringValue?: string; readonly BinaryValue?: Uint8Array }>
>;

const MAX_KEYS = 5;
const MAX_COMBINATIONS = 150;

/** SNS knows fewer ways to say `anything-but` (recorded). */
const dialect: Dialect = {
  nestedExclusions: { prefix: 'one' },
  exclusionFault: (of) => `${of} match pattern must be a string`,
};

/**
 * Reads a filter policy as Subscribe and SetSubscriptionAttributes do.
 * @throws FilterPolicyError whose message follows `Invalid parameter: ` (SetSubscriptionAttributes) or
 *   `Invalid parameter: Attributes Reason: ` (Subscribe)
 */
export function parseFilterPolicy(text: string, scope: FilterPolicyScope): FilterPolicy {
  try {
    const compiler = new PatternCompiler(new JsonReader(text), dialect, true);
    const branches = compiler.compile();
    if (scope === 'MessageAttributes' && compiler.nested) {
      const reason = 'Filter policy scope MessageAttributes does not support nested filter policy';
      throw new FilterPolicyError(reason, reason);
    }
    checkLimits(branches, compiler.depths);
    return { text, scope, branches: branches.map(branchByFiveDigits) };
  } catch (error) {
    if (error instanceof Refusal)
      throw new FilterPolicyError(`FilterPolicy: ${error.message}`, error.message, error.place);
    throw error;
  }
}

/** At most 5 keys, and 150 combinations: the product over keys of values times depth, summed over `$or`'s alternatives. */
function checkLimits(branches: readonly Branch[], depths: ReadonlyMap<string, number>): void {
  if (depths.size > MAX_KEYS) throw new Refusal(`Filter policy can not have more than ${MAX_KEYS} keys`);
  let combinations = 0;
  for (const branch of branches) {
    combinations += branch.reduce(
      (product, { path, clauses }) => product * clauses.length * (depths.get(path) ?? 1),
      1,
    );
  }
  if (combinations > MAX_COMBINATIONS) throw new Refusal('Filter policy is too complex');
}

/**
 * Whether a message passes a policy.
 * @param message the attributes, or for scope MessageBody the body, which must be a JSON object to pass
 */
export function matchesFilterPolicy(policy: FilterPolicy, message: MessageAttributes | string): boolean {
  const leaves = typeof message === 'string' ? bodyLeaves(policy, message) : attributeLeaves(message);
  return leaves !== undefined && policy.branches.some((branch) => branchHolds(branch, leaves));
}

type Leaves = ReadonlyMap<string, readonly Found[]>;

function bodyLeaves(policy: FilterPolicy, body: string): Leaves | undefined {
  const parsed = readEventText(body);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const tree = PathTree.of(policy.branches.flatMap((branch) => branch.map(({ path }) => path)));
  const byPath = [...findLeaves(tree, parsed)];
  return new Map(
    byPath.map(([path, found]) => [path, found.map(({ leaf, within }) => ({ leaf: leafByFiveDigits(leaf), within }))]),
  );
}

function attributeLeaves(attributes: MessageAttributes): Leaves {
  return new Map(
    Object.entries(attributes).map(([name, { DataType = 'String', StringValue = '' }]) => [
      name,
      attributeValues(DataType, StringValue).map((leaf) => ({ leaf: leafByFiveDigits(leaf), within: undefined })),
    ]),
  );
}

/** An attribute's values: one, or for a String.Array its elements; binary ones are not compared. A type may carry a label behind a dot. */
function attributeValues(type: string, text: string): Leaf[] {
  const [base] = type.split('.');
  if (base === 'Binary') return [];
  if (type === 'String.Array') {
    const parsed = readEventText(text);
    return (Array.isArray(parsed) ? parsed : [parsed]).map(leafOf).filter((leaf) => leaf !== undefined);
  }
  if (base === 'Number') {
    const leaf = leafOf(new NumberText(text, comparableNumber(text)));
    return leaf === undefined ? [] : [leaf];
  }
  return [{ kind: 'string', text }];
}
