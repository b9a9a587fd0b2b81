/** Keeps, during one event, which tests hold, and which branches that makes worth a look. */
export class Tally {
  /** Which event this is, counted from 1. */
  round = 0;
  /** Branches of which the test that is least likely to hold does. */
  readonly candidates: number[] = [];
  private readonly decisiveFor: readonly Int32Array[];
  private readonly testsOf: readonly Int32Array[];
  /** For each test, the round in which it last held. */
  private readonly heldIn: Float64Array;

  /**
   * @param decisiveFor for each test, the branches it makes worth a look: each branch is under one test
   * @param testsOf for each branch, its tests
   */
  constructor(decisiveFor: readonly Int32Array[], testsOf: readonly Int32Array[]) {
    this.decisiveFor = decisiveFor;
    this.testsOf = testsOf;
    this.heldIn = new Float64Array(decisiveFor.length);
  }

  /** Forgets the event before. */
  begin(): void {
    this.candidates.length = 0;
    this.round += 1;
  }

  holds(test: number): boolean {
    return this.heldIn[test] === this.round;
  }

  mark(test: number): void {
    if (this.heldIn[test] === this.round) return;
    this.heldIn[test] = this.round;
    const branches = this.decisiveFor[test]!;
    for (let i = 0; i < branches.length; i++) this.candidates.push(branches[i]!);
  }

  /** Whether all tests of a branch hold. */
  completes(branch: number): boolean {
    const tests = this.testsOf[branch]!;
    for (let i = 0; i < tests.length; i++) if (this.heldIn[tests[i]!] !== this.round) return false;
    return true;
  }
}
