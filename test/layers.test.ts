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

/** A room's files, from the root. */
const sourcesOf = (room: string): string[] =>
  readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.join(room, file));

const importsOf = (file: string): Import[] => found(file, /(?:^|\s)(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g);

/** Those that are there when the program runs. */
const valueImportsOf = (file: string): Import[] => found(file, /^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'/gm);

function found(file: string, imports: RegExp): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(imports)].map(([, from]) => ({ file, from: from! }));
}

/** The file or folder a relative import leads to, from the root. */
const targetOf = ({ file, from }: Import): string => path.join(path.dirname(file), from);

/** The room a relative import leads to. */
const roomOf = (each: Import): string => targetOf(each).split(path.sep)[0]!;

const rooms = readdirSync(root).filter((name) => name in ROOMS);

describe.each(rooms)('the room %s', (room) => {
  const imports = sourcesOf(room).flatMap(importsOf);

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
    const files = ['core', 'engine'].flatMap(sourcesOf);
    const readers = files.filter((file) => reads.test(readFileSync(path.join(root, file), 'utf8')));
    // In a function's thread Date is the engine's time put in place of the system's.
    const own = ['engine/clock.ts', 'engine/services/lambda/runtime.ts'];
    expect(readers.filter((file) => !own.includes(file))).toEqual([]);
  });
});

describe('files', () => {
  it('never need themselves by way of others', () => {
    const needs = new Map(rooms.flatMap(sourcesOf).map((file) => [file, valueImportsOf(file).map(targetOf)]));
    // Those that need nothing that is left are taken away until none can be: who stays is in a circle or needs one.
    for (let before = Number.POSITIVE_INFINITY; needs.size < before; ) {
      before = needs.size;
      for (const [file, needed] of needs) if (!needed.some((each) => needs.has(each))) needs.delete(file);
    }
    expect([...needs.keys()]).toEqual([]);
  });
});
