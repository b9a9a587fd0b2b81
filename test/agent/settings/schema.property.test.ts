import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AgentSettingsError } from '../../../agent/errors.ts';
import { readUnified } from '../../../agent/settings/unified.ts';
import { sharedData, sharedJson, sharedPath } from '../../support/shared.ts';

const FOLDER = 'unified-agent-configs/';
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

const isObject = (value: unknown): value is Record<string, Json> => typeof value === 'object' && value !== null;

/** The places of a document, its root first. */
const places = (value: Json, at: Path = []): Path[] => [
  at,
  ...(isObject(value)
    ? Object.entries(value).flatMap(([key, inner]) => places(inner, [...at, Array.isArray(value) ? Number(key) : key]))
    : []),
];
const valueAt = (document: Json, at: Path): Json =>
  at.reduce<Json>((value, key) => (value as Record<string | number, Json>)[key]!, document);

/** What a schema names: keys of objects, and values it allows. */
function named(schema: unknown, keys = new Set<string>(), values = new Set<Json>()) {
  if (isObject(schema)) {
    if (isObject(schema.properties)) for (const key of Object.keys(schema.properties)) keys.add(key);
    if (Array.isArray(schema.enum)) for (const value of schema.enum) values.add(value);
    for (const inner of Object.values(schema)) named(inner, keys, values);
  }
  return { keys: [...keys], values: [...values] };
}

/** Our refusal, for what a schema does not see: paths and encodings there are none of. */
const BEYOND = /file_path is empty|no encoding is called/;

describe.skipIf(!sharedData)('a unified agent configuration with something changed at random', () => {
  it('is accepted or refused as the unified agent\u2019s schema says', { timeout: 240_000 }, () => {
    const { $schema: _draft, ...schema } = sharedJson<Record<string, Json>>(`${FOLDER}schema.json`);
    const valid = new Ajv({ strict: false }).compile(schema);
    const documents = [FOLDER, `${FOLDER}schema-cases/`].flatMap((folder) =>
      readdirSync(sharedPath(folder))
        .filter((name) => name.endsWith('.json') && name !== 'schema.json')
        .map((name) => JSON.parse(readFileSync(sharedPath(folder + name), 'utf8')) as Json),
    );
    const { keys, values } = named(schema);
    const document = fc.constantFrom(...documents);
    const lengths = [0, 1, 2, 255, 256, 512, 513, 1024, 1025, 4096, 4097];
    const value: fc.Arbitrary<Json> = fc.oneof(
      fc.constantFrom<Json[]>(null, true, 0, 1, -1, 1.5, 60, 172_800, 172_801, [], {}, ['x', 'x'], [1], [[]], [{}]),
      fc.constantFrom(...values),
      fc.constantFrom(...lengths).map((length) => 'a'.repeat(length)),
      fc.tuple(document, fc.nat()).map(([from, n]) => {
        const all = places(from);
        return structuredClone(valueAt(from, all[n % all.length]!));
      }),
    );
    const key = fc.oneof(fc.constantFrom(...keys), fc.constant('nothing_is_called_so'));
    const change = fc.tuple(fc.nat(), fc.constantFrom('delete', 'set', 'add', 'rename'), key, value);
    const changed = fc.tuple(document, fc.array(change, { minLength: 1, maxLength: 2 })).map(([from, changes]) => {
      const copy = structuredClone(from);
      for (const [n, what, name, fresh] of changes) {
        const all = places(copy);
        const at = all[n % all.length]!;
        const [here, parent] = [valueAt(copy, at), at.length > 0 ? valueAt(copy, at.slice(0, -1)) : undefined];
        const last = at.at(-1);
        if (what === 'add' && Array.isArray(here)) here.push(fresh);
        else if (what === 'add' && isObject(here)) here[name] = fresh;
        else if (Array.isArray(parent) && what === 'set') parent[Number(last)] = fresh;
        else if (Array.isArray(parent)) parent.splice(Number(last), 1);
        else if (isObject(parent)) {
          if (what === 'set') parent[String(last)] = fresh;
          else delete parent[String(last)];
          if (what === 'rename') parent[name] = here;
        }
      }
      return copy;
    });
    fc.assert(
      fc.property(changed, (given) => {
        let refusal: string | undefined;
        try {
          readUnified([{ file: 'agent.json', text: JSON.stringify(given) }]);
        } catch (error) {
          if (!(error instanceof AgentSettingsError)) throw error;
          refusal = error.message;
        }
        if (refusal !== undefined && BEYOND.test(refusal)) return;
        expect([refusal === undefined, refusal]).toEqual([valid(given), refusal]);
      }),
      { seed: 1, numRuns: Number(process.env.SCHEMA_RUNS ?? 5_000) },
    );
  });
});
