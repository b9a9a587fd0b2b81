/** Names to be found among bytes. */
export class MemberNames {
  readonly #names: readonly Uint8Array[];
  /** Member numbers by the length of their name, for quick refusal. */
  readonly #byLength: number[][] = [];

  /** @param names by member number; one with a dot in it is none of these */
  constructor(names: readonly string[]) {
    this.#names = names.map((name) => Buffer.from(name));
    names.forEach((name, member) => {
      if (name.includes('.')) return;
      const { length } = this.#names[member]!;
      this.#byLength[length] = [...(this.#byLength[length] ?? []), member];
    });
  }

  /** The number of the member whose name stands in `[start, end)`; -1 for none of them. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const candidates = this.#byLength[end - start];
    if (candidates === undefined) return -1;
    for (const candidate of candidates) {
      const name = this.#names[candidate]!;
      let i = name.length - 1;
      while (i >= 0 && name[i] === bytes[start + i]) i -= 1;
      if (i < 0) return candidate;
    }
    return -1;
  }

  forget(starts: Int32Array): void {
    for (const members of this.#byLength) for (const member of members ?? []) starts[member] = -1;
  }
}
