import { copyFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { forgetLongGone } from '../../../agent/logs/forget.ts';
import { digest } from '../../../agent/logs/identity.ts';
import { State } from '../../../agent/logs/state.ts';
import { folder, heard } from '../../support/agent.ts';

const DAY = 86_400_000;

function host() {
  const home = folder();
  const state = State.open(path.join(home, 'state'), heard());
  const at = (name: string) => path.join(home, name);
  return {
    at,
    reopened: () => State.open(path.join(home, 'state'), heard()),
    state,
    /** A file that has been delivered. */
    known(name: string, text = `the log ${name}, told from others by how it begins\n`): number {
      writeFileSync(at(name), text);
      const { dev, ino, size } = statSync(at(name));
      const start = { startLength: size, startDigest: digest(Buffer.from(text)) };
      return state.add({ group: 'g', stream: 's', path: at(name), dev, ino, ...start, offset: size, seen: 0 });
    },
  };
}

describe('what is known of files', () => {
  it('is forgotten two weeks after they are gone, also on disk, and not before', () => {
    const { state, known, at, reopened } = host();
    const [here, gone] = [known('here.log'), known('gone.log')];
    forgetLongGone(state, 0);
    rmSync(at('gone.log'));
    for (const day of [1, 2, 15]) forgetLongGone(state, day * DAY);
    expect([...state.entries.keys()]).toEqual([here, gone]);
    forgetLongGone(state, 16 * DAY);
    expect([...reopened().entries.keys()]).toEqual([here]);
  });

  it('is kept while a renamed file or a copy is there', () => {
    const { state, known, at } = host();
    const ids = [known('renamed.log'), known('copied.log'), known('empty.log', '')];
    renameSync(at('renamed.log'), at('renamed.log.1'));
    copyFileSync(at('copied.log'), at('copied.log.1'));
    truncateSync(at('copied.log'), 0);
    for (const day of [1, 20, 40]) forgetLongGone(state, day * DAY);
    expect([...state.entries.keys()]).toEqual(ids);
  });

  it('is kept of a folder that comes back in time', () => {
    const { state, known, at } = host();
    const id = known('mounted.log');
    renameSync(at('mounted.log'), at('state/aside'));
    forgetLongGone(state, DAY);
    forgetLongGone(state, 14 * DAY);
    renameSync(at('state/aside'), at('mounted.log'));
    forgetLongGone(state, 15 * DAY);
    rmSync(at('mounted.log'));
    forgetLongGone(state, 16 * DAY);
    forgetLongGone(state, 29 * DAY);
    expect([...state.entries.keys()]).toEqual([id]);
  });
});
