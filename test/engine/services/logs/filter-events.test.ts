import {
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { givenLogs, NOW, refusalOf } from './given.ts';

async function givenStreams() {
  const given = await givenLogs();
  await given.group('g');
  for (const name of ['app/1', 'app/2', 'web']) await given.stream('g', name);
  await given.put('g', 'app/1', [
    { timestamp: NOW, message: '{"event":"CreateUser","n":1}' },
    { timestamp: NOW + 3, message: 'ERROR a' },
  ]);
  await given.put('g', 'app/2', [
    { timestamp: NOW + 1, message: '{"event":"DeleteUser","n":2}' },
    { timestamp: NOW + 2, message: 'ERROR b' },
  ]);
  await given.put('g', 'web', [{ timestamp: NOW + 2, message: 'fine' }]);
  return {
    ...given,
    async search(input: Partial<FilterLogEventsCommandInput> = {}) {
      const { events } = await given.client.send(new FilterLogEventsCommand({ logGroupName: 'g', ...input }));
      return (events ?? []).map(({ message }) => message);
    },
  };
}

describe('FilterLogEvents', () => {
  it('goes through all streams in order of time and says where each event is', async () => {
    const { client } = await givenStreams();

    const { events, searchedLogStreams } = await client.send(new FilterLogEventsCommand({ logGroupIdentifier: 'g' }));

    expect(events?.map(({ message, logStreamName }) => `${logStreamName} ${message}`)).toEqual([
      'app/1 {"event":"CreateUser","n":1}',
      'app/2 {"event":"DeleteUser","n":2}',
      'app/2 ERROR b',
      'web fine',
      'app/1 ERROR a',
    ]);
    expect(events?.[0]).toMatchObject({ timestamp: NOW, ingestionTime: NOW });
    expect(new Set(events?.map(({ eventId }) => eventId)).size).toBe(5);
    expect(searchedLogStreams).toEqual([]);
  });

  it('takes what a pattern matches', async () => {
    const { search } = await givenStreams();

    expect(await search({ filterPattern: '{ $.event = "CreateUser" }' })).toEqual(['{"event":"CreateUser","n":1}']);
    expect(await search({ filterPattern: '{ $.n > 1 }' })).toEqual(['{"event":"DeleteUser","n":2}']);
    expect(await search({ filterPattern: 'ERROR -b' })).toEqual(['ERROR a']);
    expect(await search({ filterPattern: '[level, name = b]' })).toEqual(['ERROR b']);
    expect(await search({ filterPattern: '' })).toHaveLength(5);
  });

  it('takes streams by name or prefix, not both, and only ones there are', async () => {
    const { search } = await givenStreams();

    expect(await search({ logStreamNames: ['web', 'app/2'] })).toHaveLength(3);
    expect(await search({ logStreamNamePrefix: 'app/' })).toHaveLength(4);
    expect(await refusalOf(search({ logStreamNames: ['web'], logStreamNamePrefix: 'a' }))).toMatch(
      /^InvalidParameterException/,
    );
    expect(await refusalOf(search({ logStreamNames: ['none'] }))).toBe(
      'ResourceNotFoundException: The specified log stream does not exist.',
    );
  });

  it('takes both ends of the time range as included', async () => {
    const { search } = await givenStreams();

    expect(await search({ startTime: NOW + 2, endTime: NOW + 3 })).toEqual(['ERROR b', 'fine', 'ERROR a']);
    expect(await search({ endTime: NOW })).toHaveLength(1);
  });

  it('gives every match once over its pages', async () => {
    const { client } = await givenStreams();

    const found: (string | undefined)[] = [];
    const pages = paginateFilterLogEvents(
      { client, pageSize: 1 },
      { logGroupName: 'g', filterPattern: '?ERROR ?event' },
    );
    for await (const { events } of pages) found.push(...(events ?? []).map(({ message }) => message));

    expect(found).toEqual(['{"event":"CreateUser","n":1}', '{"event":"DeleteUser","n":2}', 'ERROR b', 'ERROR a']);
  });

  it('refuses a pattern as AWS does, and a token it did not give', async () => {
    const { search } = await givenStreams();

    expect(await refusalOf(search({ filterPattern: '{ $.a = ' }))).toBe(
      "InvalidParameterException: If a filter pattern starts with '{' it must end with '}'",
    );
    expect(await refusalOf(search({ nextToken: 'unknown' }))).toBe(
      'InvalidParameterException: The specified nextToken is invalid.',
    );
  });
});
