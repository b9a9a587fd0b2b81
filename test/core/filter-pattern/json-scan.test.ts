import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PathTree, type PlainStep } from '../../../core/filter-pattern/json-paths.ts';
import { JsonScan } from '../../../core/filter-pattern/json-scan.ts';
import { MessageReader } from '../../../core/filter-pattern/message-reader.ts';

const takes = (text: string): boolean => {
  const scan = new JsonScan(new PathTree());
  return scan.scan(text) && !scan.hasControl();
};

/** What `JSON.parse` makes of it, where that is an object or an array. */
function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const fragments = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '"a"',
  '"\\u00e9"',
  '\\',
  '1',
  '-',
  '0',
  '.',
  'e+',
  'true',
  'nul',
  'null',
  ' ',
  '\n',
  '\t',
  '\u000b',
  '\u0001',
  '\u00a0',
  'é',
];

describe('a scan of JSON', () => {
  it('takes exactly the objects and arrays that JSON.parse takes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...fragments), { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        expect(takes(text)).toBe(parsed(text) !== undefined);
      }),
      { numRuns: 20_000 },
    );
  });

  it('takes a document with a fault put into it only where JSON.parse does', () => {
    fc.assert(
      fc.property(
        fc.object(),
        fc.nat(),
        fc.nat(2),
        fc.constantFrom('', ...fragments),
        (value, place, length, noise) => {
          const text = JSON.stringify(value, null, place % 3);
          const at = place % (text.length + 1);
          const changed = text.slice(0, at) + noise + text.slice(at + length);
          expect(takes(changed)).toBe(parsed(changed) !== undefined);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('finds every scalar where JSON.parse finds it', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 4, withBigInt: false, withDate: false }), fc.nat(2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const tree = new PathTree();
        const places = scalarsIn(JSON.parse(text), []).map(([path, expected]) => ({ node: tree.add(path), expected }));
        const reader = new MessageReader(tree);
        reader.read(text);
        expect(reader.isStrictJson()).toBe(true);
        for (const { node, expected } of places) {
          const seen = reader.scalar(node);
          expect(typeof expected === 'number' ? Number(seen) : seen).toBe(
            typeof expected === 'number' ? expected : String(expected),
          );
        }
      }),
      { numRuns: 2000 },
    );
  });
});

type Scalar = string | number | boolean | null;

function scalarsIn(
  value: unknown,
  path: readonly PlainStep[],
): (readonly [path: readonly PlainStep[], scalar: Scalar])[] {
  if (typeof value !== 'object' || value === null) return path.length === 0 ? [] : [[path, value as Scalar]];
  if (Array.isArray(value)) return value.flatMap((each, index) => scalarsIn(each, [...path, { kind: 'index', index }]));
  return Object.entries(value).flatMap(([name, each]) => scalarsIn(each, [...path, { kind: 'key', name }]));
}
