import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineStartError } from '../../../engine/errors.ts';
import { Store } from '../../../engine/store/index.ts';

const memory = () => new Store({ folder: undefined, durability: 'normal' });

describe('a store', () => {
  it('lists a scope by key, in order of code points', () => {
    const things = memory().documents<string>('things');
    for (const key of ['b', 'a', 'Z', 'é']) things.put('1/us', key, key);
    things.put('2/us', 'other', 'other');
    expect(things.list('1/us')).toEqual(['Z', 'a', 'b', 'é']);
    expect(things.count('1/us')).toBe(4);
  });

  it('undoes the whole write when a part throws, in memory too', async () => {
    const store = memory();
    const things = store.documents<number>('things');
    things.put('s', 'kept', 1);
    things.put('s', 'gone', 1);
    const failing = () =>
      store.write(() => {
        things.put('s', 'kept', 2);
        things.put('s', 'new', 3);
        things.delete('s', 'gone');
        throw new Error('half way');
      });
    expect(failing).toThrow('half way');
    expect(things.entries('s')).toEqual([
      ['gone', 1],
      ['kept', 1],
    ]);
    await store.committed();
    expect(things.get('s', 'kept')).toBe(1);
  });

  it('keeps what an outer write did before an inner one failed', () => {
    const store = memory();
    const things = store.documents<number>('things');
    store.write(() => {
      things.put('s', 'outer', 1);
      expect(() =>
        store.write(() => {
          things.put('s', 'inner', 1);
          throw new Error('inner');
        }),
      ).toThrow('inner');
    });
    expect(things.entries('s')).toEqual([['outer', 1]]);
  });

  it('runs effects after the commit only, and none of what was undone', async () => {
    const store = memory();
    const effects: string[] = [];
    store.write(() => {
      store.afterCommit(() => effects.push('committed'));
      expect(effects).toEqual([]);
    });
    expect(() =>
      store.write(() => {
        store.afterCommit(() => effects.push('undone'));
        throw new Error('no');
      }),
    ).toThrow();
    await store.committed();
    expect(effects).toEqual(['committed']);
  });

  it('agrees with a plain map whatever is put, deleted or undone', () => {
    const operations = fc.array(
      fc.record({ key: fc.constantFrom('a', 'b', 'c'), value: fc.option(fc.nat(9)), fails: fc.boolean() }),
    );
    fc.assert(
      fc.property(operations, (steps) => {
        const store = memory();
        const things = store.documents<number>('things');
        const model = new Map<string, number>();
        for (const { key, value, fails } of steps) {
          try {
            store.write(() => {
              if (value === null) things.delete('s', key);
              else things.put('s', key, value);
              if (fails) throw new Error('undone');
            });
            if (value === null) model.delete(key);
            else model.set(key, value);
          } catch {
            // The model did not take the step either.
          }
        }
        expect(new Map(things.entries('s'))).toEqual(new Map([...model].sort()));
        store.close();
      }),
      { numRuns: 100 },
    );
  });
});

describe('a store in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'trailkeeper-store-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has after a restart what was there before', () => {
    const first = new Store({ folder, durability: 'normal' });
    first.documents<object>('things').put('s', 'k', { v: 1 });
    first.close();
    const second = new Store({ folder, durability: 'full' });
    expect(second.documents<object>('things').get('s', 'k')).toEqual({ v: 1 });
    second.close();
  });

  it('has after SIGKILL all that was committed', async () => {
    const program = `
      import { Store } from ${JSON.stringify(new URL('../../../engine/store/index.ts', import.meta.url).href)};
      const store = new Store({ folder: process.argv[1], durability: 'normal' });
      store.documents('things').put('s', 'k', 'committed');
      await store.committed();
      process.kill(process.pid, 'SIGKILL');`;
    await expect(
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, folder]),
    ).rejects.toMatchObject({ signal: 'SIGKILL' });
    const store = new Store({ folder, durability: 'normal' });
    expect(store.documents('things').get('s', 'k')).toBe('committed');
    store.close();
  });

  it('says so when another engine has the folder', () => {
    const first = new Store({ folder, durability: 'normal' });
    expect(() => new Store({ folder, durability: 'normal' })).toThrow(EngineStartError);
    expect(() => new Store({ folder, durability: 'normal' })).toThrow(/in use by another engine/);
    first.close();
  });

  it.each(['/dev/null/data', '/proc/trailkeeper/data'])('says so when the folder cannot be made: %s', (impossible) => {
    expect(() => new Store({ folder: impossible, durability: 'normal' })).toThrow(/cannot be used/);
  });
});
