import type { Member, Shape, StructureShape } from '../schemas.ts';
import { readText } from './text.ts';
import type { XmlElement } from './xml.ts';

/** What an element holds, by the model. */
export function readXml(shape: Shape, element: XmlElement): unknown {
  switch (shape.kind) {
    case 'structure':
      return readXmlMembers(shape, element);
    case 'list':
      return itemsOf(element, shape.value.traits.xmlName ?? 'member').map((item) => readXml(shape.value.shape, item));
    case 'map':
      return readEntries(shape.key, shape.value, itemsOf(element, 'entry'));
    default:
      return readText(shape, element.text);
  }
}

export function readXmlMembers(shape: StructureShape, element: XmlElement): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const member of shape.members) {
    const value = readMember(member, element);
    if (value !== undefined) read[member.name] = value;
  }
  return read;
}

function readMember({ name, shape, traits }: Member, element: XmlElement): unknown {
  const wire = traits.xmlName ?? name;
  if (traits.xmlAttribute) {
    const text = element.attributes.get(wire.slice(wire.indexOf(':') + 1));
    return text === undefined ? undefined : readText(shape, text);
  }
  const found = element.children.get(wire);
  if (!found) return undefined;
  if (traits.xmlFlattened && shape.kind === 'list') return found.map((item) => readXml(shape.value.shape, item));
  if (traits.xmlFlattened && shape.kind === 'map') return readEntries(shape.key, shape.value, found);
  return readXml(shape, found[0]!);
}

const itemsOf = (element: XmlElement, name: string): XmlElement[] => element.children.get(name) ?? [];

function readEntries(key: Member, value: Member, entries: readonly XmlElement[]): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const entry of entries) {
    const keyElement = entry.children.get(key.traits.xmlName ?? 'key')?.[0];
    const valueElement = entry.children.get(value.traits.xmlName ?? 'value')?.[0];
    if (keyElement && valueElement) read[keyElement.text] = readXml(value.shape, valueElement);
  }
  return read;
}
