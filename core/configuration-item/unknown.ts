import type { Json } from '../cloudtrail/index.ts';

/**
 * Items made from something less than the resource itself (CloudTrail records, a collection that was denied a part) do not know
 * everything. What they do not know they list, by path, in their supplementary configuration under this name, which every spelling of
 * an item carries: `configuration.path` is a value that is not known, `configuration.groupList.*` a list or object that may hold more
 * than is shown, `configuration.accessKeys[].lastUsedDate` a value of a list's elements. What is absent and not listed is known to be absent.
 */
export const UNKNOWN = 'trailkeeper:unknown';

interface Partly {
  readonly supplementaryConfiguration?: { readonly [part: string]: Json | undefined };
}

/** The paths an item does not know; none for an item of AWS's own. */
export function unknownIn({ supplementaryConfiguration: parts }: Partly): readonly string[] {
  const listed = parts?.[UNKNOWN];
  return Array.isArray(listed) ? (listed as readonly Json[]).filter((path) => typeof path === 'string') : [];
}

/** Whether a path is one of those, or lies where not everything is known. */
export function isUnknown(unknown: readonly string[], path: string, isShown: boolean): boolean {
  if (unknown.includes(path)) return true;
  const above = path.slice(0, path.lastIndexOf('.'));
  return above !== '' && (unknown.includes(above) || (!isShown && unknown.includes(`${above}.*`)));
}

/** Thrown when a value is read that an item does not know. */
export class UnknownValue extends Error {
  override readonly name = 'UnknownValue';
  readonly path: string;

  constructor(path: string) {
    super(`${path} is not known`);
    this.path = path;
  }
}

/**
 * An item that throws UnknownValue when something is read of it that it does not know, so that a judgement which depends on it cannot
 * be made, and any other can. A list that may hold more is searched as far as it is known: `some` finds what is there, and throws
 * where it would have to say that there is nothing.
 */
export function guarded<T extends Partly>(item: T): T {
  const unknown = unknownIn(item);
  return unknown.length === 0 ? item : (guard(item, '', new Set(unknown)) as T);
}

/** Items of which there may be more than are known, guarded each. */
export const openEnded = <T extends Partly>(items: readonly T[]): readonly T[] =>
  openList(items.map(guarded), 'resources') as readonly T[];

/**
 * What a judgement of guarded items gives, or what it would have had to know.
 * @throws whatever else it throws
 */
export function unlessUnknown<R>(judge: () => R): R | UnknownValue {
  try {
    return judge();
  } catch (error) {
    if (error instanceof UnknownValue) return error;
    throw error;
  }
}

function guard(value: unknown, path: string, unknown: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null || !concerns(path, unknown)) return value;
  if (!Array.isArray(value)) return guardObject(value, path, unknown);
  const elements = value.map((each) => guard(each, `${path}[]`, unknown));
  return unknown.has(`${path}.*`) ? openList(elements, path) : elements;
}

const concerns = (path: string, unknown: ReadonlySet<string>): boolean =>
  path === '' || [...unknown].some((each) => each.startsWith(`${path}.`) || each.startsWith(`${path}[]`));

function guardObject(object: object, path: string, unknown: ReadonlySet<string>): object {
  const child = (key: string) => (path === '' ? key : `${path}.${key}`);
  const isOpen = unknown.has(child('*'));
  const isElement = path.includes('[]');
  const known = (key: string) => {
    const isThere = Object.hasOwn(object, key);
    const isHidden = unknown.has(child(key)) && !(isElement && isThere);
    if (isHidden || (isOpen && !isThere)) throw new UnknownValue(child(key));
  };
  return new Proxy(object, {
    get(target, key) {
      if (typeof key === 'symbol' || (!Object.hasOwn(target, key) && key in target)) return Reflect.get(target, key);
      known(key);
      return guard(Reflect.get(target, key), child(key), unknown);
    },
    has(target, key) {
      if (typeof key === 'string') known(key);
      return Reflect.has(target, key);
    },
    getOwnPropertyDescriptor(target, key) {
      if (typeof key === 'string') known(key);
      const found = Reflect.getOwnPropertyDescriptor(target, key);
      return found && typeof key === 'string' ? { ...found, value: guard(found.value, child(key), unknown) } : found;
    },
    ownKeys(target) {
      const hidden = [...unknown].find(
        (each) => each.startsWith(child('')) && !each.slice(child('').length).includes('.') && path !== '',
      );
      if (hidden !== undefined) throw new UnknownValue(hidden);
      return Reflect.ownKeys(target);
    },
  });
}

/** A list of which some elements are known: what can be said by those is said. */
function openList(list: readonly unknown[], path: string): readonly unknown[] {
  const rest = (): never => {
    throw new UnknownValue(`${path}.*`);
  };
  const open = (elements: readonly unknown[]) => openList(elements, path);
  type Test = (element: unknown, index: number) => unknown;
  const methods: Readonly<Record<string, unknown>> = {
    some: (test: Test) => list.some(test) || rest(),
    every: (test: Test) => list.every(test) && rest(),
    find: (test: Test) => list.find(test) ?? rest(),
    includes: (element: unknown) => list.includes(element) || rest(),
    filter: (test: Test) => open(list.filter(test)),
    map: (make: Test) => open(list.map(make)),
    flatMap: (make: Test) => open(list.flatMap(make)),
  };
  return new Proxy(list, {
    get(target, key) {
      if (key === Symbol.iterator) {
        return function* () {
          yield* target;
          rest();
        };
      }
      if (typeof key === 'symbol') return Reflect.get(target, key);
      return Object.hasOwn(methods, key) ? methods[key] : (target[Number(key)] ?? rest());
    },
  });
}
