import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SkippedList } from '../../replay/errors.ts';
import { RecordReader } from '../../replay/record-reader.ts';
import { recordsInDocument } from '../../replay/split-document.ts';
import { recordsByLine } from '../../replay/split-lines.ts';

const record = fc
  .record({ eventID: fc.uuid(), extra: fc.jsonValue({ maxDepth: 3 }), second: fc.nat(59) })
  .map(({ eventID, extra, second }) => ({
    extra,
    eventTime: `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`,
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    eventID,
  }));
const spaces = fc.constantFrom<string | number | undefined>(undefined, 1, '\t');
const damage = fc.array(fc.tuple(fc.nat(), fc.constantFrom('', '"', '{', '}', ']', ',', '\\', '\u0000', '한')), {
  maxLength: 4,
});

const damaged = (text: string, edits: readonly (readonly [number, string])[]) =>
  edits.reduce((edited, [at, put]) => {
    const place = at % (edited.length + 1);
    return edited.slice(0, place) + put + edited.slice(place + 1);
  }, text);

const inDocument = (text: string) => {
  const skipped = new SkippedList();
  const records = recordsInDocument('a.json', Buffer.from(text), new RecordReader(), skipped);
  return { parsed: records.map((one) => JSON.parse(one.text)), skipped: skipped.list() };
};

async function byLine(text: string, size: number) {
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const skipped = new SkippedList();
  const parsed = [];
  for await (const batch of recordsByLine('a.ndjson', pieces(), new RecordReader(), skipped, () => false)) {
    parsed.push(...batch.map((one) => JSON.parse(one.text)));
  }
  return { parsed, skipped: skipped.list() };
}

describe('records in a document', () => {
  it('are those JSON.parse finds', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), spaces, (records, space) => {
        for (const form of [
          { Records: records },
          records,
          { other: 1, Records: records },
          { Records: records, other: [] },
        ]) {
          expect(inDocument(JSON.stringify(form, null, space))).toEqual({
            parsed: JSON.parse(JSON.stringify(records)),
            skipped: [],
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('that is damaged, are whole ones, and the damage is noted', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 4 }), damage, (records, edits) => {
        const text = damaged(JSON.stringify({ Records: records }), edits);
        const { parsed, skipped } = inDocument(text);
        if (parsed.length < records.length) expect(skipped.length).toBeGreaterThan(0);
        for (const one of parsed) expect(one.eventTime).toEqual(expect.any(String));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('records by line', () => {
  it('are the same wherever the pieces of the file begin', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 6 }),
        damage,
        fc.integer({ min: 1, max: 300 }),
        async (records, edits, size) => {
          const text = damaged(records.map((one) => JSON.stringify(one)).join('\n'), edits);
          expect(await byLine(text, size)).toEqual(await byLine(text, text.length * 4 + 1));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are those of the lines that are records', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(record, damage), { maxLength: 6 }), async (lines) => {
        const texts = lines
          .map(([one, edits]) => damaged(JSON.stringify(one), edits))
          .filter((text) => !text.includes('\n'));
        const { parsed, skipped } = await byLine(texts.join('\n'), 64);
        const valid = texts.flatMap((text) => {
          try {
            return [JSON.parse(text)];
          } catch {
            return [];
          }
        });
        const isTime = (text: unknown) => /^20\d\d-01-[0-3]\dT0\d:[0-5]\d:[0-5]\dZ?$/.test(String(text));
        const usable = valid.filter((one) => one?.eventName && one.eventSource && isTime(one.eventTime));
        expect(parsed).toEqual(usable);
        expect(skipped.reduce((sum, { count }) => sum + count, 0)).toBe(texts.length - usable.length);
      }),
      { numRuns: 300 },
    );
  });
});
