import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { counters } from '../../../agent/delivery/counters.ts';
import { StreamWriter } from '../../../agent/delivery/stream-writer.ts';
import { EventReader } from '../../../agent/logs/event-reader.ts';
import { lookAt } from '../../../agent/logs/glob.ts';
import { digest } from '../../../agent/logs/identity.ts';
import { State } from '../../../agent/logs/state.ts';
import { Tail } from '../../../agent/logs/tail.ts';
import { settingsFrom } from '../../../agent/settings/load.ts';
import { folder, heard } from '../../support/agent.ts';

const lines = (word: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${word} line ${index} of the log\n`).join('');

/** A file's reader that goes on at an offset kept for what the file was then. */
function tailOf(before: string, offset: number, now: string): Tail {
  const home = folder();
  const file = path.join(home, 'app.log');
  writeFileSync(file, now);
  const { dev, ino } = statSync(file);
  const state = State.open(path.join(home, 'state'), heard());
  const start = Buffer.from(before.slice(0, 256));
  const known = { startLength: start.length, startDigest: digest(start), offset, seen: 0 };
  const id = state.add({ group: 'g', stream: 's', path: file, dev, ino, ...known });
  const text = `[a]\nfile = ${file}\nlog_group_name = g\nlog_stream_name = s\n`;
  const source = settingsFrom([{ file: 'awslogs.conf', text }]).settings.logs!.files[0]!;
  const target = { group: 'g', stream: 's', groupClass: undefined, retention: -1 };
  const writer = new StreamWriter(target, source.batch, 2, {} as never);
  const reader = new EventReader(source, writer, counters());
  return new Tail(source, writer, reader, state, lookAt(file)!, { id, offset }, 0);
}

describe('a file that goes on from a kept offset', () => {
  const first = lines('first', 20);

  it('has more to read when it is the same file, grown', () => {
    const tail = tailOf(first, 100, first + lines('more', 5));
    tail.learn();
    expect(tail.look(1)).toBe('more');
  });

  it.each([
    ['longer', lines('second', 40)],
    ['as long as the offset', lines('second', 40).slice(0, 100)],
    ['shorter', lines('second', 1)],
  ])('is another one when what took its place is %s, and that is not read from its middle', (_, second) => {
    const tail = tailOf(first, 100, second);
    tail.learn();
    expect(tail.look(1)).toBe('truncated');
  });

  it('is another one when it has been replaced at the same length while it was open', () => {
    const tail = tailOf(first, first.length, first);
    tail.learn();
    expect(tail.look(1)).toBe('same');
    writeFileSync(tail.path, lines('other', 20));
    expect(tail.look(2)).toBe('truncated');
  });
});
