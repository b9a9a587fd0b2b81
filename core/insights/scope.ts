import type { Evaluate } from './row.ts';
import { Timestamp, within } from './values.ts';

/** The discovered fields a query needs, numbered as they are met. */
export class FieldList {
  readonly names: string[] = [];
  readonly #tested = new Set<number>();

  /**
   * The number of a field.
   * @param tested whether nearly every event is asked for it, not only those that are shown
   */
  add(name: string, tested: boolean): number {
    const known = this.names.indexOf(name);
    const index = known === -1 ? this.names.push(name) - 1 : known;
    if (tested) this.#tested.add(index);
    return index;
  }

  /** Whether nearly every event is asked for the field. */
  isTested(index: number): boolean {
    return this.#tested.has(index);
  }
}

export const systemFields: Readonly<Partial<Record<string, Evaluate>>> = {
  '@timestamp': ({ event }) => new Timestamp(event.timestamp),
  '@ingestionTime': ({ event }) => new Timestamp(event.ingestionTime),
  '@message': ({ event }) => event.message,
  '@logStream': ({ event }) => event.logStream,
  '@log': ({ event }) => event.log,
  '@ptr': ({ event }) => event.ptr,
};

/** What names mean at one place of a query: computed values by their slots, and, as long as rows are events, what is in the event. */
export class Scope {
  readonly #slots = new Map<string, number>();
  readonly #fields: FieldList | undefined;
  /** Whether names now asked for count as tested. */
  tested = true;

  /** @param fields undefined where rows are not events any more */
  constructor(fields: FieldList | undefined, names: readonly string[] = []) {
    this.#fields = fields;
    for (const name of names) this.define(name);
  }

  /** The slot of a value to be computed; it hides what had the name before. */
  define(name: string): number {
    const known = this.#slots.get(name);
    if (known !== undefined) return known;
    const slot = this.#slots.size;
    this.#slots.set(name, slot);
    return slot;
  }

  slot(name: string): number | undefined {
    return this.#slots.get(name);
  }

  resolve(name: string): Evaluate {
    const slot = this.#slots.get(name);
    if (slot !== undefined) return ({ values }) => values[slot];
    const inside = this.#inside(name);
    if (inside) return inside;
    const system = Object.hasOwn(systemFields, name) ? systemFields[name] : undefined;
    if (!this.#fields) return () => undefined;
    if (system) return system;
    const index = this.#fields.add(name, this.tested);
    return ({ event }) => event.field(index);
  }

  /** A place within a computed map or list. */
  #inside(name: string): Evaluate | undefined {
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      const slot = this.#slots.get(name.slice(0, dot));
      if (slot === undefined) continue;
      const path = name.slice(dot + 1).split('.');
      return ({ values }) => within(values[slot], path, 0);
    }
    return undefined;
  }
}
