/** Counts what matching does, so that a test can hold it linear in pattern plus message. */
export interface Steps {
  count: number;
}

export function countSteps(steps: Steps | undefined, by: number): void {
  if (steps !== undefined) steps.count += by;
}
