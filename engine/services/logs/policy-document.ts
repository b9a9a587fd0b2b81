type Json = Readonly<Record<string, unknown>>;

/** The version of a document that names none. */
const OLDEST = '2008-10-17';

/**
 * A resource policy's document as it is shown later, which is not as it was put: with a version, principals alone in a list without the
 * list, and the members of statements in AWS's order (recorded). What is no policy stays as it is.
 */
export function shownDocument(text: string): string {
  const document = parsed(text);
  if (!document || !Array.isArray(document.Statement) || !document.Statement.every(isObject)) return text;
  const { Version = OLDEST, Id, Statement, ...rest } = document;
  return JSON.stringify({ Version, Id, Statement: (Statement as Json[]).map(shownStatement), ...rest });
}

const shownStatement = ({ Sid, Effect, Principal, Action, Resource, ...rest }: Json): Json => ({
  Sid,
  Effect,
  Principal: isObject(Principal)
    ? Object.fromEntries(Object.entries(Principal).map(([kind, names]) => [kind, withoutList(names)]))
    : Principal,
  Action,
  Resource,
  ...rest,
});

const withoutList = (names: unknown): unknown => (Array.isArray(names) && names.length === 1 ? names[0] : names);

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
