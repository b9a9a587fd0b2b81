/** Which file of how many is being read, on a terminal's standard error; silent where that is no terminal. */
export class FileProgress {
  readonly #shown = process.stderr.isTTY;
  #last = 0;

  /** @param index from 0 */
  file(path: string, index: number, count: number): void {
    const now = performance.now();
    // Thousands of small files: a line a file would take longer than reading them.
    if (!this.#shown || (index > 0 && now - this.#last < 100)) return;
    this.#last = now;
    process.stderr.write(`\r\x1b[K${index + 1}/${count} ${path.slice(-100)}`);
  }

  end(): void {
    if (this.#shown) process.stderr.write('\r\x1b[K');
  }
}
