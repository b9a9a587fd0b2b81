import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each room may know of the others; the SDK is named where the room may speak to a cloud. */
const ROOMS: Readonly<Record<string, { knows: readonly string[]; sdk: boolean }>> = {
  core: { knows: [], sdk: false },
  rules: { knows: ['core'], sdk: false },
  samples: { knows: ['core'], sdk: false },
  reports: { knows: ['core', 'rules'], sdk: false },
  account: { knows: ['core'], sdk: true },
  functions: { knows: ['core', 'rules', 'reports', 'account'], sdk: true },
  infra: { knows: ['core', 'rules', 'functions'], sdk: true },
  replay: { knows: ['core', 'rules', 'infra'], sdk: false },
  engine: { knows: ['core'], sdk: true },
  agent: { knows: ['core'], sdk: true },
};

interface Import {
  readonly file: string;
  readonly from: string;
}

function importsOf(room: string): Import[] {
  const files = readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(path.join(root, room, file), 'utf8');
      const found = text.matchAll(/(?:^|\s)(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g);
      return [...found].map(([, from]) => ({ file: path.join(room, file), from: from! }));
    });
}

/** The room a relative import leads to. */
const roomOf = ({ file, from }: Import): string => path.join(path.dirname(file), from).split(path.sep)[0]!;

const rooms = readdirSync(root).filter((name) => name in ROOMS);

describe.each(rooms)('the room %s', (room) => {
  const imports = importsOf(room);

  it('imports only from rooms it may know', () => {
    const allowed = [room, ...ROOMS[room]!.knows];
    const against = imports.filter((each) => each.from.startsWith('.') && !allowed.includes(roomOf(each)));
    expect(against).toEqual([]);
  });

  it('reaches the SDK only where it may speak to a cloud', () => {
    const against = ROOMS[room]!.sdk ? [] : imports.filter(({ from }) => from.startsWith('@aws-sdk/'));
    expect(against).toEqual([]);
  });
});

describe('time', () => {
  it('is read by core from nobody, and by the engine from its clock alone', () => {
    const reads = /\bDate\.now\(\)|\bnew Date\(\)/;
    const files = ['core', 'engine'].flatMap((room) =>
      readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => path.join(room, file)),
    );
    const found = files.filter((file) => reads.test(readFileSync(path.join(root, file), 'utf8')));
    // In a function's thread Date is the engine's time put in place of the system's.
    const own = ['engine/clock.ts', 'engine/services/lambda/runtime.ts'];
    expect(found.filter((file) => !own.includes(file))).toEqual([]);
  });
});
