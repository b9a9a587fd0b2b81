/**
 * A thing a service tells: "these events were stored", "this alarm changed". Services do not import each other; `wiring.ts`
 * connects what one tells to what another does.
 *
 * Listeners run in the order they were connected, within the write that caused the telling: what they write is committed with
 * its cause, and what one throws undoes both.
 */
export class Signal<T> {
  readonly #listeners: ((value: T) => void)[] = [];

  to(...listeners: ((value: T) => void)[]): void {
    this.#listeners.push(...listeners);
  }

  tell(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
}
