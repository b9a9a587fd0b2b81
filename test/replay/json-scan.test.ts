import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonScanner } from '../../replay/json-scan.ts';

const scan = (text: string, members: string[] = []) => {
  const scanner = new JsonScanner(members);
  const bytes = Buffer.from(text);
  return { end: scanner.scan(bytes, 0, bytes.length), scanner, bytes };
};

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Texts near JSON: valid ones with a few characters put in, taken out or replaced. */
const nearJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '\\', 'u', '0', '.', 'e', '-', '\n', 'é'),
      ),
      {
        maxLength: 3,
      },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((edited, [at, put]) => {
      const place = at % (edited.length + 1);
      return edited.slice(0, place) + put + edited.slice(place + (at % 2));
    }, text),
  );

describe('the scanner of JSON bytes', () => {
  it('ends where the value ends, and notes the members asked for', () => {
    const { end, scanner, bytes } = scan('{"a": {"b": 1}, "b" :"x\\"y" , "c":[true]} tail', ['b', 'c', 'd']);
    expect(end).toBe('{"a": {"b": 1}, "b" :"x\\"y" , "c":[true]}'.length);
    const found = [0, 1].map((member) => bytes.toString('utf8', scanner.starts[member], scanner.ends[member]));
    expect(found).toEqual(['"x\\"y"', '[true]']);
    expect(scanner.starts[2]).toBe(-1);
  });

  it('takes the last of members with the same name, as JSON.parse does', () => {
    const { scanner, bytes } = scan('{"a":1,"a":22}', ['a']);
    expect(bytes.toString('utf8', scanner.starts[0], scanner.ends[0])).toBe('22');
  });

  it('looks into one member', () => {
    const { scanner, bytes } = scan('{"t":0,"u":{"x":{"t":1},"t":"a","u":{"t":2}},"v":{"t":3}}', ['u', 'u.t']);
    expect(bytes.toString('utf8', scanner.starts[1], scanner.ends[1])).toBe('"a"');
    expect(scan('{"u":{"t":1},"u":{}}', ['u', 'u.t']).scanner.starts[1]).toBe(-1);
    expect(scan('{"u":[{"t":1}]}', ['u', 'u.t']).scanner.starts[1]).toBe(-1);
    expect(scan('{"u":5,"v":{"t":1}}', ['u', 'u.t']).scanner.starts[1]).toBe(-1);
  });

  it('tells text that was cut from text that is wrong, and where', () => {
    const faults = ['{"a": "b', '{"a": tru', '{"a": 1', '{"a" 1}', '{"a": 01}', '["a\nb"]', '["\\x"]'].map((text) => {
      const { scanner } = scan(text);
      return [scanner.fault, scanner.faultAt];
    });
    expect(faults).toEqual([
      ['cut', 8],
      ['cut', 9],
      ['cut', 7],
      ['invalid', 5],
      ['invalid', 7],
      ['invalid', 3],
      ['invalid', 3],
    ]);
  });

  it('refuses nesting that would only serve to use up memory', () => {
    expect(scan('['.repeat(100_000)).scanner.fault).toBe('invalid');
  });

  it('accepts exactly what JSON.parse accepts', () => {
    fc.assert(
      fc.property(nearJson, (text) => {
        const start = text.length - text.trimStart().length;
        const bytes = Buffer.from(text);
        const scanner = new JsonScanner(['a']);
        const end = scanner.scan(bytes, start, bytes.length);
        const isWhole = end >= 0 && bytes.toString('utf8', end).trim() === '';
        expect(isWhole).toBe(isJson(text));
      }),
      { numRuns: 3000 },
    );
  });
});
