/** Numbers for things, the same number for the same key. */
export class Interned<T> {
  readonly #ids = new Map<string, number>();
  readonly #things: T[] = [];

  id(key: string, thing: T): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#things.length;
    this.#ids.set(key, id);
    this.#things.push(thing);
    return id;
  }

  of(id: number): T | undefined {
    return this.#things[id];
  }
}
