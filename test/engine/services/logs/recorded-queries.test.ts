import {
  DescribeQueriesCommand,
  GetQueryResultsCommand,
  type QueryStatus,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { recordings, refusal } from '../../../support/recorded.ts';
import { sharedData } from '../../../support/shared.ts';
import { givenStream, NOW } from './given.ts';

const seconds = NOW / 1000;

describe.skipIf(!sharedData)('answers recorded from AWS about queries', () => {
  const recorded = sharedData ? recordings('logs/test_logs_queries') : undefined;

  /** A query over the group, done. */
  async function given() {
    const { client, parts } = await givenStream();
    const started = await client.send(
      new StartQueryCommand({
        logGroupName: 'g',
        queryString: 'fields @message',
        startTime: seconds - 3600,
        endTime: seconds,
      }),
    );
    await parts.clock.idle();
    const queries = async (status?: QueryStatus) => {
      const { $metadata, ...answer } = await client.send(new DescribeQueriesCommand({ logGroupName: 'g', status }));
      return normalized(answer, started.queryId!);
    };
    return { client, started, queries };
  }

  it('a started query has an id', async () => {
    const { started } = await given();

    const { $metadata, ...answer } = started;

    expect(Object.keys(answer)).toEqual(Object.keys(Object(recorded?.answer('test_start_query_basic', 'start-query'))));
  });

  it('a group that is not there', async () => {
    const { client } = await given();
    const start = client.send(
      new StartQueryCommand({
        logGroupName: 'none',
        queryString: 'fields @message',
        startTime: seconds - 1,
        endTime: seconds,
      }),
    );

    const { Code, Message } = await refusal(start);

    const wanted = recorded!.error('test_start_query_log_group_not_found', 'error-log-group-not-found');
    expect({ Code, Message: withoutIds(Message.replace("'none'", "'<log-group>'")) }).toEqual({
      Code: wanted.Code,
      Message: withoutIds(wanted.Message),
    });
  });

  it('queries as they are described', async () => {
    const { queries } = await given();

    expect(await queries()).toEqual(plain(recorded!.answer('test_describe_queries', 'describe-queries')));
    const status = 'test_describe_queries_with_status_filter';
    expect(await queries('Complete')).toEqual(plain(recorded!.answer(status, 'describe-queries-complete')));
    expect(await queries('Scheduled')).toEqual(plain(recorded!.answer(status, 'describe-queries-scheduled')));
  });

  it('results have the language, statistics and a status', async () => {
    const { client, started } = await given();

    const answer = await client.send(new GetQueryResultsCommand({ queryId: started.queryId }));

    expect(answer).toMatchObject({ queryLanguage: 'CWLI', status: 'Complete', results: [] });
  });
});

/** The answer with the recording's names in the place of what differs from run to run. */
function normalized(answer: object, id: string): unknown {
  const text = JSON.stringify(plain(answer))
    .replaceAll(id, '<uuid:1>')
    .replaceAll('\\"g\\"', '\\"<log-group-name:1>\\"')
    .replaceAll('"g"', '"<log-group-name:1>"')
    .replaceAll('"Complete"', '"<status:1>"')
    .replace(/START=\d+000 END=\d+999/, 'START=<start-time>000 END=<end-time>999')
    .replace(/"createTime":\d+/, '"createTime":"create-time"');
  return JSON.parse(text);
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const withoutIds = (message: string): string =>
  message.replace(/account ID '\d+'/, 'account').replace(/Request ID: [\w-]+/, 'request');
