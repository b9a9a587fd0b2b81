import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../../../agent/logs/glob.ts';
import { beginsAs, digest } from '../../../agent/logs/identity.ts';
import { entryOf, leftovers, readStart } from '../../../agent/logs/rotations.ts';
import { State } from '../../../agent/logs/state.ts';
import { folder, heard } from '../../support/agent.ts';

const FIRST = 'the first of the logs, told from others by how it begins\n';
const SECOND = 'the second of the logs, which begins otherwise, and is longer\n';

describe('a file that was found', () => {
  it('is not taken for the one its path has come to name since', () => {
    const home = folder();
    const [log, moved] = [path.join(home, 'app.log.1'), path.join(home, 'app.log.2')];
    writeFileSync(log, FIRST);
    const found = lookAt(log)!;
    expect(readStart(found)?.toString()).toBe(FIRST);
    renameSync(log, moved);
    writeFileSync(log, SECOND);
    expect(readStart(found)).toBeUndefined();
    expect(readStart(lookAt(moved)!)?.toString()).toBe(FIRST);
  });

  it('is not read on from an offset that was kept for no beginning', () => {
    const home = folder();
    const [log, rotated] = [path.join(home, 'app.log'), path.join(home, 'app.log.1')];
    writeFileSync(log, SECOND);
    writeFileSync(rotated, FIRST);
    const state = State.open(path.join(home, 'state'), heard());
    const { dev, ino } = lookAt(rotated)!;
    const nothing = { startLength: 0, startDigest: digest(Buffer.alloc(0)) };
    state.add({ group: 'g', stream: 's', path: log, dev, ino, ...nothing, offset: 10, seen: 0 });
    expect(entryOf(state, 'g', 's', lookAt(rotated)!)).toBeUndefined();
    expect(leftovers(state, 'g', 's', log, new Set())).toMatchObject([{ offset: 0, id: undefined }]);
    expect(beginsAs(Buffer.from(FIRST), { ...nothing, offset: 0 })).toBe(true);
  });
});
