import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { AwsError } from '../../../../engine/errors.ts';
import { assertContent, inFormat, summary } from '../../../../engine/services/ssm/documents/content.ts';

const formats = fc.constantFrom('JSON' as const, 'YAML' as const);
const almost = fc
  .tuple(fc.json(), fc.nat(), fc.constantFrom('', '{', ']', '&a', '*a', ': ', '\n- ', '!!x '))
  .map(([text, at, extra]) => text.slice(0, at % (text.length + 1)) + extra + text.slice(at % (text.length + 1)));

describe("a document's content", () => {
  it('is taken or refused with an error of the service, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), almost), formats, (text, format) => {
        try {
          assertContent(text, format, 'Package');
        } catch (error) {
          expect(error).toBeInstanceOf(AwsError);
          return;
        }
        summary(text, format);
        inFormat(text, format, format === 'JSON' ? 'YAML' : 'JSON');
      }),
      { numRuns: 2000 },
    );
  });

  it('means the same in the other format', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (content) => {
        const text = JSON.stringify(content);
        expect(JSON.parse(inFormat(inFormat(text, 'JSON', 'YAML'), 'YAML', 'JSON'))).toEqual(JSON.parse(text));
        expect(JSON.parse(inFormat(stringify(content), 'YAML', 'JSON'))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });
});
