import { randomUUID } from 'node:crypto';
import type {
  DescribeQueriesRequest,
  DescribeQueriesResponse,
  GetQueryResultsRequest,
  GetQueryResultsResponse,
  StartQueryRequest,
  StartQueryResponse,
  StopQueryRequest,
  StopQueryResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { InsightsError, parseQuery, type Query, type Results, textOf } from '../../../core/insights/index.ts';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { invalid, notFound } from './errors.ts';
import { groupName } from './names.ts';
import { QueryRuns, type QueryState } from './query-runs.ts';
import type { LogGroup, LogsState } from './state.ts';

const MOST_GROUPS = 50;
const MOST_ROWS = 10_000;
const DEFAULT_PAGE = 1000;

/** Logs Insights: queries started, followed and stopped. */
export function queries(state: LogsState) {
  const runs = new QueryRuns(state);

  const startQuery: Operation<StartQueryRequest, StartQueryResponse> = (call) => {
    const { input } = call;
    if (input.queryLanguage !== undefined && input.queryLanguage !== 'CWLI') {
      throw invalid(`trailkeeper does not run queries in ${input.queryLanguage} yet, only in CWLI.`);
    }
    const query = parsed(input.queryString!);
    const groups = groupsOf(call, query);
    const [from, to] = [toMillis(input.startTime!), toMillis(input.endTime!)];
    if (to < from) throw invalid('End time should not be less than start time.');
    const id = randomUUID();
    runs.start({
      id,
      scope: scopeOf(call),
      text: input.queryString!,
      query,
      groups,
      from,
      // Given in seconds, the last one is meant whole.
      to: isSeconds(input.endTime!) ? to + 999 : to,
      limit: input.limit ?? MOST_ROWS,
      createdAt: state.parts.clock.now(),
    });
    return { queryId: id };
  };

  const getQueryResults: Operation<GetQueryResultsRequest, GetQueryResultsResponse> = (call) => {
    const { status, run, bytesScanned, results, groups } = find(call, call.input.queryId!);
    return {
      queryLanguage: 'CWLI',
      status,
      // What a query under way has found so far is shown too.
      results: rowsOf(results ?? run.results()),
      statistics: {
        recordsMatched: run.recordsMatched,
        recordsScanned: run.recordsScanned,
        bytesScanned,
        estimatedRecordsSkipped: 0,
        estimatedBytesSkipped: 0,
        logGroupsScanned: groups.length,
      },
    };
  };

  const stopQuery: Operation<StopQueryRequest, StopQueryResponse> = (call) => {
    const query = find(call, call.input.queryId!);
    if (query.status !== 'Running') throw invalid(`Query ${query.id} is not in a stoppable state: ${query.status}`);
    query.status = 'Cancelled';
    return { success: true };
  };

  const describeQueries: Operation<DescribeQueriesRequest, DescribeQueriesResponse> = (call) => {
    const { logGroupName, status, maxResults, nextToken } = call.input;
    const found = runs
      .list(scopeOf(call))
      .filter(
        (query) =>
          (status === undefined || query.status === status) &&
          (logGroupName === undefined || query.groups.some(({ name }) => name === logGroupName)),
      );
    const numbered = found.map((query, index) => ({ query, place: String(index).padStart(6, '0') }));
    const { items, next } = page(numbered, maxResults ?? DEFAULT_PAGE, nextToken, ({ place }) => place);
    return { queries: items.map(({ query }) => described(query)), nextToken: next };
  };

  function find(call: Call<unknown>, id: string): QueryState {
    const found = runs.find(scopeOf(call), id);
    if (!found) throw notFound(`Query ${id} does not exist.`);
    return found;
  }

  /** The groups a query goes over: named by the request, or by the query's own SOURCE. */
  function groupsOf(call: Call<StartQueryRequest>, { source }: Query): LogGroup[] {
    const { logGroupName, logGroupNames = [], logGroupIdentifiers = [] } = call.input;
    const scope = scopeOf(call);
    const written = [...(logGroupName === undefined ? [] : [logGroupName]), ...logGroupNames, ...logGroupIdentifiers];
    const prefixed = source?.prefixes.length
      ? state.groups.list(scope).filter(({ name }) => source.prefixes.some((prefix) => name.startsWith(prefix)))
      : [];
    const named = [...written, ...(source?.groups ?? [])].map((each) => {
      const found = state.groups.get(scope, groupName(each));
      if (!found) throw noSuchGroup(call, groupName(each));
      return found;
    });
    const groups = [...new Map([...named, ...prefixed].map((group) => [group.id, group])).values()];
    if (groups.length === 0) throw invalid('Either a log group or a SOURCE command must be given.');
    if (groups.length > MOST_GROUPS) throw invalid(`A query goes over at most ${MOST_GROUPS} log groups.`);
    return groups;
  }

  return {
    StartQuery: startQuery,
    GetQueryResults: getQueryResults,
    StopQuery: stopQuery,
    DescribeQueries: describeQueries,
  };
}

function parsed(text: string): Query {
  try {
    return parseQuery(text);
  } catch (error) {
    if (!(error instanceof InsightsError)) throw error;
    const { message, start, end } = error;
    throw new AwsError('MalformedQueryException', message, {
      fields: { queryCompileError: { location: { startCharOffset: start, endCharOffset: end }, message } },
    });
  }
}

/** In AWS's words (recorded), a Java exception's text and all. */
const noSuchGroup = ({ account, requestId }: Call<unknown>, name: string): AwsError =>
  notFound(
    `Log group '${name}' does not exist for account ID '${account}' (Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ${requestId}; Proxy: null)`,
  );

/** Times come in seconds, and, from callers who take them for milliseconds, in those. */
const isSeconds = (time: number): boolean => time < 100_000_000_000;

const toMillis = (time: number): number => (isSeconds(time) ? time * 1000 : time);

const rowsOf = ({ columns, rows }: Results) =>
  rows.map((row) =>
    row.flatMap((value, index) => {
      const text = textOf(value);
      return text === undefined ? [] : [{ field: columns[index]!, value: text }];
    }),
  );

const described = (query: QueryState) => ({
  queryLanguage: 'CWLI' as const,
  queryId: query.id,
  // As recorded: the groups and times in front of the text.
  queryString: `SOURCE ${query.groups.map(({ name }) => JSON.stringify(name)).join(' ')} START=${query.from} END=${query.to} | ${query.text}`,
  status: query.status,
  createTime: query.createdAt,
  logGroupName: query.groups[0]?.name,
});
