import type { Member, StructureShape } from '../schemas.ts';
import { writeText } from './text.ts';
import { escapeXml } from './xml.ts';

type Values = Readonly<Record<string, unknown>>;

/** The members of a structure as elements, without one around them. */
export function writeXmlMembers(shape: StructureShape, values: Values, skip?: (member: Member) => boolean): string {
  let written = '';
  for (const member of shape.members) {
    const value = values[member.name];
    if (value === undefined || value === null || member.traits.xmlAttribute || skip?.(member)) continue;
    written += writeXml(member, member.traits.xmlName ?? member.name, value);
  }
  return written;
}

/** One member as an element called `name`; a flattened list as several. */
export function writeXml(member: Member, name: string, value: unknown): string {
  const { shape } = member;
  switch (shape.kind) {
    case 'structure':
      return `<${name}${attributesOf(shape, value as Values)}>${writeXmlMembers(shape, value as Values)}</${name}>`;
    case 'list': {
      const flattened = Boolean(member.traits.xmlFlattened);
      const itemName = flattened ? name : (shape.value.traits.xmlName ?? 'member');
      const items = (value as unknown[]).map((item) => writeXml(shape.value, itemName, item)).join('');
      return flattened ? items : `<${name}>${items}</${name}>`;
    }
    case 'map': {
      const flattened = Boolean(member.traits.xmlFlattened);
      const keyName = shape.key.traits.xmlName ?? 'key';
      const valueName = shape.value.traits.xmlName ?? 'value';
      const entryName = flattened ? name : 'entry';
      const entries = Object.entries(value as object)
        .filter(([, item]) => item !== undefined && item !== null)
        .map(([key, item]) => `<${keyName}>${escapeXml(key)}</${keyName}>${writeXml(shape.value, valueName, item)}`)
        .map((entry) => `<${entryName}>${entry}</${entryName}>`)
        .join('');
      return flattened ? entries : `<${name}>${entries}</${name}>`;
    }
    default:
      return `<${name}>${escapeXml(writeText(shape, value, 'date-time'))}</${name}>`;
  }
}

function attributesOf(shape: StructureShape, values: Values): string {
  let written = '';
  for (const { name, traits, shape: type } of shape.members) {
    const value = values[name];
    if (!traits.xmlAttribute || value === undefined) continue;
    const attribute = traits.xmlName ?? name;
    if (attribute.startsWith('xsi:')) written += ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    written += ` ${attribute}="${escapeXml(writeText(type, value, 'date-time'))}"`;
  }
  return written;
}
