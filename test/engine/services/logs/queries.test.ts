import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteQueryDefinitionCommand,
  DescribeQueriesCommand,
  DescribeQueryDefinitionsCommand,
  GetLogGroupFieldsCommand,
  GetLogRecordCommand,
  GetQueryResultsCommand,
  ListLogGroupsForQueryCommand,
  MalformedQueryException,
  PutLogEventsCommand,
  PutQueryDefinitionCommand,
  PutRetentionPolicyCommand,
  StartQueryCommand,
  type StartQueryCommandInput,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { DAY, givenStream, NOW, refusalOf } from './given.ts';

const SECOND = 1000;

async function givenRecords() {
  const given = await givenStream();
  const { client } = given;
  await given.put('g', 's', [
    { timestamp: NOW - 3 * SECOND, message: '{"eventName":"CreateUser","user":{"name":"alice"},"bytes":10}' },
    { timestamp: NOW - 2 * SECOND, message: '{"eventName":"DeleteUser","user":{"name":"bob"},"bytes":30}' },
    { timestamp: NOW - 1 * SECOND, message: 'plain text' },
  ]);
  const start = async (queryString: string, more: Partial<StartQueryCommandInput> = {}) => {
    const times = { startTime: NOW / SECOND - 3600, endTime: NOW / SECOND };
    const { queryId } = await client.send(new StartQueryCommand({ logGroupName: 'g', queryString, ...times, ...more }));
    return queryId!;
  };
  return {
    ...given,
    start,
    async ask(queryString: string, more: Partial<StartQueryCommandInput> = {}) {
      const queryId = await start(queryString, more);
      await given.parts.clock.idle();
      return client.send(new GetQueryResultsCommand({ queryId }));
    },
  };
}

describe('a query', () => {
  it('gives rows of fields, latest first, with what it looked at', async () => {
    const { ask } = await givenRecords();

    const { results, status, statistics } = await ask('fields @timestamp, user.name | filter ispresent(user.name)');

    expect(status).toBe('Complete');
    expect(results).toEqual([
      [
        { field: '@timestamp', value: '2026-01-10 11:59:58.000' },
        { field: 'user.name', value: 'bob' },
        { field: '@ptr', value: expect.any(String) },
      ],
      [
        { field: '@timestamp', value: '2026-01-10 11:59:57.000' },
        { field: 'user.name', value: 'alice' },
        { field: '@ptr', value: expect.any(String) },
      ],
    ]);
    expect(statistics).toMatchObject({ recordsMatched: 2, recordsScanned: 3, logGroupsScanned: 1 });
  });

  it('counts and sums by groups', async () => {
    const { ask } = await givenRecords();

    const { results } = await ask('stats count(*) as n, sum(bytes) as total by bin(1h)');

    expect(results).toEqual([
      [
        { field: 'bin(1h)', value: '2026-01-10 11:00:00.000' },
        { field: 'n', value: '3' },
        { field: 'total', value: '40' },
      ],
    ]);
  });

  it('goes over several groups, by name, ARN or its own SOURCE', async () => {
    const { ask, group, put, stream } = await givenRecords();
    await group('h');
    await stream('h', 's');
    await put('h', 's', [{ timestamp: NOW, message: 'x' }]);
    const count = async (more: Partial<StartQueryCommandInput>, text = 'stats count(*) as n') =>
      (await ask(text, { logGroupName: undefined, ...more })).results?.[0]?.[0]?.value;

    expect(await count({ logGroupNames: ['g', 'h'] })).toBe('4');
    expect(await count({ logGroupIdentifiers: ['arn:aws:logs:us-east-1:123456789012:log-group:h'] })).toBe('1');
    expect(await count({}, 'SOURCE "g" | stats count(*) as n')).toBe('3');
    expect(await count({}, 'SOURCE logGroups(namePrefix: ["h"]) | stats count(*) as n')).toBe('1');
  });

  it('reads a custom VPC flow log in the format a tag of its group says', async () => {
    const { ask, client, put } = await givenRecords();
    const tags = { 'trailkeeper:vpc-flow-format': 'vpc-id srcaddr tcp-flags' };
    await client.send(new CreateLogGroupCommand({ logGroupName: 'flows', tags }));
    await client.send(new CreateLogStreamCommand({ logGroupName: 'flows', logStreamName: 's' }));
    await put('flows', 's', [{ timestamp: NOW, message: 'vpc-1 10.0.0.1 19' }]);

    const { results } = await ask('filter tcpFlags > 16 | display vpcId, srcAddr', { logGroupName: 'flows' });

    expect(results?.[0]?.map(({ value }) => value)).toEqual(['vpc-1', '10.0.0.1', expect.any(String)]);
  });

  it('goes over groups of linked accounts, as far as they are shared', async () => {
    const { ask, config, ports } = await givenRecords();
    ports.linksBy({
      sources: () => ['111122223333'],
      shares: (_, source, group) => source === '111122223333' && group === 'theirs',
    });
    const other = new CloudWatchLogsClient({
      ...config,
      credentials: { accessKeyId: '111122223333', secretAccessKey: 's' },
    });
    const logEvents = [{ timestamp: NOW, message: 'x' }];
    for (const logGroupName of ['theirs', 'private']) {
      await other.send(new CreateLogGroupCommand({ logGroupName }));
      await other.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 's' }));
      await other.send(new PutLogEventsCommand({ logGroupName, logStreamName: 's', logEvents }));
    }
    const theirs = 'arn:aws:logs:us-east-1:111122223333:log-group:theirs';
    const logs = async (query: string, more: Partial<StartQueryCommandInput>) =>
      (await ask(query, { logGroupName: undefined, ...more })).results?.map(([log]) => log?.value);

    const { queryId } = await other.send(
      new StartQueryCommand({ logGroupName: 'theirs', queryString: 'display @log', startTime: 0, endTime: 1 }),
    );
    const analyzed = await other.send(new ListLogGroupsForQueryCommand({ queryId }));
    const both = await logs('stats count(*) by @log | sort @log asc', { logGroupIdentifiers: ['g', theirs] });
    const chosen = await logs('SOURCE logGroups(accountIdentifiers: ["111122223333"]) | display @log', {});

    expect(both).toEqual(['111122223333:theirs', '123456789012:g']);
    expect(chosen).toEqual(['111122223333:theirs']);
    expect(await logs('SOURCE logGroups() | stats count(*) by @log | sort @log', {})).toEqual(both);
    expect(analyzed.logGroupIdentifiers).toEqual([theirs]);
    const unshared = logs('display @log', { logGroupIdentifiers: [theirs.replace('theirs', 'private')] });
    await expect(unshared).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('gives its rows in pages, up to 100,000 where it asks for more than 10,000', async () => {
    const { client, parts, put, start } = await givenRecords();
    const many = Array.from({ length: 10_000 }, (_, index) => ({ timestamp: NOW - 1, message: String(index) }));
    await put('g', 's', many);
    await put('g', 's', many.slice(0, 2000));
    const pages = async (query: string, maxItems?: number) => {
      const queryId = await start(query);
      await parts.clock.idle();
      const lengths: number[] = [];
      let nextToken: string | undefined;
      do {
        const page = await client.send(new GetQueryResultsCommand({ queryId, nextToken, maxItems }));
        lengths.push(page.results?.length ?? 0);
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return { queryId, lengths };
    };

    const plain = await pages('display @message');

    expect(plain.lengths).toEqual([10_000]);
    expect((await pages('display @message | limit 50000')).lengths).toEqual([10_000, 2003]);
    expect((await pages('display @message | limit 5', 2)).lengths).toEqual([2, 2, 1]);
    const wrong = client.send(new GetQueryResultsCommand({ queryId: plain.queryId, nextToken: 'wrong' }));
    expect(await refusalOf(wrong)).toBe('InvalidParameterException: The specified nextToken is invalid.');
  });

  it('sees what lies in its time range, the last second whole, and what has not expired', async () => {
    const { ask, client } = await givenRecords();
    const count = async (more: Partial<StartQueryCommandInput>) =>
      (await ask('stats count(*) as n', more)).results?.[0]?.[0]?.value;

    expect(await count({ endTime: NOW / SECOND - 2 })).toBe('2');
    expect(await count({ startTime: NOW / SECOND - 1 })).toBe('1');
    expect(await count({ startTime: NOW - 2 * SECOND, endTime: NOW })).toBe('2');
    await client.send(new PutRetentionPolicyCommand({ logGroupName: 'g', retentionInDays: 1 }));
    const later = await ask('stats count(*) as n', { endTime: NOW / SECOND + DAY / SECOND });
    expect(later.results?.[0]?.[0]?.value).toBe('3');
  });

  it('is refused with the place of the mistake', async () => {
    const { start } = await givenRecords();

    const error = await start('fields a | filtr b = 1').catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(MalformedQueryException);
    expect((error as MalformedQueryException).message).toMatch(
      /unexpected symbol found filtr.* at line 1 and position 12/,
    );
    expect((error as MalformedQueryException).queryCompileError?.location).toEqual({
      startCharOffset: 11,
      endCharOffset: 16,
    });
  });

  it('of a group that is not there is refused in AWS’s words', async () => {
    const { start } = await givenRecords();

    expect(await refusalOf(start('fields @message', { logGroupName: 'none' }))).toMatch(
      /^ResourceNotFoundException: Log group 'none' does not exist for account ID '123456789012' \(Service: AWSLogs; /,
    );
  });

  it('is listed as AWS lists it, and stopped only while it runs', async () => {
    const { ask, client } = await givenRecords();
    await ask('fields @message');

    const { queries } = await client.send(new DescribeQueriesCommand({ logGroupName: 'g', status: 'Complete' }));
    const running = await client.send(new DescribeQueriesCommand({ status: 'Scheduled' }));

    expect(queries).toMatchObject([
      {
        queryLanguage: 'CWLI',
        logGroupName: 'g',
        status: 'Complete',
        queryString: `SOURCE "g" START=${NOW - 3600 * SECOND} END=${NOW + 999} | fields @message`,
      },
    ]);
    expect(running.queries).toEqual([]);
    const queryId = queries?.[0]?.queryId;
    expect(await refusalOf(client.send(new StopQueryCommand({ queryId })))).toMatch(/^InvalidParameterException/);
    expect(await refusalOf(client.send(new GetQueryResultsCommand({ queryId: 'none' })))).toMatch(
      /^ResourceNotFoundException/,
    );
  });
});

describe('a long query', () => {
  it('shows what it has found so far, lets other requests through, and holds virtual time', async () => {
    const { client, parts, put, start } = await givenRecords();
    const message = JSON.stringify({ text: 'x'.repeat(200) });
    const batch = Array.from({ length: 3000 }, () => ({ timestamp: NOW, message }));
    for (let index = 0; index < 8; index += 1) await put('g', 's', batch);

    // The expression makes each event some work: together more than one slice.
    const queryId = await start('filter @message like /(x+x+)+y/ or text like /x/ | stats count(*) as n');
    const seen: { status: string | undefined; scanned: number }[] = [];
    for (let status: string | undefined = 'Running'; status === 'Running'; ) {
      const found = await client.send(new GetQueryResultsCommand({ queryId }));
      status = found.status;
      seen.push({ status, scanned: found.statistics?.recordsScanned ?? 0 });
    }
    await parts.clock.idle();

    const last = await client.send(new GetQueryResultsCommand({ queryId }));
    expect(seen[0]).toMatchObject({ status: 'Running' });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.map(({ scanned }) => scanned)).toEqual(seen.map(({ scanned }) => scanned).toSorted((a, b) => a - b));
    expect(last.results).toEqual([[{ field: 'n', value: '24000' }]]);
    expect(last.statistics?.recordsScanned).toBe(24_003);
  });

  it('ends with what it has when it is stopped', async () => {
    const { client, put, start } = await givenRecords();
    const batch = Array.from({ length: 5000 }, () => ({ timestamp: NOW, message: 'x'.repeat(100) }));
    for (let index = 0; index < 4; index += 1) await put('g', 's', batch);

    const slow = 'filter @message not like /(x+x+)+y/ | stats count(*) as n by bin(1s)';
    const stopped = async () => {
      // Ten take turns, so that the last is hardly done before it is stopped; on a busy machine it may be, and others are tried.
      const queryId = (await Promise.all(Array.from({ length: 10 }, () => start(slow)))).at(-1);
      const answer = await client.send(new StopQueryCommand({ queryId })).catch((error: Error) => error.message);
      if (typeof answer !== 'string') return { queryId, success: answer.success };
      expect(answer).toContain('is not in a stoppable state: Complete');
      return undefined;
    };
    const { queryId, success } = await eventually(stopped);

    expect(success).toBe(true);
    expect((await client.send(new GetQueryResultsCommand({ queryId }))).status).toBe('Cancelled');
  });
});

describe('a log record', () => {
  it('is found by its pointer, with all its fields', async () => {
    const { ask, client } = await givenRecords();
    const { results } = await ask('filter eventName = "CreateUser"');
    const pointer = results?.[0]?.find(({ field }) => field === '@ptr')?.value;

    const { logRecord } = await client.send(new GetLogRecordCommand({ logRecordPointer: pointer }));

    expect(logRecord).toMatchObject({
      '@log': '123456789012:g',
      '@logStream': 's',
      '@timestamp': String(NOW - 3 * SECOND),
      eventName: 'CreateUser',
      'user.name': 'alice',
      bytes: '10',
    });
    expect(await refusalOf(client.send(new GetLogRecordCommand({ logRecordPointer: 'made up' })))).toMatch(
      /^InvalidParameterException/,
    );
  });

  it('of a group has fields, each with how many have it', async () => {
    const { client } = await givenRecords();

    const { logGroupFields } = await client.send(new GetLogGroupFieldsCommand({ logGroupName: 'g' }));

    expect(logGroupFields).toEqual(
      expect.arrayContaining([
        { name: '@message', percent: 100 },
        { name: 'user.name', percent: 67 },
      ]),
    );
  });
});

describe('saved queries', () => {
  it('are put, changed, found by prefix and deleted', async () => {
    const { client } = await givenRecords();
    const put = (name: string, queryDefinitionId?: string) =>
      client.send(
        new PutQueryDefinitionCommand({ name, queryDefinitionId, queryString: 'fields a', logGroupNames: ['g'] }),
      );
    const names = async (queryDefinitionNamePrefix?: string) =>
      (await client.send(new DescribeQueryDefinitionsCommand({ queryDefinitionNamePrefix }))).queryDefinitions?.map(
        ({ name }) => name,
      );

    const { queryDefinitionId } = await put('cis/b');
    await put('cis/a');
    await put('other');
    await put('cis/c', queryDefinitionId);

    expect(await names('cis/')).toEqual(['cis/a', 'cis/c']);
    expect(await refusalOf(put('x', 'none'))).toMatch(/^ResourceNotFoundException/);
    expect((await client.send(new DeleteQueryDefinitionCommand({ queryDefinitionId }))).success).toBe(true);
    expect(await names()).toEqual(['cis/a', 'other']);
  });
});
