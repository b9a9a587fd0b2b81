import type { JsonCondition, Value } from '../ast.ts';
import { alphabetOf } from './alphabet.ts';
import { DocumentWriter } from './document-writer.ts';
import type { Literal } from './formula.ts';
import type { Member } from './joint-machine.ts';
import { jsonDomain } from './json-domain.ts';
import { JsonTree } from './json-tree.ts';
import { type MessageCondition, type MessagePart, type PlacedComparison, textLiteral } from './message-part.ts';
import { findMessage } from './message-search.ts';
import type { Domain, Finding } from './search.ts';
import { type FieldCount, TextWatch } from './text-watch.ts';
import { findText, languagesOf, type TextLiteral } from './texts.ts';

export interface MessageKind {
  /** Into how many fields the messages are split; undefined where no pattern asks. */
  readonly fields: FieldCount | undefined;
  /** Whether they are JSON documents. */
  readonly isDocument: boolean;
  /** What the messages must be besides. */
  readonly further?: readonly Member[];
}

type TextPart = MessageCondition | PlacedComparison;

/** Messages of one kind, for what patterns of all kinds ask of them. */
export const messageDomain = (kind: MessageKind): Domain<MessagePart> => ({
  key(part) {
    if (part.part === 'document') return jsonDomain.key(part.condition);
    return part.part === 'field' ? `${part.at}${part.rest ? '...' : ''}` : 'message';
  },
  possible(literals) {
    const documents = documentsOf(literals);
    return documents.length > 0 ? jsonDomain.possible(documents) : findText(textsOf(literals)).kind !== 'none';
  },
  model: (literals) => modelOf(literals, kind),
});

/** More conditions of a sort than are looked at together at once. */
const MANY = 3;

/**
 * A message for all literals. Where many texts are wanted somewhere in it, or many fields of a document, in whatever order, it is first asked for
 * each of them alone: what cannot be had alone cannot be had with others, and that is found out much sooner.
 */
function modelOf(literals: readonly Literal<MessagePart>[], kind: MessageKind): Finding {
  if (!kind.isDocument && !kind.fields) return model(literals, kind);
  const texts = literals.filter(({ condition, holds }) => condition.part === 'message' && holds);
  const places = literals.filter(({ condition }) => condition.part === 'document');
  for (const many of [texts, places]) {
    if (many.length <= MANY) continue;
    const others = literals.filter((each) => !many.includes(each));
    if (many.some((each) => model([...others, each], kind).kind === 'none')) return { kind: 'none' };
  }
  return model(literals, kind);
}

/** A message is never empty. */
const NOT_EMPTY: Literal<TextPart> = {
  kind: 'literal',
  condition: { part: 'message', value: { kind: 'text', text: '' } },
  holds: false,
};

function model(literals: readonly Literal<MessagePart>[], kind: MessageKind): Finding {
  const onText = [...literals.flatMap((each) => (isOnText(each) ? [each] : [])), NOT_EMPTY];
  if (!kind.isDocument && !kind.fields && !kind.further) {
    const found = findText(textsOf(onText));
    return found.kind === 'text' ? { kind: 'found', message: found.text } : found;
  }
  const watch = new TextWatch(onText, kind.fields, kind.further);
  if (kind.isDocument) return documentModel(documentsOf(literals), watch);
  const values = watch.languages.flatMap((each) => each.values);
  const atoms = watch.languages.flatMap((each) => each.atoms);
  const signs = kind.further ? '{}[]"' : '[]"';
  return findMessage(
    { kind: 'free', alphabet: alphabetOf(values, atoms, `${signs}${spacesBeside(namesIn(values)).join('')}`) },
    watch,
  );
}

function documentModel(documents: readonly Literal<JsonCondition>[], watch: TextWatch): Finding {
  const tree = new JsonTree();
  for (const { condition, holds } of documents) tree.add(condition, holds);
  const own = languagesOf(documents.flatMap(({ condition, holds }) => comparisonOf(condition, holds)));
  const watched = watch.languages.flatMap((each) => each.values);
  const atoms = watch.languages.flatMap((each) => each.atoms);
  const names = namesIn(watched);
  const keys = documents.flatMap(({ condition }) =>
    condition.selector.map((step) => (step.kind === 'key' ? step.name : '')),
  );
  const spaces = spacesBeside(names).filter((space) => ' \t\n\r'.includes(space));
  const isSplit = watch.languages.length > 1;
  const digits = watched.some(({ kind }) => kind === 'number') ? '0123456789.-+eE' : '';
  const signs = `"\\${digits}${escapesIn(names).join('')}`;
  const named = [names, ...keys, namesIn(own.values)].join('');
  const alphabet = alphabetOf([...watched, ...own.values], [...atoms, ...own.atoms], [signs, '01', ...keys].join(''));
  const marker =
    [...'nmbvjkhgf\u2401\u2402'].find((char) => !named.includes(char) && !alphabet.includes(char)) ?? '\u2403';
  const finding = findMessage(
    {
      kind: 'document',
      writer: new DocumentWriter(tree, {
        alphabet: [...alphabet, marker],
        marker,
        keys: [...new Set(watched.flatMap(keysIn))],
        free: alphabetOf(watched, atoms, `${signs}01`),
        spaces,
        depth: Math.max(...watched.map((value) => bracketsIn(namesIn([value])))),
        named: atoms.length > 0 ? undefined : new Set([...names, ...digits, ...(isSplit ? '"[] \t\n\r\v\f' : '')]),
      }),
    },
    watch,
  );
  const isWhole = own.isWhole && !tree.hasElements && (atoms.length === 0 || !tree.hasWildcard);
  if (finding.kind !== 'none' || isWhole) return finding;
  return {
    kind: 'unknown',
    why: 'array selectors and regular expressions beside another kind of pattern are only tried',
  };
}

const isOnText = (each: Literal<MessagePart>): each is Literal<TextPart> => each.condition.part !== 'document';

const textsOf = (literals: readonly Literal<MessagePart>[]): TextLiteral[] =>
  literals.flatMap((each) => (isOnText(each) ? [textLiteral(each.condition, each.holds)] : []));

const documentsOf = (literals: readonly Literal<MessagePart>[]): Literal<JsonCondition>[] =>
  literals.flatMap(({ kind, condition, holds }) =>
    condition.part === 'document' ? [{ kind, condition: condition.condition, holds }] : [],
  );

const comparisonOf = (condition: JsonCondition, holds: boolean): TextLiteral[] =>
  condition.kind === 'comparison' ? [{ operator: condition.operator, value: condition.value, holds }] : [];

/** All that the values name, in a row. */
const namesIn = (values: readonly Value[]): string =>
  values
    .map((value) => (value.kind === 'text' ? value.text : value.kind === 'glob' ? value.pieces.join('') : ''))
    .join('\u0000');

/** What a value may name as a whole key: what stands between two quotes, and all of a text, which may be a field between quotes. */
const keysIn = (value: Value): string[] => {
  const texts = value.kind === 'text' ? [value.text] : value.kind === 'glob' ? value.pieces : [];
  const quoted = texts.flatMap((text) => text.split('"').slice(1, -1));
  return [...(value.kind === 'text' ? [value.text] : []), ...quoted].flatMap(jsonString);
};

/** The text that a string of JSON with this inside means; none where it is no such string. */
function jsonString(inside: string): string[] {
  try {
    const text: unknown = JSON.parse(`"${inside}"`);
    return typeof text === 'string' ? [text] : [];
  } catch {
    return [];
  }
}

const bracketsIn = (names: string): number => [...names].filter((char) => '{}[]'.includes(char)).length;

/** White space: what the values name, and one that they do not. */
const spacesBeside = (names: string): string[] => {
  const other = [...' \t\n\r\v\f'].find((space) => !names.includes(space));
  return [...' \t\n\r\v\f'].filter((space) => space === other || names.includes(space));
};

/** The characters for which the values have an escape, or the beginning of one. */
const escapesIn = (names: string): string[] =>
  [...names.matchAll(/\\u([0-9A-Fa-f]{0,4})/g)].map(([, hex = '']) =>
    String.fromCharCode(Number.parseInt(hex.padEnd(4, '0'), 16)),
  );
