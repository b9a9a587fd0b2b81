/** Progress of long work on a terminal's standard error; silent where that is no terminal. */
export class Progress {
  readonly #total: number;
  readonly #shown = process.stderr.isTTY;
  #done = 0;
  #shownAt = 0;

  constructor(total: number) {
    this.#total = total;
  }

  step(what: string): void {
    this.at(this.#done + 1, what);
  }

  /** Says how far the work is, ten times a second at most. */
  at(done: number, what: string): void {
    this.#done = done;
    if (!this.#shown || performance.now() - this.#shownAt < 100) return;
    this.#shownAt = performance.now();
    process.stderr.write(`\r\x1b[K${done.toLocaleString('en')}/${this.#total.toLocaleString('en')} ${what}`);
  }

  end(): void {
    if (this.#shown) process.stderr.write('\r\x1b[K');
  }
}
