import { parseDocument, type ScalarTag, type Tags } from 'yaml';
import { isObject, type Json, type JsonObject } from '../cloudtrail/index.ts';
import { PackError } from './error.ts';

/** AWS's limit of a template in a request. */
const LONGEST = 51_200 * 20;
const MOST_ALIASES = 100;

/** CloudFormation's short forms: `!Ref x`, `!If [a, b, c]`, `!Sub text`, in each of YAML's kinds of value. */
const SHORT = ['Ref', 'Condition', 'If', 'Equals', 'Not', 'And', 'Or', 'Join', 'Sub'];

const functionName = (short: string): string => (short === 'Ref' || short === 'Condition' ? short : `Fn::${short}`);

const customTags = SHORT.flatMap((short) => [
  { tag: `!${short}`, resolve: (text: string) => ({ [functionName(short)]: text }) } satisfies ScalarTag,
  {
    tag: `!${short}`,
    collection: 'seq' as const,
    resolve: (sequence: { toJSON(): unknown }) => ({ [functionName(short)]: sequence.toJSON() }),
  },
]) as Tags;

/**
 * A template's YAML or JSON as plain data.
 * @throws PackError naming the line at fault, and for text that grows without bounds when it is read
 */
export function readTemplate(text: string): JsonObject {
  if (text.length > LONGEST) throw new PackError(`a template has up to ${LONGEST} characters`);
  const document = parseDocument(text, { customTags, logLevel: 'error', version: '1.1', schema: 'core', merge: false });
  const [error] = document.errors;
  if (error) throw new PackError(error.message.split('\n')[0] ?? 'the YAML is broken');
  let value: Json | undefined;
  try {
    value = JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MOST_ALIASES })) ?? 'null') as Json;
  } catch (cause) {
    throw new PackError(cause instanceof Error ? cause.message : String(cause));
  }
  if (!isObject(value)) throw new PackError('a template is a mapping with Resources');
  return value;
}
