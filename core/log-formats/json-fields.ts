import type { Json } from '../cloudtrail/index.ts';
import { markEager, type PathNode, PathTree, type PlainStep } from '../filter-pattern/json-paths.ts';
import { found, JsonScan, unescaped } from '../filter-pattern/json-scan.ts';
import { startAt } from '../filter-pattern/json-syntax.ts';
import type { FieldValue } from './fields.ts';

/** A name of more parts than this is taken as nested keys or as one key, not as anything between the two. */
const MOST_PARTS = 5;

/** Fields of JSON documents by their flattened names, found without building the document. */
export class JsonFields {
  readonly #scan: JsonScan;
  /** By field, the places its name may mean: `a.b` is the key b in a, or the key "a.b". */
  readonly #places: readonly (readonly PathNode[])[];

  constructor(names: readonly string[]) {
    const tree = new PathTree();
    this.#places = names.map((name) => {
      const key = keyOfField(name);
      return key === undefined ? [] : readingsOf(key).map((steps) => tree.add(steps));
    });
    for (const place of this.#places.flat()) markEager(place);
    this.#scan = new JsonScan(tree);
  }

  /** False for what is no JSON object or array. */
  read(text: string): boolean {
    return this.#scan.scan(text);
  }

  /** The document that begins at a place, whatever stands behind it. */
  readFrom(text: string, at: number): boolean {
    startAt(text, at);
    return this.#scan.scanValue(text, at) !== -1;
  }

  value(index: number): FieldValue {
    for (const place of this.#places[index]!) {
      const value = this.#at(place);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #at(place: PathNode): FieldValue {
    const scan = this.#scan;
    const kind = scan.kind(place);
    switch (kind) {
      case found.nothing:
      case found.null:
        return undefined;
      case found.true:
        return true;
      case found.false:
        return false;
      case found.escaped:
        return unescaped(scan.text, scan.start(place), scan.end(place));
      default: {
        const text = scan.text.slice(scan.start(place), scan.end(place));
        return kind === found.object || kind === found.array ? parsed(text) : text;
      }
    }
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // The scan lets control characters in strings pass, which JSON forbids.
    return undefined;
  }
}

/** A sign CloudWatch Logs puts before the names of its own fields, and before a document's that begin with it already: `@version` is `@@version`. */
const SIGN = '@';

/**
 * The name a document's field has in queries.
 * @see CloudWatch Logs guide, "Supported logs and discovered fields"
 */
export const fieldOfKey = (path: string): string => (path.startsWith(SIGN) ? SIGN + path : path);

/** The other way round; undefined for a field that is no document's. */
function keyOfField(name: string): string | undefined {
  if (!name.startsWith(SIGN)) return name;
  return name.startsWith(SIGN + SIGN) ? name.slice(SIGN.length) : undefined;
}

/** The paths a flattened name may mean, nested ones first. */
function readingsOf(name: string): PlainStep[][] {
  const parts = name.split('.');
  if (parts.length > MOST_PARTS) return [...stepsOf(parts), [{ kind: 'key', name }]];
  return groupings(parts).flatMap(stepsOf);
}

/** Each way to join neighbours by dots: a, b, c; a, b.c; a.b, c; a.b.c */
function groupings(parts: readonly string[]): string[][] {
  if (parts.length === 1) return [[parts[0]!]];
  const [first = '', second = '', ...rest] = parts;
  return [
    ...groupings([second, ...rest]).map((others) => [first, ...others]),
    ...groupings([`${first}.${second}`, ...rest]),
  ];
}

/** A part that is a number is an element of a list, or a key. */
function stepsOf(keys: readonly string[]): PlainStep[][] {
  let paths: PlainStep[][] = [[]];
  for (const name of keys) {
    const steps: PlainStep[] = [{ kind: 'key', name }];
    if (/^\d{1,6}$/.test(name)) steps.push({ kind: 'index', index: Number(name) });
    paths = paths.flatMap((path) => steps.map((step) => [...path, step]));
  }
  return paths;
}
