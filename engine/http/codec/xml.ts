import { serializationError } from './errors.ts';

/** An element: its text, its attributes, and its children by name in the order they come. Namespace prefixes are dropped. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Map<string, XmlElement[]>;
  text: string;
}

/** Nothing AWS takes is nested deeper. */
const DEEPEST = 100;

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s<>/!?]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;

/**
 * Parses a document of elements. No document type is read, so that no entity can be declared.
 * Throws the answer AWS gives to XML that is not well formed.
 */
export function parseXml(source: string): XmlElement {
  const root = newElement('', '');
  const open: XmlElement[] = [root];
  const text = source.replace(/^\uFEFF/, '');
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (!found) throw malformed();
    const [, cdata, closing, name, attributes, selfClosing, characters] = found;
    const parent = open.at(-1)!;
    if (cdata !== undefined) parent.text += cdata;
    else if (characters !== undefined) parent.text += resolveEntities(characters);
    else if (name !== undefined && closing) {
      if (open.length === 1 || parent.name !== localName(name)) throw malformed();
      open.pop();
    } else if (name !== undefined) {
      const element = newElement(localName(name), attributes ?? '');
      const siblings = parent.children.get(element.name);
      if (siblings) siblings.push(element);
      else parent.children.set(element.name, [element]);
      if (!selfClosing) open.push(element);
      if (open.length > DEEPEST) throw malformed();
    }
  }
  const [document] = [...root.children.values()].flat();
  if (open.length !== 1 || !document || root.text.trim() !== '') throw malformed();
  return document;
}

const malformed = () => serializationError('The XML you provided was not well-formed or did not validate.');

function newElement(name: string, attributes: string): XmlElement {
  const found = attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  const map = new Map(
    [...found].map(([, key, double, single]) => [localName(key!), resolveEntities(double ?? single ?? '')]),
  );
  return { name, attributes: map, children: new Map(), text: '' };
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function resolveEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));|&/gi,
    (_, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined && Object.hasOwn(ENTITIES, name)) return ENTITIES[name]!;
      const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
      if (!(code <= 0x10ffff)) throw malformed();
      return String.fromCodePoint(code);
    },
  );
}

const ESCAPES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

/** Text as it may stand in an element or attribute. What XML cannot hold at all becomes the replacement character. */
export function escapeXml(text: string): string {
  return text.toWellFormed().replaceAll(UNFIT, (found) => ESCAPES[found] ?? numbered(found.charCodeAt(0)));
}

const UNFIT = /[<>&"\uFFFE\uFFFF]|(?![\t\n])\p{Cc}/gu;

const numbered = (code: number): string =>
  code === 0x0d || (code >= 0x7f && code < 0xa0) ? `&#x${code.toString(16)};` : '\uFFFD';
