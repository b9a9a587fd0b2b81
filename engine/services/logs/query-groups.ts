import type { StartQueryRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Query } from '../../../core/insights/index.ts';
import { parseArn } from '../../arn.ts';
import type { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import { invalid, notFound } from './errors.ts';
import { groupName } from './names.ts';
import type { LogGroup, LogsState } from './state.ts';

/** Named one by one. */
const MOST_GROUPS = 50;
/** By a SOURCE, whatever it says. */
const MOST_CHOSEN = 10_000;

/** The groups a request names, also in accounts linked to the caller's, by ARN. */
export function groupsNamed(state: LogsState, call: Call<StartQueryRequest>): LogGroup[] {
  const { logGroupName, logGroupNames, logGroupIdentifiers } = call.input;
  const given = [logGroupName === undefined ? undefined : [logGroupName], logGroupNames, logGroupIdentifiers];
  const lists = given.filter((list) => list !== undefined && list.length > 0);
  if (lists.length > 1) {
    throw invalid('Exactly one of logGroupName, logGroupNames and logGroupIdentifiers may be given.');
  }
  return (lists[0] ?? []).map((written) => find(state, call, written));
}

/** The groups a query goes over: those the request names, and those chosen by the query's own SOURCE. */
export function groupsOf(
  state: LogsState,
  call: Call<StartQueryRequest>,
  requested: readonly LogGroup[],
  { source }: Query,
): LogGroup[] {
  const named = [...requested, ...(source?.groups ?? []).map((written) => find(state, call, written))];
  const chosen = source && source.groups.length === 0 ? choose(state, call, source) : [];
  const groups = [...new Map([...named, ...chosen].map((group) => [group.id, group])).values()];
  if (groups.length === 0 && !source) throw invalid('Either a log group or a SOURCE command must be given.');
  if (groups.some((group) => group.class === 'DELIVERY')) {
    throw invalid('Log groups of the class DELIVERY cannot be queried.');
  }
  if (groups.length > MOST_CHOSEN) {
    throw invalid(`A SOURCE chooses at most ${MOST_CHOSEN} log groups; this one chooses ${groups.length}.`);
  }
  if (named.length > MOST_GROUPS) throw invalid(`A query goes over at most ${MOST_GROUPS} log groups.`);
  return groups;
}

function find(state: LogsState, call: Call<unknown>, written: string): LogGroup {
  const { account, region } = parseArn(written) ?? call;
  const name = groupName(written);
  const found = region === call.region ? state.seen(call, account, name) : undefined;
  if (!found) throw noSuchGroup(call, account, name);
  return found;
}

function choose(state: LogsState, call: Call<unknown>, source: NonNullable<Query['source']>): LogGroup[] {
  const accounts = source.accounts.length > 0 ? source.accounts : [call.account, ...state.links.sources(call)];
  const classes: readonly string[] = source.classes.length > 0 ? source.classes : ['STANDARD'];
  return accounts
    .flatMap((account) => state.seenIn(call, account))
    .filter(
      (group) =>
        classes.includes(group.class) &&
        (source.prefixes.length === 0 || source.prefixes.some((prefix) => group.name.startsWith(prefix))),
    );
}

/** In AWS's words (recorded), a Java exception's text and all. */
const noSuchGroup = ({ requestId }: Call<unknown>, account: string, name: string): AwsError =>
  notFound(
    `Log group '${name}' does not exist for account ID '${account}' (Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ${requestId}; Proxy: null)`,
  );
