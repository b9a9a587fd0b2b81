import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../engine/errors.ts';
import { escapeXml, parseXml } from '../../../engine/http/codec/xml.ts';

describe('XML', () => {
  it('holds any text, but for what XML has no form for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const read = parseXml(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is replaced
        const kept = text.replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF]/g, '\uFFFD');
        expect([read.text, read.attributes.get('b')]).toEqual([kept, kept]);
      }),
    );
  });

  it('is read without its namespaces, comments and declarations', () => {
    const read = parseXml(
      '\uFEFF<?xml version="1.0"?><!-- x --><n:a xmlns:n="u"><n:b>1</n:b><b/><c><![CDATA[<&]]></c></n:a>',
    );

    expect(read.name).toBe('a');
    expect(read.children.get('b')?.map(({ text }) => text)).toEqual(['1', '']);
    expect(read.children.get('c')?.[0]?.text).toBe('<&');
  });

  it('is refused when it is not well formed, names entities of its own or is nested without end', () => {
    const cases = [
      '',
      'text',
      '<a>',
      '</a>',
      '<a></b>',
      '<a/>text',
      '<!DOCTYPE a><a/>',
      '<a b=c/>',
      '<a',
      '<a>&#x110000;</a>',
      '<a>'.repeat(5000),
    ];
    for (const source of cases) expect(() => parseXml(source)).toThrow(AwsError);
  });

  it('is read in time that grows with its length alone', () => {
    for (const part of ['<a ', '<a b="', '&#', '<!--', '<![CDATA[', ' ']) {
      expect(() => parseXml(`<a>${part.repeat(200_000)}`)).toThrow(AwsError);
    }
  });
});
