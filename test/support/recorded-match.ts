/**
 * Where an answer differs from a recorded one. Recordings hold placeholders: `<anything>` for names of the day, `timestamp` or `date` for a
 * moment; account and region differ. A list of a recording of the query protocol may be left out where it is empty.
 */
export function differences(recorded: unknown, actual: unknown, path = ''): string[] {
  if (typeof recorded === 'string') return sameText(recorded, actual) ? [] : [told(path, recorded, actual)];
  if (Array.isArray(recorded)) {
    const list = Array.isArray(actual) ? actual : [];
    if (list.length !== recorded.length) return [told(path, recorded, actual)];
    return recorded.flatMap((each, index) => differences(each, list[index], `${path}[${index}]`));
  }
  if (recorded !== null && typeof recorded === 'object') {
    const members = asObject(actual);
    const { ResponseMetadata: _meta, ...wanted } = recorded as Record<string, unknown>;
    const names = new Set([...Object.keys(wanted), ...Object.keys(members)]);
    return [...names].flatMap((name) => {
      const [a, b] = [wanted[name], members[name]];
      if (a === undefined) return isEmpty(b) ? [] : [told(`${path}.${name}`, a, b)];
      return differences(a, b, `${path}.${name}`);
    });
  }
  return Object.is(recorded, actual) ? [] : [told(path, recorded, actual)];
}

const moments = new Set(['timestamp', 'date', 'datetime']);

function sameText(recorded: string, actual: unknown): boolean {
  if (moments.has(recorded)) {
    const moment = Array.isArray(actual) ? (actual[0] ?? new Date(0)) : actual;
    return (
      moment instanceof Date ||
      typeof moment === 'number' ||
      (typeof moment === 'string' && !Number.isNaN(Date.parse(moment)))
    );
  }
  if (typeof actual !== 'string') return false;
  const pattern = recorded
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/<[^>]*>/g, '[^"]*')
    .replaceAll('111111111111', '\\d{12}')
    .replaceAll('MM/DD/YY HH:MM:SS', '\\d\\d/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d');
  return new RegExp(`^${pattern}$`, 's').test(actual);
}

/** JSON inside an answer was parsed before it was recorded. */
function asObject(actual: unknown): Record<string, unknown> {
  const value = typeof actual === 'string' && actual.startsWith('{') ? (JSON.parse(actual) as unknown) : actual;
  if (typeof value !== 'object' || value === null) return {};
  const { $metadata: _meta, ...members } = value as Record<string, unknown>;
  return members;
}

const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);
const told = (path: string, recorded: unknown, actual: unknown) =>
  `${path}: recorded ${JSON.stringify(recorded)}, answered ${JSON.stringify(actual)}`;
