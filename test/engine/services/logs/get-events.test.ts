import { GetLogEventsCommand, type GetLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenStream, messages, NOW, refusalOf } from './given.ts';

async function givenEvents(...texts: string[]) {
  const given = await givenStream();
  await given.put('g', 's', messages(...texts));
  return {
    ...given,
    async get(input: Partial<GetLogEventsCommandInput> = {}) {
      const answer = await given.client.send(
        new GetLogEventsCommand({ logGroupName: 'g', logStreamName: 's', ...input }),
      );
      return {
        text: (answer.events ?? []).map(({ message }) => message).join(''),
        forward: answer.nextForwardToken,
        backward: answer.nextBackwardToken,
      };
    },
  };
}

describe('GetLogEvents', () => {
  it('begins with the latest events, or with the first when asked to; each page in order of time', async () => {
    const { get } = await givenEvents('a', 'b', 'c', 'd');

    expect((await get({ limit: 2 })).text).toBe('cd');
    expect((await get({ limit: 2, startFromHead: true })).text).toBe('ab');
  });

  it('goes on in both directions from a token', async () => {
    const { get } = await givenEvents('a', 'b', 'c', 'd', 'e');

    const latest = await get({ limit: 2 });
    const before = await get({ limit: 2, nextToken: latest.backward });
    const first = await get({ limit: 2, nextToken: before.backward });
    const again = await get({ limit: 2, nextToken: first.forward });

    expect([latest.text, before.text, first.text, again.text]).toEqual(['de', 'bc', 'a', 'bc']);
  });

  it('gives the token it was given at an end, and with it later what has arrived since', async () => {
    const { get, put } = await givenEvents('a', 'b');

    const all = await get({ startFromHead: true });
    const end = await get({ nextToken: all.forward });
    const start = await get({ nextToken: all.backward });
    await put('g', 's', [{ timestamp: NOW + 1, message: 'c' }]);
    const since = await get({ nextToken: end.forward });
    const back = await get({ nextToken: end.backward });

    expect([all.text, end.text, start.text]).toEqual(['ab', '', '']);
    expect(end.forward).toBe(all.forward);
    expect(start.backward).toBe(all.backward);
    expect([since.text, back.text]).toEqual(['c', 'ab']);
  });

  it('shows events that arrive in an empty stream to whoever holds its token', async () => {
    const { get, put, stream } = await givenEvents('x');
    await stream('g', 'empty');

    const empty = await get({ logStreamName: 'empty' });
    await put('g', 'empty', [{ timestamp: NOW, message: 'a' }]);

    expect((await get({ logStreamName: 'empty', nextToken: empty.forward })).text).toBe('a');
  });

  it('takes startTime as included and endTime as not', async () => {
    const { get } = await givenEvents('a', 'b', 'c', 'd');

    expect((await get({ startTime: NOW - 2000, endTime: NOW })).text).toBe('bc');
    expect((await get({ startTime: NOW - 2000, endTime: NOW, startFromHead: true })).text).toBe('bc');
    expect((await get({ startTime: NOW + 1 })).text).toBe('');
  });

  it('holds at most 1 MiB a page', async () => {
    const { get, put } = await givenEvents('a');
    const big = (letter: string) => [{ timestamp: NOW + 1, message: letter.repeat(400_000) }];
    for (const letter of ['b', 'c', 'd']) await put('g', 's', big(letter));

    const page = await get({ startFromHead: true });
    const rest = await get({ nextToken: page.forward });

    expect([...new Set(page.text)].join('')).toBe('abc');
    expect([...new Set(rest.text)].join('')).toBe('d');
  });

  it('refuses a token it did not give', async () => {
    const { get } = await givenEvents('a');

    for (const nextToken of ['unknown', 'f/123/s', `x/${'0'.repeat(56)}/s`]) {
      expect(await refusalOf(get({ nextToken }))).toBe(
        'InvalidParameterException: The specified nextToken is invalid.',
      );
    }
  });

  it('pages through requests that overlap in time as through one list in order, from either end', async () => {
    const batch = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(batch, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 7 }),
        async (batches, limit) => {
          const { get, put, stream } = await givenEvents('x');
          await stream('g', 'many');
          const expected: { time: number; message: string }[] = [];
          for (const [at, times] of batches.entries()) {
            const sorted = times.toSorted((a, b) => a - b);
            const events = sorted.map((time, index) => ({ time, message: `${time}:${at}.${index} ` }));
            expected.push(...events);
            await put(
              'g',
              'many',
              events.map(({ time, message }) => ({ timestamp: NOW + time, message })),
            );
          }
          const inOrder = expected.toSorted((a, b) => a.time - b.time).map(({ message }) => message);

          expect(await walk(get, limit, true)).toBe(inOrder.join(''));
          expect(await walk(get, limit, false)).toBe(inOrder.join(''));
        },
      ),
      { numRuns: 15 },
    );
  });
});

type Get = Awaited<ReturnType<typeof givenEvents>>['get'];

async function walk(get: Get, limit: number, forward: boolean): Promise<string> {
  let all = '';
  let nextToken: string | undefined;
  for (;;) {
    const page = await get({ logStreamName: 'many', limit, startFromHead: forward, nextToken });
    if (page.text === '') return all;
    all = forward ? all + page.text : page.text + all;
    nextToken = forward ? page.forward : page.backward;
  }
}
