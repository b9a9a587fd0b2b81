import { gzipSync } from 'node:zlib';
import { CreateQueueCommand, PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemTime } from '../../engine/clock.ts';
import { verify } from '../../engine/http/signature/verify.ts';
import { sqs as sqsService } from '../../engine/services/sqs/index.ts';
import { type OpenSearch, openSearch } from '../support/opensearch.ts';
import { serveServices } from '../support/serve.ts';
import { context } from './context.ts';

const served = await serveServices({ sqs: sqsService });
const sqs = new SQSClient(served.config);
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'refused' }));
Object.assign(process.env, {
  AWS_ENDPOINT_URL: served.url,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIATEST',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'session',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  DEAD_LETTER_QUEUE_URL: QueueUrl,
});
const { handler } = await import('../../functions/forward.ts');

type Input = Parameters<typeof handler>[0];

const TIME = Date.UTC(2026, 0, 5, 8, 30);
let domain: OpenSearch;

afterAll(async () => {
  sqs.destroy();
  await served.close();
});
beforeEach(async () => {
  domain = await openSearch();
  vi.stubEnv('OPENSEARCH_ENDPOINT', domain.url);
  // Waits are short: their length is chance times this.
  vi.spyOn(Math, 'random').mockReturnValue(0.001);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await domain.close();
  // A queue is emptied once a minute.
  await served.parts.clock.advanceTo(served.parts.clock.now() + 60_000);
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
});

interface Event {
  readonly message: string;
  readonly timestamp?: number;
  readonly extractedFields?: Record<string, string>;
}

const payload = (events: readonly Event[], messageType = 'DATA_MESSAGE'): Input => {
  const document = {
    messageType,
    owner: '123456789012',
    logGroup: '/aws/cloudtrail',
    logStream: 'stream',
    subscriptionFilters: ['forward'],
    logEvents: events.map((event, index) => ({ id: `event-${index}`, timestamp: TIME, ...event })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(document)).toString('base64') } } as unknown as Input;
};

const messages = (...texts: string[]): Event[] => texts.map((message) => ({ message }));

const deadLetters = async (): Promise<unknown[]> => {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body }) => JSON.parse(Body!));
};

const ids = () => [...domain.kept.values()].flatMap((documents) => [...documents.keys()]);

describe('the handler that forwards log events to OpenSearch', () => {
  it('keeps each event under its own id in the index of its day, with the fields of its JSON', async () => {
    const answer = await handler(
      payload([
        { message: '{"eventName":"CreateUser","n":1}' },
        { message: 'plain', timestamp: TIME + 24 * 3600 * 1000 },
        { message: '10 GET', extractedFields: { bytes: '10', method: 'GET' } },
      ]),
      context,
    );

    const common = { '@owner': '123456789012', '@log_group': '/aws/cloudtrail', '@log_stream': 'stream' };
    expect(answer).toEqual({ documents: 3, refused: 0 });
    expect(domain.kept.get('cwl-2026.01.05')?.get('event-0')).toEqual({
      eventName: 'CreateUser',
      n: 1,
      '@id': 'event-0',
      '@timestamp': '2026-01-05T08:30:00.000Z',
      '@message': '{"eventName":"CreateUser","n":1}',
      ...common,
    });
    expect(domain.kept.get('cwl-2026.01.06')?.get('event-1')).toMatchObject({ '@message': 'plain', ...common });
    expect(domain.kept.get('cwl-2026.01.05')?.get('event-2')).toMatchObject({ bytes: 10, method: 'GET' });
  });

  it('makes no second document of an event that comes again', async () => {
    await handler(payload(messages('one', 'two')), context);
    await handler(payload(messages('one', 'two')), context);

    expect(domain.requests).toHaveLength(2);
    expect(ids()).toEqual(['event-0', 'event-1']);
  });

  it('posts gzipped lines to _bulk, signed with the credentials of the function for the service es', async () => {
    vi.stubEnv('OPENSEARCH_ENDPOINT', `${domain.url}/proxy/`);

    await handler(payload(messages('one')), context);

    const { path, headers, raw } = domain.requests[0]!;
    const request = { method: 'POST', path, query: '', headers, body: raw };
    expect({ path, headers }).toMatchObject({
      path: '/proxy/_bulk',
      headers: {
        'content-type': 'application/x-ndjson',
        'content-encoding': 'gzip',
        'x-amz-security-token': 'session',
      },
    });
    expect(headers.authorization).toMatch(/Credential=AKIATEST\/\d{8}\/us-east-1\/es\/aws4_request/);
    expect(verify(request as Parameters<typeof verify>[0], 'json', () => 'secret', systemTime())).toBeUndefined();
  });

  it('names indexes as it is told to', async () => {
    vi.stubEnv('OPENSEARCH_INDEX', 'audit-{yyyy-MM}-logs');

    await handler(payload(messages('one')), context);

    expect([...domain.kept.keys()]).toEqual(['audit-2026-01-logs']);
  });

  it('answers a control message without sending anything', async () => {
    const answer = await handler(payload(messages('CWL CONTROL MESSAGE'), 'CONTROL_MESSAGE'), context);

    expect(answer).toEqual({ documents: 0, refused: 0 });
    expect(domain.requests).toEqual([]);
  });

  it('sends no more at once than it may, and a large document alone', async () => {
    vi.stubEnv('BULK_BYTES', '1000');
    const large = 'x'.repeat(2000);

    await handler(payload(messages('a', 'b', large, 'c', 'd', 'e', 'f')), context);

    expect(ids()).toHaveLength(7);
    expect(domain.requests.length).toBeGreaterThan(2);
    expect(domain.requests.every(({ size, documents }) => size <= 1000 || documents === 1)).toBe(true);
  });
});

describe('OpenSearch under pressure', () => {
  it.each([429, 503, 500])('is asked again when it answers %i', async (status) => {
    domain.refusing.push(status, status);

    const answer = await handler(payload(messages('one', 'two')), context);

    expect(answer).toEqual({ documents: 2, refused: 0 });
    expect(domain.requests).toHaveLength(3);
    expect(ids()).toHaveLength(2);
  });

  it('is sent again only the documents it had no room for', async () => {
    domain.refusingDocuments.set('event-1', [429, 503]);

    await handler(payload(messages('one', 'two', 'three')), context);

    expect(domain.requests.map(({ documents }) => documents)).toEqual([3, 1, 1]);
    expect(ids().sort()).toEqual(['event-0', 'event-1', 'event-2']);
    expect(await deadLetters()).toEqual([]);
  });

  it('fails the invocation when it stays so, after a bounded number of attempts', async () => {
    domain.refusing.push(...Array<number>(50).fill(429));

    const call = handler(payload(messages('one')), context);

    await expect(call).rejects.toMatchObject({ name: 'BackPressureError' });
    expect(domain.requests).toHaveLength(6);
  });

  it('fails the invocation before its time is over', async () => {
    domain.refusing.push(...Array<number>(50).fill(503));

    const call = handler(payload(messages('one')), {
      ...context,
      getRemainingTimeInMillis: vi.fn(() => 900).mockReturnValueOnce(30_000),
    });

    await expect(call).rejects.toThrow("within the function's time");
    expect(domain.requests).toHaveLength(1);
  });

  it('fails the invocation when nobody is there', async () => {
    vi.stubEnv('OPENSEARCH_ENDPOINT', 'http://127.0.0.1:9');

    await expect(handler(payload(messages('one')), context)).rejects.toMatchObject({ name: 'BackPressureError' });
  });

  it('gets half as much at once when it takes no more', async () => {
    domain.largest = 700;

    const answer = await handler(payload(messages('a', 'b', 'c', 'd', 'e')), context);

    expect(answer).toEqual({ documents: 5, refused: 0 });
    expect(ids()).toHaveLength(5);
  });
});

describe('a document OpenSearch refuses', () => {
  it('goes to the dead-letter queue with the reason, and the others are kept', async () => {
    const answer = await handler(payload(messages('{"n":1}', '{"n":"text"}', '{"n":3}')), context);

    expect(answer).toEqual({ documents: 3, refused: 1 });
    expect(ids()).toEqual(['event-0', 'event-2']);
    expect(await deadLetters()).toEqual([
      {
        index: 'cwl-2026.01.05',
        id: 'event-1',
        status: 400,
        type: 'mapper_parsing_exception',
        reason: "failed to parse field [n] of type [long] in document with id 'event-1'",
        owner: '123456789012',
        logGroup: '/aws/cloudtrail',
        logStream: 'stream',
        timestamp: TIME,
        message: '{"n":"text"}',
      },
    ]);
  });

  it('goes there once, though the invocation failed before', async () => {
    domain.refusingDocuments.set('event-2', Array<number>(6).fill(429));
    const input = payload(messages('{"n":1}', '{"n":"text"}', '{"n":3}'));
    await expect(handler(input, context)).rejects.toMatchObject({ name: 'BackPressureError' });

    await handler(input, context);

    expect(await deadLetters()).toHaveLength(1);
    expect(ids()).toEqual(['event-0', 'event-2']);
  });

  it('goes there when it is too large for the domain, cut to what a queue takes', async () => {
    domain.largest = 1000;

    await handler(payload(messages('small', '\u0001\uFFFE'.repeat(250_000))), context);

    expect(ids()).toEqual(['event-0']);
    expect(await deadLetters()).toMatchObject([{ id: 'event-1', status: 413, cut: true }]);
  });

  it('stays with Lambda when the queue is not there', async () => {
    vi.stubEnv('DEAD_LETTER_QUEUE_URL', `${QueueUrl}-none`);

    await expect(handler(payload(messages('{"n":1}', '{"n":"x"}')), context)).rejects.toThrow('does not exist');
  });
});

describe('what cannot be forwarded', () => {
  it('is refused with the reason', async () => {
    const text = Buffer.from('text').toString('base64');

    await expect(handler({ awslogs: { data: text } } as unknown as Input, context)).rejects.toThrow();
    await expect(handler({} as Input, context)).rejects.toThrow();
    domain.refusing.push(403);
    await expect(handler(payload(messages('one')), context)).rejects.toThrow('_bulk answered 403');
  });

  it.each([
    ['OPENSEARCH_ENDPOINT', 'ftp://x'],
    ['OPENSEARCH_INDEX', 'Upper'],
    ['OPENSEARCH_INDEX', 'no brace}'],
    ['BULK_BYTES', '5MB'],
  ])('is refused while %s is %j', async (name, value) => {
    vi.stubEnv(name, value);

    await expect(handler(payload(messages('one')), context)).rejects.toThrow(name);
    expect(domain.requests).toEqual([]);
  });
});
