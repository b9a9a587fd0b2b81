import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { cbor } from '@smithy/core/cbor';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamodb } from '../../../engine/services/dynamodb/index.ts';
import { kms } from '../../../engine/services/kms/index.ts';
import { s3 } from '../../../engine/services/s3/index.ts';
import { ssm } from '../../../engine/services/ssm/index.ts';
import { sts } from '../../../engine/services/sts/index.ts';
import { type ServedForTest, serveServices } from '../../support/serve.ts';

const definitions = { dynamodb, kms, s3, ssm, sts };
let server: ServedForTest<typeof definitions>;

beforeAll(async () => {
  server = await serveServices(definitions);
});
afterAll(() => server.close());

const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

/** Sends the request and sees that what comes back is an answer of AWS's and no fault of ours. */
async function survives(path: string, init: RequestInit): Promise<void> {
  const response = await fetch(`${server.url}${path}`, init);
  const text = await response.text();
  expect(response.headers.get('content-type') ?? '').not.toContain('html');
  expect([response.status, text.slice(0, 300), server.logged]).not.toEqual([500, expect.anything(), expect.anything()]);
  if (response.status >= 400 && text !== '') expect(text).toMatch(/__type|<Code>|"[Mm]essage"/);
}

const operations = ['PutItem', 'UpdateItem', 'Query', 'CreateTable', 'BatchWriteItem'].map((name) => [
  'DynamoDB_20120810',
  name,
]);
const targets = [
  ...operations,
  ...['CreateKey', 'DescribeKey', 'Decrypt', 'ListKeys', 'CreateAlias'].map((name) => ['TrentService', name]),
  ...['PutParameter', 'GetParametersByPath', 'DescribeParameters', 'LabelParameterVersion'].map((name) => [
    'AmazonSSM',
    name,
  ]),
];
const names = [
  ...[
    'TableName',
    'Item',
    'Key',
    'S',
    'N',
    'M',
    'L',
    'NS',
    'B',
    'UpdateExpression',
    'ConditionExpression',
    'KeySchema',
  ],
  ...['ExpressionAttributeValues', 'ExpressionAttributeNames', 'AttributeDefinitions', 'KeyConditionExpression'],
  ...['KeyId', 'CiphertextBlob', 'EncryptionContext', 'Marker', 'Limit', 'Tags', 'AliasName', 'TargetKeyId'],
  ...[
    'Name',
    'Value',
    'Type',
    'Path',
    'NextToken',
    'MaxResults',
    'ParameterFilters',
    'Labels',
    'Policies',
    'AllowedPattern',
  ],
  ...['__proto__', 'constructor', 'toString', ''],
];
const leaf = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'alias/a',
    '/a',
    'String',
    'SET a = :v',
    ':v',
    '#a',
    '[',
    '\0',
    '☃'.repeat(50),
    'x'.repeat(5000),
  ),
  fc.constantFrom(0, -1, 1.5, 1e300, 2 ** 53, null, true, false),
  fc.string(),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
  ),
}));

describe('whatever comes in, AWS’s kind of answer goes out', () => {
  it('by JSON of any shape', async () => {
    const request = fc.record({
      target: fc.constantFrom(...targets),
      body: fc.dictionary(fc.constantFrom(...names), json.value),
    });
    await fc.assert(
      fc.asyncProperty(request, ({ target, body }) =>
        survives('/', {
          method: 'POST',
          headers: { 'x-amz-target': target.join('.'), 'content-type': 'application/x-amz-json-1.0' },
          body: JSON.stringify(body),
        }),
      ),
      { numRuns: 600 },
    );
  });

  it('by bytes of any kind, in every protocol', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      json.value.map((value) => cbor.serialize(value as never)),
    );
    const encodings = fc.constantFrom(
      {},
      { 'content-encoding': 'gzip' },
      { 'x-amz-content-sha256': 'STREAMING-X' },
      { 'content-encoding': 'x' },
    );
    const kinds = fc.constantFrom<[string, Record<string, string>]>(
      ['/', { 'x-amz-target': 'AmazonSSM.PutParameter', 'content-type': 'application/x-amz-json-1.1' }],
      ['/service/DynamoDB_20120810/operation/PutItem', { 'smithy-protocol': 'rpc-v2-cbor' }],
      ['/service/AmazonSSM/operation/PutParameter', { 'smithy-protocol': 'rpc-v2-cbor' }],
      ['/', { 'content-type': 'application/x-www-form-urlencoded', ...signed('sts') }],
      ['/bucket?delete', signed('s3')],
      ['/bucket?tagging', signed('s3')],
      ['/2015-03-31/functions', signed('lambda')],
    );
    await fc.assert(
      fc.asyncProperty(kinds, encodings, bytes, fc.boolean(), ([path, headers], encoding, body, zipped) =>
        survives(path, {
          method: 'POST',
          headers: { ...headers, ...encoding } as Record<string, string>,
          body: new Uint8Array(zipped ? gzipSync(body) : body),
        }),
      ),
      { numRuns: 600 },
    );
  });

  it('by forms of any names', async () => {
    const part = fc.constantFrom(
      'Tags',
      'member',
      '1',
      '999999999',
      '-1',
      'Key',
      'Value',
      'RoleArn',
      'entry',
      '',
      'DurationSeconds',
      '__proto__',
    );
    const pairs = fc.array(
      fc.tuple(
        fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
        fc.string(),
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('AssumeRole', 'GetSessionToken', 'Nothing', ''), pairs, (Action, form) =>
        survives('/', {
          method: 'POST',
          body: new URLSearchParams([['Action', Action], ['Version', '2011-06-15'], ...form]),
        }),
      ),
      { numRuns: 300 },
    );
  });

  it('by XML of any elements, and paths of any kind', async () => {
    const piece = fc.constantFrom(
      '<Tagging>',
      '</Tagging>',
      '<TagSet>',
      '</TagSet>',
      '<Tag/>',
      '<Key>k</Key>',
      '&amp;',
      '&x;',
      '&#x110000;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<a b="c">',
      '<!DOCTYPE x>',
      'text',
      '<',
    );
    const body = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const path = fc.constantFrom(
      '/b?tagging',
      '/b?delete',
      '/b',
      '/b/',
      '/b/%',
      '/b/%2F',
      '//',
      '/b/k?partNumber=1&uploadId=x',
      '/?Action',
      '/b?policy',
      '/b?list-type=2&max-keys=x',
      '/b/k?x-id=UploadPart',
    );
    const method = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH');
    await fc.assert(
      fc.asyncProperty(path, method, body, (at, verb, text) =>
        survives(at, {
          method: verb,
          headers: signed('s3'),
          ...(verb === 'GET' || verb === 'HEAD' ? {} : { body: text }),
        }),
      ),
      { numRuns: 500 },
    );
  });

  it('by bytes that are no HTTP at all', async () => {
    const begin = fc.constantFrom(
      '',
      'GET / HTTP/1.1\r\n',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'PRI',
      'POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
    );
    await fc.assert(
      fc.asyncProperty(begin, fc.uint8Array({ maxLength: 100 }), async (first, bytes) => {
        const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
        socket.on('error', () => undefined);
        socket.end(Buffer.concat([Buffer.from(first), bytes]));
        socket.resume();
        await once(socket, 'close');
      }),
      { numRuns: 200 },
    );
    expect((await fetch(`${server.url}/b`, { headers: signed('s3') })).status).toBe(404);
  });
});
