import { setTimeout as wait } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type GetQueryResultsResponse,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { UsageError } from '../errors.ts';
import { FileProgress } from '../file-progress.ts';

export interface Asked {
  readonly text: string;
  readonly groups: readonly string[];
  /** ms since 1970, both inclusive; AWS takes whole seconds. */
  readonly start: number;
  readonly end: number;
  readonly limit: number | undefined;
}

export interface Found {
  readonly columns: readonly string[];
  /** By column; a row lacks what its event does not have. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly statistics: GetQueryResultsResponse['statistics'];
}

const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 1000;

/** Starts a query and follows it to its end. */
export async function ask(client: CloudWatchLogsClient, { text, groups, start, end, limit }: Asked): Promise<Found> {
  const { queryId } = await client.send(
    new StartQueryCommand({
      queryString: text,
      ...(groups.length > 0 && { logGroupIdentifiers: [...groups] }),
      startTime: Math.floor(start / 1000),
      endTime: Math.floor(end / 1000),
      ...(limit !== undefined && { limit }),
    }),
  );
  const progress = new FileProgress();
  try {
    for (let pause = FIRST_WAIT_MS; ; pause = Math.min(2 * pause, LONGEST_WAIT_MS)) {
      const answer = await client.send(new GetQueryResultsCommand({ queryId }));
      if (answer.status === 'Complete') return found(await whole(client, queryId, answer));
      if (answer.status !== 'Running' && answer.status !== 'Scheduled') {
        throw new UsageError(`the query ended as ${answer.status}`);
      }
      progress.records(answer.statistics?.recordsScanned ?? 0);
      await wait(pause);
    }
  } finally {
    progress.end();
  }
}

/** The answer with all further pages of its rows. */
async function whole(
  client: CloudWatchLogsClient,
  queryId: string | undefined,
  first: GetQueryResultsResponse,
): Promise<GetQueryResultsResponse> {
  const results = [...(first.results ?? [])];
  for (let { nextToken } = first; nextToken !== undefined; ) {
    const page = await client.send(new GetQueryResultsCommand({ queryId, nextToken }));
    results.push(...(page.results ?? []));
    nextToken = page.nextToken;
  }
  return { ...first, results };
}

function found({ results = [], statistics }: GetQueryResultsResponse): Found {
  const columns: string[] = [];
  const rows = results.map((row) => {
    const fields: Record<string, string> = {};
    for (const { field = '', value = '' } of row) {
      if (field === '@ptr') continue;
      if (!columns.includes(field)) columns.push(field);
      fields[field] = value;
    }
    return fields;
  });
  return { columns, rows, statistics };
}
