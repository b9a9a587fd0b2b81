import { GetLogEventsCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { DAY, givenStream, HOUR, NOW, refusalOf } from './given.ts';

describe('PutLogEvents', () => {
  it('keeps messages as they came, of any script, with time and time of arrival', async () => {
    const { client, put } = await givenStream();
    const texts = ['{"a":"b \\" c"}', '로그 한 줄', 'a\nb\tc', '🙂', '\u0000'];

    await put(
      'g',
      's',
      texts.map((message, index) => ({ timestamp: NOW - 10 + index, message })),
    );
    const { events } = await client.send(new GetLogEventsCommand({ logGroupName: 'g', logStreamName: 's' }));

    expect(events).toEqual(
      texts.map((message, index) => ({ timestamp: NOW - 10 + index, message, ingestionTime: NOW })),
    );
  });

  it('ignores sequence tokens and answers with one', async () => {
    const { put } = await givenStream();

    const { nextSequenceToken } = await put('g', 's', [{ timestamp: NOW, message: 'a' }]);

    expect(nextSequenceToken).toMatch(/^\d{56}$/);
  });

  it('refuses events out of order', async () => {
    const { put } = await givenStream();

    const refused = put('g', 's', [
      { timestamp: NOW, message: 'a' },
      { timestamp: NOW - 1, message: 'b' },
    ]);

    expect(await refusalOf(refused)).toBe(
      'InvalidParameterException: Log events in a single PutLogEvents request must be in chronological order.',
    );
  });

  it('refuses more than 1 MiB, each event counted with 26 bytes, by UTF-8', async () => {
    const { put } = await givenStream();
    const fill = (count: number, size: number, letter = 'x') =>
      Array.from({ length: count }, () => ({ timestamp: NOW, message: letter.repeat(size) }));

    await put('g', 's', fill(1024, 1024 - 26));
    await put('g', 's', fill(1, 1_048_576 - 26));
    expect(await refusalOf(put('g', 's', fill(1024, 1024 - 25)))).toBe(
      'InvalidParameterException: Upload too large: 1049600 bytes exceeds limit of 1048576',
    );
    expect(await refusalOf(put('g', 's', fill(1, 1_048_576 - 25)))).toMatch(/^InvalidParameterException: Log event/);
    expect(await refusalOf(put('g', 's', fill(1, 349_525, '한')))).toMatch(/too large/);
  });

  it('refuses more than 10,000 events and none', async () => {
    const { put } = await givenStream();

    const many = Array.from({ length: 10_001 }, () => ({ timestamp: NOW, message: 'x' }));

    await put('g', 's', many.slice(1));
    expect(await refusalOf(put('g', 's', many))).toMatch(
      /^InvalidParameterException: 1 validation error detected: .* at 'logEvents' failed to satisfy constraint/,
    );
    expect(await refusalOf(put('g', 's', []))).toMatch(/at 'logEvents' failed to satisfy constraint/);
  });

  it('refuses a span of more than 24 hours, counting only events it would keep', async () => {
    const { put } = await givenStream();
    const at = (...times: number[]) => times.map((timestamp) => ({ timestamp, message: 'x' }));

    await put('g', 's', at(NOW - DAY, NOW));
    expect(await refusalOf(put('g', 's', at(NOW - DAY - 1, NOW)))).toMatch(/cannot span more than 24 hours/);
    await put('g', 's', at(NOW - 20 * DAY, NOW, NOW + 3 * HOUR));
  });

  it('rejects what is too old, expired or too new, says where, and keeps the rest', async () => {
    const { client, put } = await givenStream();
    await client.send(new PutRetentionPolicyCommand({ logGroupName: 'g', retentionInDays: 3 }));
    const times = [NOW - 15 * DAY, NOW - 14 * DAY - 1, NOW - 4 * DAY, NOW, NOW + 2 * HOUR, NOW + 2 * HOUR + 1];

    const { rejectedLogEventsInfo } = await put(
      'g',
      's',
      times.map((timestamp) => ({ timestamp, message: 'x' })),
    );
    const { events } = await client.send(new GetLogEventsCommand({ logGroupName: 'g', logStreamName: 's' }));

    expect(rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 2,
      expiredLogEventEndIndex: 3,
      tooNewLogEventStartIndex: 5,
    });
    expect(events?.map(({ timestamp }) => timestamp)).toEqual([NOW, NOW + 2 * HOUR]);
  });

  it('stores nothing of a batch it rejects whole, and is not a failure', async () => {
    const { client, put } = await givenStream();

    const { rejectedLogEventsInfo } = await put('g', 's', [{ timestamp: NOW - 15 * DAY, message: 'x' }]);
    const { events } = await client.send(new GetLogEventsCommand({ logGroupName: 'g', logStreamName: 's' }));

    expect(rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    expect(events).toEqual([]);
  });

  it('wants the group and the stream to be there', async () => {
    const { put } = await givenStream();
    const events = [{ timestamp: NOW, message: 'x' }];

    expect(await refusalOf(put('none', 's', events))).toBe(
      'ResourceNotFoundException: The specified log group does not exist.',
    );
    expect(await refusalOf(put('g', 'none', events))).toBe(
      'ResourceNotFoundException: The specified log stream does not exist.',
    );
  });
});

describe('events of the engine’s own services', () => {
  it('are stored in any order and of any age, in streams made for them', async () => {
    const { client, ports } = await givenStream();

    ports.put({
      scope: '123456789012/us-east-1',
      group: 'g',
      stream: 'made',
      events: [
        { timestamp: NOW, message: 'b' },
        { timestamp: NOW - 30 * DAY, message: 'a' },
      ],
    });
    const { events } = await client.send(new GetLogEventsCommand({ logGroupName: 'g', logStreamName: 'made' }));

    expect(events?.map(({ message }) => message)).toEqual(['a', 'b']);
  });

  it('make their group only when told to', async () => {
    const { client, ports } = await givenStream();
    const events = [{ timestamp: NOW, message: 'x' }];
    const scope = '123456789012/us-east-1';

    expect(() => ports.put({ scope, group: 'new', stream: 's', events })).toThrow('does not exist');
    ports.put({ scope, group: 'new', stream: 's', events, createGroup: true });
    const read = await client.send(new GetLogEventsCommand({ logGroupName: 'new', logStreamName: 's' }));

    expect(read.events).toHaveLength(1);
  });
});
