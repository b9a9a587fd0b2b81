import { invalid } from './errors.ts';

/** Whether a log group or a namespace of this name is shared. */
export type ShareFilter = (name: string) => boolean;

/** `AND` and `OR` in one filter, at most. */
const MOST_OPERANDS = 5;

const TOKEN = /\s*(?:'([^']*)'|(!=|=|\(|\)|,)|([A-Za-z]+)|(\S))/y;

/** A word or a sign of a filter, or a name between quotation marks. */
type Token = { readonly word: string } | { readonly name: string };

/**
 * A link's filter: `LogGroupName LIKE 'aws/lambda/%' OR LogGroupName IN ('a', 'b')`. That AND binds tighter than OR is unverified.
 * @param term what the filter is of: `LogGroupName` or `Namespace`
 * @see CloudWatch Observability Access Manager API, LogGroupConfiguration and MetricConfiguration
 * @throws AwsError InvalidParameterException
 */
export function parseShareFilter(text: string, term: 'LogGroupName' | 'Namespace'): ShareFilter {
  const tokens = tokensOf(text);
  let at = 0;
  let operands = 0;

  const refuse = (): never => {
    throw invalid(`The filter is not valid: ${text}`);
  };
  const take = (word: string): boolean => {
    const token = tokens[at];
    if (token === undefined || !('word' in token) || token.word !== word) return false;
    at += 1;
    return true;
  };
  const name = (): string => {
    const token = tokens[at];
    at += 1;
    return token && 'name' in token ? token.name : refuse();
  };
  const names = (): string[] => {
    if (!take('(')) refuse();
    const found = [name()];
    while (take(',')) found.push(name());
    return take(')') ? found : refuse();
  };
  /** `LIKE` searches by the beginning. */
  const beginning = (): string => {
    const pattern = name();
    return /^[^%]*%$/.test(pattern) ? pattern.slice(0, -1) : refuse();
  };

  const condition = (): ShareFilter => {
    if (!take(term)) refuse();
    if (take('=')) return equals(name());
    if (take('!=')) return not(equals(name()));
    const negated = take('NOT');
    const found = take('LIKE') ? startsWith(beginning()) : take('IN') ? isIn(names()) : refuse();
    return negated ? not(found) : found;
  };
  const joined = (word: string, part: () => ShareFilter, join: (parts: ShareFilter[]) => ShareFilter) => {
    const parts = [part()];
    while (take(word)) {
      operands += 1;
      parts.push(part());
    }
    return join(parts);
  };

  const filter = joined('OR', () => joined('AND', condition, allOf), anyOf);
  if (at < tokens.length || operands > MOST_OPERANDS) refuse();
  return filter;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    const [, name, sign, word, other] = found;
    tokens.push(name === undefined ? { word: sign ?? word ?? other ?? '' } : { name });
  }
  return tokens;
}

const equals =
  (wanted: string): ShareFilter =>
  (name) =>
    name === wanted;
const startsWith =
  (beginning: string): ShareFilter =>
  (name) =>
    name.startsWith(beginning);
const isIn =
  (wanted: readonly string[]): ShareFilter =>
  (name) =>
    wanted.includes(name);
const not =
  (filter: ShareFilter): ShareFilter =>
  (name) =>
    !filter(name);
const allOf =
  (filters: readonly ShareFilter[]): ShareFilter =>
  (name) =>
    filters.every((filter) => filter(name));
const anyOf =
  (filters: readonly ShareFilter[]): ShareFilter =>
  (name) =>
    filters.some((filter) => filter(name));
