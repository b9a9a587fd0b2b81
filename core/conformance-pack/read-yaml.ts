import { Lexer, parseDocument, type ScalarTag, type Tags } from 'yaml';
import { isObject, type Json, type JsonObject } from '../cloudtrail/index.ts';
import { PackError } from './error.ts';

/** AWS's limit of a template in S3; one in a request has a sixth. */
const LONGEST = 307_200;
const DEEPEST = 100;
/** The lexer says by it that what comes next is text. */
const SCALAR = '\u001f';

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
 * @throws PackError naming the line at fault; among others for aliases, which CloudFormation does not take either
 */
export function readTemplate(text: string): JsonObject {
  if (text.length > LONGEST) throw new PackError(`a template has up to ${LONGEST} characters`);
  assertPlain(text);
  const document = parseDocument(text, { customTags, logLevel: 'error', version: '1.1', schema: 'core', merge: false });
  const [error] = document.errors;
  if (error) throw new PackError(error.message.split('\n')[0] ?? 'the YAML is broken');
  let value: Json | undefined;
  try {
    value = JSON.parse(JSON.stringify(document.toJS()) ?? 'null') as Json;
  } catch (cause) {
    throw new PackError(cause instanceof Error ? cause.message : String(cause));
  }
  if (!isObject(value)) throw new PackError('a template is a mapping with Resources');
  return value;
}

/**
 * Refuses, before anything is built of it, what costs more to read than it is long: aliases and the anchors they point to, and values
 * within values within values.
 * @see AWS CloudFormation User Guide, "Template formats": "The following aren't supported: ... Aliases"
 */
function assertPlain(text: string): void {
  let line = 1;
  let flow = 0;
  let inLine = 0;
  let isText = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (isText) line += lexeme.split('\n').length - 1;
    else if (lexeme === '\n' || lexeme === '\r\n') {
      line += 1;
      inLine = 0;
    } else if (/^[&*]/.test(lexeme)) {
      throw new PackError(`anchors and aliases are not taken, at line ${line}`);
    } else if (lexeme === '[' || lexeme === '{') flow += 1;
    else if (lexeme === ']' || lexeme === '}') flow -= 1;
    else if (lexeme === '-' || lexeme === '?') inLine += 1;
    isText = !isText && lexeme === SCALAR;
    if (flow + inLine > DEEPEST)
      throw new PackError(`values lie deeper than ${DEEPEST} within each other, at line ${line}`);
  }
}
