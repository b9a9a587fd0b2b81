import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { trailkeeper } from '../support/cli.ts';
import { testFolder } from '../support/folder.ts';

const { file } = testFolder();

describe('test event-pattern', () => {
  const pattern = '{"source":["aws.iam"],"detail":{"n":[{"numeric":[">",1]}]}}';
  const match = file('match.json', '{\n  "source": "aws.iam",\n  "detail": {"n": 2}\n}\n');
  const other = '{"source":"aws.s3","detail":{"n":2}}';
  const stream = file('events.ndjson', `${other}\n\n{"source":"aws.iam","detail":{"n":3}}\n`);

  it('prints a verdict a line and ends with 0, whatever the verdicts', async () => {
    const { out, err, code } = await trailkeeper('test', 'event-pattern', pattern, match, stream, other);
    expect(out.split('\n')).toEqual([
      `${match}: matches`,
      `${stream}:1: does not match`,
      `${stream}:3: matches`,
      'the event: does not match',
      '',
    ]);
    expect([err, code]).toEqual(['', 0]);
  });

  it('takes a pattern and events from files by @, and a file with a list', async () => {
    const patternFile = file('pattern.json', `${pattern}\n`);
    const list = file('list.json', `[${other}, {"source":"aws.iam","detail":{"n":9}}]`);
    const { out } = await trailkeeper('test', 'event-pattern', `@${patternFile}`, `@${list}`);
    expect(out).toBe(`${list}[0]: does not match\n${list}[1]: matches\n`);
  });

  it('names the clause that decided with --explain', async () => {
    const { out } = await trailkeeper('test', 'event-pattern', pattern, other, '--explain');
    expect(out).toContain('the event: no match: source is "aws.s3"');
    expect(out).toMatch(/NO {3}source {4}"aws.s3" {2}wanted "aws.iam"/);
  });

  it('prints one JSON document with --json', async () => {
    const { out, err, code } = await trailkeeper('test', 'event-pattern', pattern, match, other, '--json', '--explain');
    expect(JSON.parse(out)).toMatchObject({
      verdicts: [
        { from: match, matches: true, explanation: { matches: true } },
        { from: 'the event', matches: false, explanation: { decided: { path: 'source', saw: ['"aws.s3"'] } } },
      ],
    });
    expect([err, code]).toEqual(['', 0]);
  });

  it('keeps the spelling of numbers, which a double would lose', async () => {
    const exact = '{"detail":{"n":[900719925474099300001]}}';
    const { out } = await trailkeeper('test', 'event-pattern', exact, '{"detail":{"n":900719925474099300002}}');
    expect(out).toBe('the event: does not match\n');
  });

  it('takes files that begin with a byte order mark or are packed', async () => {
    const marked = file('marked.ndjson', `\uFEFF${other}\n{"source":"aws.iam","detail":{"n":3}}\n`);
    const packed = file('packed.ndjson.gz', gzipSync(readFileSync(stream)));
    const { out, err, code } = await trailkeeper('test', 'event-pattern', pattern, marked, packed);
    expect(out.split('\n').map((line) => line.slice(line.lastIndexOf(':') + 2))).toEqual([
      'does not match',
      'matches',
      'does not match',
      'matches',
      '',
    ]);
    expect([err, code]).toEqual(['', 0]);
  });

  it('says that a CloudTrail record is not yet an event where none matches', async () => {
    const record = '{"eventSource":"iam.amazonaws.com","eventName":"CreateUser"}';
    const { out, err, code } = await trailkeeper('test', 'event-pattern', pattern, record, record);
    expect(out).toBe('the event: does not match\nthe event: does not match\n');
    expect(err).toMatch(/^trailkeeper: note: these are CloudTrail records; .*"detail" of an event.*\n$/);
    expect(code).toBe(0);
    expect((await trailkeeper('test', 'event-pattern', pattern, other)).err).toBe('');
  });

  it('skips what is no event, names it, and ends with 1', async () => {
    const mixed = file('mixed.ndjson', `${other}\n{"source":\n[1]\n`);
    const { out, err, code } = await trailkeeper('test', 'event-pattern', pattern, mixed, '--json');
    expect(JSON.parse(out).verdicts).toHaveLength(1);
    expect(err).toMatch(
      /^trailkeeper: skipped .*mixed\.ndjson:2: not JSON .*\ntrailkeeper: skipped .*:3: not a JSON object\n$/,
    );
    expect(code).toBe(1);
  });
});

describe('test filter-pattern', () => {
  const log = file(
    'access.log',
    '127.0.0.1 - alice [10/Oct/2000] "GET /a" 404 1\n127.0.0.1 - bob [10/Oct/2000] "GET /b" 200 2\n',
  );
  const pattern = '[ip, id, user, timestamp, request, status_code=404, size]';

  it('prints a verdict a line and ends with 0, whatever the verdicts', async () => {
    expect(await trailkeeper('test', 'filter-pattern', pattern, log)).toEqual({
      out: '1: matches\n2: does not match\n',
      err: '',
      code: 0,
    });
  });

  it.each([
    ['packed', 'access.log.gz', gzipSync(readFileSync(log))],
    [
      'with a byte order mark and line ends of Windows',
      'crlf.log',
      `\uFEFF${readFileSync(log, 'utf8').replaceAll('\n', '\r\n')}`,
    ],
  ])('reads a log that is %s', async (_, name, content) => {
    const exact = '[ip = 127.0.0.1, id, user, timestamp, request, status_code, size = 1]';
    const { out } = await trailkeeper('test', 'filter-pattern', exact, file(name, content));
    expect(out).toBe('1: matches\n2: does not match\n');
  });

  it('refuses a packed log that is broken', async () => {
    const broken = file('broken.log.gz', gzipSync(readFileSync(log)).subarray(0, 40));
    const { out, err, code } = await trailkeeper('test', 'filter-pattern', pattern, broken);
    expect([out, code]).toEqual(['', 2]);
    expect(err).toMatch(/^trailkeeper: .*broken\.log\.gz: cannot be read \(unexpected end of file\)\n$/);
  });

  it('gives the values a pattern takes out with --json', async () => {
    const { out, err, code } = await trailkeeper('test', 'filter-pattern', pattern, log, '--json');
    expect(JSON.parse(out).verdicts[0]).toMatchObject({
      line: 1,
      matches: true,
      extractedValues: { $user: 'alice', $request: 'GET /a', $status_code: '404' },
    });
    expect([err, code]).toEqual(['', 0]);
  });

  it('names the clause that decided with --explain', async () => {
    const { out } = await trailkeeper('test', 'filter-pattern', pattern, log, '--explain');
    expect(out).toContain('2: does not match\n  status_code = 404  is false: it is "200"');
  });

  it('takes the pattern from a file by @', async () => {
    const { out } = await trailkeeper('test', 'filter-pattern', `@${file('pattern.txt', 'bob\n')}`, log);
    expect(out).toBe('1: does not match\n2: matches\n');
  });
});

describe('compare', () => {
  it.each([
    ['equivalent', '{ $.a = "x" }', '{ $.a = x }'],
    ['the first covers the second', '{ $.a = "x*" }', '{ $.a = "xy" }'],
    ['neither covers the other', 'A', 'B'],
  ])('says %s and ends with 0', async (said, first, second) => {
    const { out, err, code } = await trailkeeper('compare', first, second);
    expect(out).toMatch(new RegExp(`^${said}`));
    expect([err, code]).toEqual(['', 0]);
  });

  it('says of the unauthorized API calls of CIS 1.4 to 3.0 that it matches every event, and why', async () => {
    const cis =
      '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") || ($.sourceIPAddress!="delivery.logs.amazonaws.com") || ($.eventName!="HeadBucket") }';
    const { out } = await trailkeeper(
      'compare',
      cis,
      '{ ($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*") }',
    );
    expect(out).toMatch(/^the first covers the second/);
    expect(out).toContain('the first: the pattern matches every event');
    expect(out).toContain('"!=" under "||" is true of nearly all of them');
  });

  it('prints one JSON document with --json, with a witness for each "not"', async () => {
    const { out } = await trailkeeper('compare', 'A', '{ $.a = 1 }', '--json');
    expect(JSON.parse(out)).toMatchObject({
      relation: 'neither',
      firstCoversSecond: { verdict: 'misses', witness: expect.any(String) },
      secondCoversFirst: { verdict: 'misses', witness: expect.any(String) },
      notes: [[], []],
    });
  });
});
