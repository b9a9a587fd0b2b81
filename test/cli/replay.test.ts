import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { replayCommand } from '../../cli/commands/replay.ts';
import { generateWeek } from '../../samples/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-command-'));
const { records } = generateWeek({ seed: 2, end: Date.UTC(2026, 10, 20, 9) });
const lines = records.map((record) => JSON.stringify(record));
const good = join(folder, 'good.ndjson');
writeFileSync(good, lines.join('\n'));
const broken = join(folder, 'broken.ndjson');
writeFileSync(broken, [...lines.slice(0, 5), '{"eventTime', ...lines.slice(5, 10)].join('\n'));

writeFileSync(join(folder, 'nothing.ndjson'), 'x\n');

const run = async (...args: string[]) => {
  const written = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.err += String(text);
    return true;
  });
  process.exitCode = undefined;
  await replayCommand().exitOverride().parseAsync(args, { from: 'user' });
  const { exitCode } = process;
  process.exitCode = undefined;
  return { ...written, exitCode };
};

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

describe('the replay command', () => {
  it('prints one JSON document, and nothing else on standard output', async () => {
    const { out, err, exitCode } = await run(good, '--json');
    expect(JSON.parse(out)).toMatchObject({ events: records.length, skipped: [] });
    expect([err, exitCode]).toEqual(['', undefined]);
  });

  it('ends with 1 when a part of the input was skipped, and names it', async () => {
    const { out, err, exitCode } = await run(broken, '--json');
    expect(JSON.parse(out)).toMatchObject({ events: 10 });
    expect(err).toBe(`trailkeeper: skipped ${broken}:6: JSON that ends before it is complete at column 12\n`);
    expect(exitCode).toBe(1);
  });

  it('ends with 1 when it is to fail on what it found', async () => {
    expect((await run(good, '--fail-on', 'alert')).exitCode).toBe(1);
    expect((await run(good, '--fail-on', 'alarm')).exitCode).toBe(1);
    const day = ['--from', records[0]!.eventTime, '--to', records[20]!.eventTime];
    expect((await run(good, '--fail-on', 'alert', ...day)).exitCode).toBe(undefined);
  });

  it('shows a refused pattern with a caret, and counts the others', async () => {
    const filters = join(folder, 'filters.json');
    writeFileSync(
      filters,
      JSON.stringify([
        { id: 'bad', pattern: '{ $.a = b c }' },
        { id: 'ok', pattern: '{ $.eventName = StopLogging }' },
      ]),
    );
    const { out, err, exitCode } = await run(good, '--filters', filters);
    expect(err).toContain('trailkeeper: filter bad, column 11: Invalid metric filter pattern');
    expect(err).toContain(`  { $.a = b c }\n  ${' '.repeat(10)}^`);
    expect(out).toMatch(/FILTER +ok +1 record,/);
    expect(exitCode).toBe(1);
  });

  it.skipIf(process.getuid?.() === 0)('names a folder it may not list, and plays what lies beside it', async () => {
    const locked = join(folder, 'bucket/locked');
    mkdirSync(locked, { recursive: true });
    copyFileSync(good, join(folder, 'bucket/good.ndjson'));
    chmodSync(locked, 0);
    const { out, exitCode } = await run(join(folder, 'bucket'));
    chmodSync(locked, 0o700);
    expect(out).toMatch(/skipped {2}.*locked: cannot be read \(permission denied\)/);
    expect(out).toContain('IAM user created');
    expect(exitCode).toBe(1);
  });

  it('writes a page', async () => {
    const page = join(folder, 'page.html');
    await run(good, '--html', page);
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[\s\S]*IAM user created/);
    await run(good, '--html', page, '--lang', 'ko');
    const korean = readFileSync(page, 'utf8');
    expect(korean).toMatch(/^<!doctype html>\n<html lang="ko">[\s\S]*IAM 사용자 생성/);
    expect(korean).not.toContain('IAM user created');
  });

  it('refuses what makes no sense with one line that names it', async () => {
    await expect(run(join(folder, 'none'))).rejects.toThrow(/none: no such file or folder/);
    await expect(run(good, '--from', 'yesterday')).rejects.toThrow(/^--from: yesterday is not a time/);
    await expect(run(good, '--from', '2026-02-01', '--to', '2026-01-01')).rejects.toThrow(/^--to: .* is not after/);
    await expect(run(good, '--html', join(folder, 'none/page.html'))).rejects.toThrow(
      /^--html: .*page\.html cannot be written \(no such/,
    );
    await expect(run(good, '--rules', join(folder, 'none'))).rejects.toThrow(/none/);
    await expect(run(broken.replace('broken', 'nothing'))).rejects.toThrow(
      /^nothing to play: .*nothing\.ndjson:1: not JSON/,
    );
  });
});
