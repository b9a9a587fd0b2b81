import { isObject, type Json, type JsonObject } from '../../cloudtrail/index.ts';
import type { ConfigurationItem, ItemRelationship } from '../item.ts';
import { UNKNOWN, unknownIn } from '../unknown.ts';

type Editable = { [key: string]: Json | undefined };

/** Everything of a resource that was not seen being made. */
const NOTHING_KNOWN = ['configuration.*', 'supplementaryConfiguration.*', 'tags.*', 'relationships.*'];

/**
 * An item being changed by a call. Paths begin with `configuration`, `supplementaryConfiguration` or `tags`; a key with dots in it
 * cannot be one of their parts.
 */
export class Draft {
  resourceId = '';
  resourceName: string | undefined;
  ARN: string | undefined;
  availabilityZone: string | undefined;
  resourceCreationTime: string | undefined;
  readonly #parts: { configuration: Editable; supplementaryConfiguration: Editable; tags: Editable };
  #relationships: ItemRelationship[];
  readonly #unknown: Set<string>;

  private constructor(parts: Draft['parts'], relationships: readonly ItemRelationship[], unknown: Iterable<string>) {
    this.#parts = parts;
    this.#relationships = [...relationships];
    this.#unknown = new Set(unknown);
  }

  /** A resource that is made: all that the edit does not set is known not to be there. */
  static ofNew(): Draft {
    return new Draft({ configuration: {}, supplementaryConfiguration: {}, tags: {} }, [], []);
  }

  /** A resource of which only this one call is known. */
  static ofUnseen(): Draft {
    return new Draft({ configuration: {}, supplementaryConfiguration: {}, tags: {} }, [], NOTHING_KNOWN);
  }

  static of(item: ConfigurationItem): Draft {
    const { configuration, tags } = item;
    const { [UNKNOWN]: _, ...supplementaryConfiguration } = item.supplementaryConfiguration;
    const parts = structuredClone({ configuration: configuration ?? {}, supplementaryConfiguration, tags });
    const draft = new Draft(parts, item.relationships, unknownIn(item));
    draft.resourceId = item.resourceId;
    draft.resourceName = item.resourceName ?? undefined;
    draft.ARN = item.ARN ?? undefined;
    draft.availabilityZone = item.availabilityZone ?? undefined;
    draft.resourceCreationTime = item.resourceCreationTime ?? undefined;
    return draft;
  }

  get parts(): { configuration: Editable; supplementaryConfiguration: Editable; tags: Editable } {
    return this.#parts;
  }

  get relationships(): readonly ItemRelationship[] {
    return this.#relationships;
  }

  /** The paths that are not known, in order. */
  get unknown(): readonly string[] {
    return [...this.#unknown].sort();
  }

  /** The value at a path; undefined where there is none, known or not. */
  at(path: string): Json | undefined {
    let here: Json | undefined = this.#parts as JsonObject;
    for (const name of path.split('.')) here = isObject(here) ? here[name] : undefined;
    return here;
  }

  /** Sets a value, which is known then; undefined takes it away. */
  set(path: string, value: Json | undefined): void {
    this.#learn(path);
    this.#learnElements(path);
    const [holder, name] = this.#holderOf(path);
    if (value !== undefined) holder[name] = structuredClone(value) as Json;
    else if (this.#isOpen(path)) holder[name] = null;
    else delete holder[name];
  }

  /** Sets several values below a path; those that are undefined are left as they are. */
  merge(path: string, values: JsonObject): void {
    for (const [name, value] of Object.entries(values)) if (value !== undefined) this.set(`${path}.${name}`, value);
  }

  /** A value is some other one from here on, which the record does not tell. */
  forget(...paths: readonly string[]): void {
    for (const path of paths) {
      this.#learn(path);
      this.#unknown.add(path);
      const [holder, name] = this.#holderOf(path);
      delete holder[name];
    }
  }

  /** Whether a path's value is not known, be it that there is one. */
  isUnknown(path: string): boolean {
    return !this.#isKnown(path);
  }

  /** Something absent, in the elements of a list, say, may be there. */
  mark(path: string): void {
    this.#unknown.add(path);
  }

  /** Puts an element into a list, in place of those that are the same by `isSame`. */
  put(path: string, element: Json, isSame: (each: Json) => boolean): void {
    this.#setList(path, [...this.list(path).filter((each) => !isSame(each)), element]);
  }

  /** Takes elements out of a list. */
  drop(path: string, isIt: (each: Json) => boolean): void {
    if (this.at(path) === undefined && !this.#isKnown(path)) return;
    this.#setList(
      path,
      this.list(path).filter((each) => !isIt(each)),
    );
  }

  list(path: string): readonly Json[] {
    const list = this.at(path);
    return Array.isArray(list) ? (list as readonly Json[]) : [];
  }

  tag(tags: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(tags)) this.#parts.tags[key] = value;
  }

  untag(keys: readonly string[]): void {
    for (const key of keys) delete this.#parts.tags[key];
  }

  /** Relates the resource to another, once. */
  relate(name: string, resourceType: string, resourceId: string | undefined, resourceName?: string): void {
    if (resourceId === undefined) return;
    this.unrelate(resourceType, resourceId);
    this.#relationships.push({
      resourceType,
      resourceId,
      ...(resourceName !== undefined && { resourceName }),
      name,
    });
  }

  /** Ends a relation, by the other's id or name; without one, all to resources of a type. */
  unrelate(resourceType: string, other?: string): void {
    this.#relationships = this.#relationships.filter(
      (each) =>
        each.resourceType !== resourceType ||
        (other !== undefined && each.resourceId !== other && each.resourceName !== other),
    );
  }

  #setList(path: string, list: readonly Json[]): void {
    const isWhole = this.#isKnown(path) && !this.#unknown.has(`${path}.*`);
    const [holder, name] = this.#holderOf(path);
    this.#learn(path);
    holder[name] = list;
    if (!isWhole) this.#unknown.add(`${path}.*`);
  }

  /** Whether a path's value is known, be it that there is none. */
  #isKnown(path: string): boolean {
    return !this.#unknown.has(path) && (this.at(path) !== undefined || !this.#isOpen(path));
  }

  /** Whether something absent at this path may be there. */
  #isOpen(path: string): boolean {
    const above = path.slice(0, path.lastIndexOf('.'));
    return this.#unknown.has(`${above}.*`) || (above.includes('.') && !this.#isKnown(above));
  }

  #learn(path: string): void {
    for (const each of this.#unknown) if (each === path || each.startsWith(`${path}.`)) this.#unknown.delete(each);
  }

  #learnElements(list: string): void {
    for (const each of this.#unknown) if (each.startsWith(`${list}[]`)) this.#unknown.delete(each);
  }

  #holderOf(path: string): [Editable, string] {
    const names = path.split('.');
    let holder = this.#parts as unknown as Editable;
    for (const [index, name] of names.slice(0, -1).entries()) {
      if (!isObject(holder[name])) {
        const above = names.slice(0, index + 1).join('.');
        if (!this.#isKnown(above)) {
          this.#unknown.delete(above);
          this.#unknown.add(`${above}.*`);
        }
        holder[name] = {};
      }
      holder = holder[name] as Editable;
    }
    return [holder, names.at(-1)!];
  }
}
