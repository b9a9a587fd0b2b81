import { randomUUID } from 'node:crypto';
import type {
  DescribeQueriesRequest,
  DescribeQueriesResponse,
  GetQueryResultsRequest,
  GetQueryResultsResponse,
  ListLogGroupsForQueryRequest,
  ListLogGroupsForQueryResponse,
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
import { groupsNamed, groupsOf } from './query-groups.ts';
import { QueryRuns, type QueryState } from './query-runs.ts';
import type { LogsState } from './state.ts';

/** Of a query that says nothing of it, and of one that wants more. */
const DEFAULT_ROWS = 10_000;
const MOST_ROWS = 100_000;
/** Of one answer. */
const MOST_ITEMS = 10_000;
const DEFAULT_PAGE = 1000;
/** Groups of a query told in one answer, at most. */
const MOST_LISTED = 500;

/** Logs Insights: queries started, followed and stopped. */
export function queries(state: LogsState) {
  const runs = new QueryRuns(state);

  const startQuery: Operation<StartQueryRequest, StartQueryResponse> = (call) => {
    const { input } = call;
    if (input.queryLanguage !== undefined && input.queryLanguage !== 'CWLI') {
      throw invalid(`trailkeeper does not run queries in ${input.queryLanguage} yet, only in CWLI.`);
    }
    // A group that is not there is told before a mistake in the query.
    const named = groupsNamed(state, call);
    const query = parsed(input.queryString!);
    const groups = groupsOf(state, call, named, query);
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
      limit: input.limit ?? (query.commands.some(({ kind }) => kind === 'limit') ? MOST_ROWS : DEFAULT_ROWS),
      createdAt: state.parts.clock.now(),
    });
    return { queryId: id };
  };

  const getQueryResults: Operation<GetQueryResultsRequest, GetQueryResultsResponse> = (call) => {
    const query = find(call, call.input.queryId!);
    // What a query under way has found so far is shown too.
    const { results, recordsMatched, recordsScanned, bytesScanned } = query.found();
    const from = call.input.nextToken === undefined ? 0 : placeIn(call.input.nextToken);
    const to = from + (call.input.maxItems ?? MOST_ITEMS);
    return {
      queryLanguage: 'CWLI',
      status: query.status,
      results: rowsOf({ ...results, rows: results.rows.slice(from, to) }),
      nextToken: to < results.rows.length ? tokenOf(to) : undefined,
      statistics: {
        recordsMatched,
        recordsScanned,
        bytesScanned,
        estimatedRecordsSkipped: 0,
        estimatedBytesSkipped: 0,
        logGroupsScanned: query.groups.length,
      },
    };
  };

  const listLogGroupsForQuery: Operation<ListLogGroupsForQueryRequest, ListLogGroupsForQueryResponse> = (call) => {
    const { queryId, maxResults = MOST_LISTED, nextToken } = call.input;
    const groups = find(call, queryId!).groups.map(({ arn }) => arn);
    const { items, next } = page(groups.toSorted(), maxResults, nextToken, (arn) => arn);
    return { logGroupIdentifiers: items, nextToken: next };
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

  return {
    operations: {
      StartQuery: startQuery,
      GetQueryResults: getQueryResults,
      ListLogGroupsForQuery: listLogGroupsForQuery,
      StopQuery: stopQuery,
      DescribeQueries: describeQueries,
    },
    close: () => runs.close(),
  };
}

const tokenOf = (place: number): string => Buffer.from(`row ${place}`).toString('base64url');

/** The row a page begins with. @throws AwsError InvalidParameterException */
function placeIn(token: string): number {
  const place = /^row (\d{1,6})$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (place === undefined) throw invalid('The specified nextToken is invalid.');
  return Number(place);
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
