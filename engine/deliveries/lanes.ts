/** Queues of tasks: those of one lane start in order, a few at a time; lanes know nothing of each other. */
export class Lanes {
  readonly #lanes = new Map<string, { waiting: (() => Promise<void>)[]; next: number; running: number }>();

  /** Runs the task once it is its turn. A task must not reject. */
  run(name: string, concurrency: number, task: () => Promise<void>): void {
    let lane = this.#lanes.get(name);
    if (!lane) {
      lane = { waiting: [], next: 0, running: 0 };
      this.#lanes.set(name, lane);
    }
    lane.waiting.push(task);
    this.#advance(name, concurrency);
  }

  #advance(name: string, concurrency: number): void {
    const lane = this.#lanes.get(name);
    if (!lane) return;
    while (lane.running < concurrency && lane.next < lane.waiting.length) {
      const task = lane.waiting[lane.next++]!;
      if (lane.next > 1_000 && lane.next * 2 > lane.waiting.length) {
        lane.waiting.splice(0, lane.next);
        lane.next = 0;
      }
      lane.running++;
      void task().then(() => {
        lane.running--;
        this.#advance(name, concurrency);
      });
    }
    if (lane.running === 0 && lane.next === lane.waiting.length) this.#lanes.delete(name);
  }
}
