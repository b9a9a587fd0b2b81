import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArchiveOptions, readArchive } from '../../replay/archive.ts';
import { describeSkipped } from '../../replay/errors.ts';
import { sharedData, sharedPath } from '../support/shared.ts';

const recordText = (second: number, id: string, extra: object = {}) =>
  JSON.stringify({
    eventVersion: '1.11',
    eventTime: new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString().replace('.000Z', 'Z'),
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    awsRegion: 'us-east-1',
    eventID: id,
    ...extra,
  });

const folderWith = (files: Record<string, string | Buffer>) => {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(
      join(folder, name),
      name.endsWith('.gz') && typeof content === 'string' ? gzipSync(content) : content,
    );
  }
  return folder;
};

const readAll = async (paths: string[], options?: ArchiveOptions) => {
  const archive = readArchive(paths, options);
  const records = [];
  for await (const batch of archive.batches) records.push(...batch);
  return { archive, records, ids: records.map(({ eventID }) => eventID) };
};

describe('an archive', () => {
  it('is read from every form CloudTrail records come in, ordered, each event once', async () => {
    const folder = folderWith({
      'lines.ndjson': `${recordText(5, 'e')}\r\n\n${recordText(1, 'a')}`,
      'lines.ndjson.gz': `${recordText(5, 'e')}\n`,
      'AWSLogs/1/CloudTrail/eu-west-1/2026/01/01/a.json.gz': `{"Records":[${recordText(3, 'c')},${recordText(2, 'b')}]}`,
      'list.json': `[ ${recordText(4, 'd')} ]`,
      'one.json': `\uFEFF${recordText(5, 'd2')}`,
      'later.json': `{"owner": {"Records": 1}, "Records": [${recordText(6, 'f')}], "more": []}`,
      'first.json': `{ "Records" : [${recordText(7, 'g')}] , "more": [] } ${recordText(8, 'h')}`,
      'README.md': 'not played',
    });
    const { archive, ids } = await readAll([folder, join(folder, 'list.json')]);
    expect(ids).toEqual(['a', 'b', 'c', 'd', 'd2', 'e', 'f', 'g', 'h']);
    expect([archive.events, archive.duplicates, archive.skipped]).toEqual([10, 1, []]);
  });

  it('passes digest files by', async () => {
    const folder = folderWith({
      'AWSLogs/1/CloudTrail-Digest/eu-west-1/d.json.gz': '{"digestS3Object":"x"}',
      'd.json': '{"digestS3Object":"x","logFiles":[]}',
      'a.json': recordText(1, 'a'),
    });
    const { archive, ids } = await readAll([folder]);
    expect([ids, archive.skipped]).toEqual([['a'], []]);
  });

  it('names what is broken with its line or offset, and plays the rest', async () => {
    const whole = gzipSync(Array.from({ length: 50 }, (_, i) => recordText(100 + i, `z${100 + i}`)).join('\n'));
    const folder = folderWith({
      'lines.ndjson': [recordText(1, 'a'), '{"eventTime": oops}', 'x', recordText(2, 'b'), '{"a":1}'].join('\n'),
      'document.json': `{"Records":[${recordText(3, 'c')},{"eventTime":]}`,
      'cut.json': `{"Records":[${recordText(4, 'd')},${recordText(5, 'e').slice(0, 30)}`,
      'config.json': '{"fileVersion":"1.0","configurationItems":[]}',
      'cut.ndjson.gz': whole.subarray(0, whole.length - 40),
      'no.json.gz': Buffer.from('not gzip at all'),
    });
    const { archive, ids } = await readAll([folder]);
    expect(ids.slice(0, 4)).toEqual(['a', 'b', 'c', 'd']);
    expect(ids.length).toBeGreaterThan(5);
    const told = archive.skipped.map((one) => describeSkipped(one).slice(folder.length + 1));
    expect(told).toContain('lines.ndjson:2: not JSON at column 15 (and 1 more like it)');
    expect(told).toContain('lines.ndjson:5: JSON, but no CloudTrail record');
    expect(told.find((line) => line.startsWith('document.json'))).toBe(
      `document.json, byte ${12 + recordText(3, 'c').length + 14}: not JSON`,
    );
    expect(told.find((line) => line.startsWith('cut.json'))).toMatch(/JSON that ends before it is complete/);
    expect(told.find((line) => line.startsWith('config.json'))).toMatch(/the file has no items/);
    expect(told.find((line) => line.startsWith('cut.ndjson.gz'))).toMatch(/broken gzip after \d+ bytes/);
    expect(told.find((line) => line.startsWith('no.json.gz'))).toMatch(/broken gzip after 0 bytes/);
  });

  it('says in one line when nothing can be used', async () => {
    const folder = folderWith({ 'a.ndjson': 'x\n', 'sub/b.txt': '' });
    await expect(readAll([folder])).rejects.toThrow(/nothing to play: .*a\.ndjson:1: not JSON/);
    await expect(readAll([join(folder, 'sub')])).rejects.toThrow(/a folder without/);
    await expect(readAll([join(folder, 'none')])).rejects.toThrow(/no such file/);
    await expect(readAll([join(folder, 'sub/b.txt')])).rejects.toThrow(/not a \.json/);
  });

  it('can be cut to a span of time', async () => {
    const folder = folderWith({ 'a.ndjson': [1, 2, 3, 4].map((second) => recordText(second, `${second}`)).join('\n') });
    const start = Date.UTC(2026, 0, 1);
    const { archive, ids } = await readAll([folder], { from: start + 2000, to: start + 4000 });
    expect([ids, archive.events]).toEqual([['2', '3'], 2]);
  });

  it('comes out the same whether it fits in memory or is merged from its files', async () => {
    const file = fc.array(fc.tuple(fc.nat(20), fc.constantFrom('a', 'b', 'c', 'd', 'é')), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 5 }), async (files) => {
        const folder = folderWith(
          Object.fromEntries(
            files.map((lines, i) => [`${i}.ndjson`, lines.map(([at, id]) => recordText(at, `${at}${id}`)).join('\n')]),
          ),
        );
        const [kept, merged] = [await readAll([folder]), await readAll([folder], { memory: 0 })];
        expect(merged.records.map(({ text }) => text)).toEqual(kept.records.map(({ text }) => text));
        expect(new Set(kept.ids).size).toBe(kept.ids.length);
        expect(kept.archive.events).toBe(files.flat().length);
        expect(merged.archive.duplicates).toBe(kept.archive.duplicates);
      }),
      { numRuns: 40 },
    );
  });
});

describe.skipIf(!sharedData)('real archives', () => {
  it('give their distinct events, from one file', async () => {
    const { archive, ids } = await readAll([sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz')]);
    expect([archive.events, ids.length, archive.duplicates]).toEqual([30476, 23980, 6496]);
  });

  it('give the same events from the bucket layout as from one file', async () => {
    const { archive, records } = await readAll([sharedPath('cloudtrail/s3-layout')]);
    expect([archive.events, records.length]).toEqual([1014, 959]);
    const flat = await readAll([sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz')]);
    const known = new Map(flat.records.map((record) => [record.eventID, JSON.parse(record.text)]));
    for (const { eventID, text } of records) expect(JSON.parse(text)).toEqual(known.get(eventID));
  });
});
