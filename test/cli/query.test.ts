import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { trailkeeper } from '../support/cli.ts';
import { clientOptions, engine } from '../support/engine.ts';

const HOUR = 3_600_000;
const group = '/trail';

/** An engine with a log group of two hours: an event named a, then b with a comma in its text. */
async function given() {
  const started = await engine();
  const client = new CloudWatchLogsClient(clientOptions(started));
  const first = Math.floor((Date.now() - 3 * HOUR) / HOUR) * HOUR;
  await client.send(new CreateLogGroupCommand({ logGroupName: group }));
  await client.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName: 's' }));
  const logEvents = [
    { timestamp: first, message: '{"name":"a","n":1}' },
    { timestamp: first + 1000, message: '{"name":"a","n":2}' },
    { timestamp: first + HOUR, message: '{"name":"b, the second","n":3}' },
  ];
  await client.send(new PutLogEventsCommand({ logGroupName: group, logStreamName: 's', logEvents }));
  client.destroy();
  const ask = (query: string, ...more: string[]) =>
    trailkeeper('query', query, '--log-group', group, '--start', '-6h', '--endpoint', started.url, ...more);
  return { ask, url: started.url };
}

describe('trailkeeper query', () => {
  it('prints a table, with what was looked at', async () => {
    const { ask } = await given();

    const { out, code } = await ask('stats count(*) as events, sum(n) by name | sort events desc');

    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 4)).toEqual([
      'name           events  sum(n)',
      '-------------  ------  ------',
      'a                   2       3',
      'b, the second       1       3',
    ]);
    expect(out).toMatch(/2 rows; 3 of 3 events matched/);
  });

  it('prints CSV and JSON', async () => {
    const { ask } = await given();

    const csv = await ask('filter n > 1 | fields name, n | sort n asc', '--format', 'csv');
    const json = await ask('stats max(n) as most', '--format', 'json');

    expect(csv.out).toBe('name,n\na,2\n"b, the second",3\n');
    expect(JSON.parse(json.out)).toMatchObject({ columns: ['most'], rows: [{ most: '3' }] });
  });

  it('draws the bins of time', async () => {
    const { ask } = await given();

    const { out } = await ask('stats count(*) as events by bin(1h)', '--chart');

    const [title = '', first = '', second = ''] = out.split('\n');
    expect(title).toBe('events by bin(1h)');
    expect(first).toMatch(/:00 {2}2 {2}█+$/);
    expect(second).toMatch(/:00 {2}1 {2}█+.?$/);
    expect(first.length).toBeGreaterThan(second.length);
  });

  it('takes groups from a SOURCE', async () => {
    const { url } = await given();

    const { out } = await trailkeeper(
      'query',
      `SOURCE logGroups(namePrefix: ["/tr"]) | stats count(*) as n`,
      '--start',
      '-6h',
      '--format',
      'csv',
      '--endpoint',
      url,
    );

    expect(out).toBe('n\n3\n');
  });

  it.each<[named: RegExp, args: string[]]>([
    [/^trailkeeper: query: unexpected symbol found by at line 1 and position 7\n$/, ['stats by', '--log-group', 'g']],
    [/--log-group is missing/, ['fields a']],
    [/--limit: 0 is not between 1 and 10000/, ['fields a', '--log-group', 'g', '--limit', '0']],
    [/--start: soon is not a time/, ['fields a', '--log-group', 'g', '--start', 'soon']],
    [/--start: .* is after the end/, ['fields a', '--log-group', 'g', '--start', '2026-01-02', '--end', '2026-01-01']],
    [/--endpoint: nope is not a URL/, ['fields a', '--log-group', 'g', '--endpoint', 'nope']],
    [/--endpoint: .* cannot be reached/, ['fields a', '--log-group', 'g', '--endpoint', 'http://127.0.0.1:1']],
    [/--format.*xml.*table, csv, json/, ['fields a', '--log-group', 'g', '--format', 'xml']],
  ])('says what is wrong in one line: %s', async (named, args) => {
    const { err, code } = await trailkeeper('query', ...args);

    expect(err).toMatch(named);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });

  it('names a group that is not there', async () => {
    const { url } = await given();

    const { err, code } = await trailkeeper('query', 'fields a', '--log-group', 'nowhere', '--endpoint', url);

    expect(err).toMatch(/ResourceNotFoundException: Log group 'nowhere' does not exist/);
    expect(code).toBe(2);
  });
});
