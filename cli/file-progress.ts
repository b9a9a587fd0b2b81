/** Which file of how many is being read, and how far that has come, on a terminal's standard error; silent where that is none. */
export class FileProgress {
  readonly #shown = process.stderr.isTTY;
  #file = '';
  #last = 0;

  /** @param index from 0 */
  file(path: string, index: number, count: number): void {
    this.#file = `${index + 1}/${count} ${path.slice(-80)}`;
    this.#show('');
  }

  records(count: number): void {
    this.#show(`  ${count.toLocaleString('en-US')} records`);
  }

  end(): void {
    if (this.#shown) process.stderr.write('\r\x1b[K');
  }

  /** Ten times a second at most: of thousands of small files, a line each would take longer than reading them. */
  #show(rest: string): void {
    const now = performance.now();
    if (!this.#shown || now - this.#last < 100) return;
    this.#last = now;
    process.stderr.write(`\r\x1b[K${this.#file}${rest}`);
  }
}
