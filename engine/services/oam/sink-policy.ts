import { invalid } from './errors.ts';
import type { Sink } from './model.ts';

export type LinkAction = 'CreateLink' | 'UpdateLink';

/** What a source account asks of a sink. */
export interface LinkRequest {
  readonly action: LinkAction;
  readonly account: string;
  /** The caller's ARN. */
  readonly caller: string;
  readonly resourceTypes: readonly string[];
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: Words;
  readonly Resource?: Words;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Words>>>>;
}

type Words = string | readonly string[];

/** @throws AwsError InvalidParameterException where a text is no policy */
export function parsePolicy(text: string): readonly Statement[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw invalid('The policy is not valid JSON.');
  }
  const { Statement: given } = Object(document) as { Statement?: unknown };
  const statements: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (!statements.every((each) => typeof each === 'object' && each !== null)) {
    throw invalid('The policy has no statement.');
  }
  return statements as readonly Statement[];
}

/**
 * Whether a sink's policy lets an account link to it: one statement allows it and none denies it.
 * @see CloudWatch Observability Access Manager API, PutSinkPolicy, examples
 */
export function mayLink({ arn, policy }: Sink, request: LinkRequest): boolean {
  if (policy === undefined) return false;
  const about = parsePolicy(policy).filter(
    ({ Principal, Action, Resource = '*' }) =>
      isNamed(Principal, request) &&
      matches(lowerCased(Action), `oam:${request.action}`.toLowerCase()) &&
      matches(Resource, arn),
  );
  // What a condition says that is not known here neither opens a sink nor gets around a denial.
  return (
    about.some(({ Effect, Condition }) => Effect === 'Allow' && holds(Condition, request) === true) &&
    !about.some(({ Effect, Condition }) => Effect === 'Deny' && holds(Condition, request) !== false)
  );
}

function isNamed(principal: unknown, { account, caller }: LinkRequest): boolean {
  const { AWS } = Object(principal) as { AWS?: Words };
  return listed(typeof principal === 'string' ? principal : AWS).some(
    (each) => each === '*' || each === account || each === caller || each === `arn:aws:iam::${account}:root`,
  );
}

function holds(condition: Statement['Condition'], request: LinkRequest): boolean | undefined {
  const tests = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys ?? {}).map(([key, wanted]) => test(operator, key.toLowerCase(), listed(wanted), request)),
  );
  if (tests.includes(false)) return false;
  return tests.includes(undefined) ? undefined : true;
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?String(Not)?(Equals|Like)$/;

/** One condition; undefined for one that is not known. */
function test(
  operator: string,
  key: string,
  wanted: readonly string[],
  { account, resourceTypes }: LinkRequest,
): boolean | undefined {
  const found = OPERATOR.exec(operator);
  const values = valuesOf(key, account, resourceTypes);
  if (!found || !values) return undefined;
  const [, set, negated, kind] = found;
  if (values === 'any') return !negated;
  const isWanted = (value: string) => (kind === 'Like' ? matches(wanted, value) : wanted.includes(value));
  const fits = (value: string) => isWanted(value) !== Boolean(negated);
  return set === 'ForAnyValue' ? values.some(fits) : values.every(fits);
}

/** All accounts of an engine are taken to be of one organisation, whatever it is called. */
function valuesOf(
  key: string,
  account: string,
  resourceTypes: readonly string[],
): readonly string[] | 'any' | undefined {
  switch (key) {
    case 'oam:resourcetypes':
      return resourceTypes;
    case 'aws:principalaccount':
      return [account];
    case 'aws:principalorgid':
    case 'aws:principalorgpaths':
      return 'any';
    default:
      return undefined;
  }
}

/** Whether a text is one of those, in which `*` and `?` stand for others. */
const matches = (patterns: Words | undefined, text: string): boolean =>
  listed(patterns).some((pattern) => fits(pattern, text));

/** Goes back to the last `*` alone, so that no policy takes longer than the product of the two lengths. */
function fits(pattern: string, text: string): boolean {
  let [inPattern, inText] = [0, 0];
  let star: { readonly inPattern: number; inText: number } | undefined;
  while (inText < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = { inPattern, inText };
      inPattern += 1;
    } else if (wanted === '?' || wanted === text[inText]) {
      inPattern += 1;
      inText += 1;
    } else if (star) {
      star.inText += 1;
      inText = star.inText;
      inPattern = star.inPattern + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(inPattern));
}

/** What a policy lists, of which anything may be of another kind than it should. */
const listed = (words: unknown): readonly string[] =>
  (Array.isArray(words) ? words : [words]).filter((word) => typeof word === 'string');

/** Names of actions are the same in any case. */
const lowerCased = (words: Words | undefined): readonly string[] => listed(words).map((word) => word.toLowerCase());
