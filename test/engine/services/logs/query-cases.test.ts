import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  GetQueryResultsCommand,
  type InputLogEvent,
  PutLogEventsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logs } from '../../../../engine/services/logs/index.ts';
import { comparableRows, insightsCases, realRecords } from '../../../support/insights-cases.ts';
import { serveServices } from '../../../support/serve.ts';
import { sharedData } from '../../../support/shared.ts';

const DAY = 24 * 3600 * 1000;
const group = 'trail';

describe.skipIf(!sharedData)('queries over the real CloudTrail records, stored', async () => {
  const served = await serveServices({ logs }, { start: Date.UTC(2021, 7, 4) });
  const client = new CloudWatchLogsClient(served.config);

  beforeAll(async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: group }));
    await client.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName: 's' }));
    for (const logEvents of batches(realRecords())) {
      await client.send(new PutLogEventsCommand({ logGroupName: group, logStreamName: 's', logEvents }));
    }
  });

  afterAll(async () => {
    client.destroy();
    await served.close();
  });

  // The first reads messages, the second what the first has kept as columns.
  describe.each(['first', 'second'])('the %s time', () => {
    it.each(insightsCases)('$id $note', async ({ query, start, end, expected }) => {
      const { queryId } = await client.send(
        new StartQueryCommand({
          logGroupName: group,
          queryString: query,
          startTime: Date.parse(start) / 1000,
          endTime: Date.parse(end) / 1000,
        }),
      );
      await served.parts.clock.idle();

      const { results = [], status } = await client.send(new GetQueryResultsCommand({ queryId }));

      const found = results.map((row) =>
        expected.columns.map((name) => row.find(({ field }) => field === name)?.value),
      );
      expect(status).toBe('Complete');
      expect(comparableRows(found, expected.ordered)).toEqual(comparableRows(expected.rows, expected.ordered));
    });
  });
});

/** As PutLogEvents takes them: a megabyte, a day. */
function batches(records: readonly { timestamp: number; message: string }[]): InputLogEvent[][] {
  const found: InputLogEvent[][] = [];
  let bytes = 0;
  for (const record of records) {
    const size = Buffer.byteLength(record.message) + 26;
    const last = found.at(-1);
    const first = last?.[0]?.timestamp ?? 0;
    if (!last || bytes + size > 1_000_000 || record.timestamp - first >= DAY) {
      found.push([record]);
      bytes = size;
    } else {
      last.push(record);
      bytes += size;
    }
  }
  return found;
}
