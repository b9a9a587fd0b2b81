/** Keeps count, during one event, of the tests that hold and of the branches that have all of theirs. */
export class Tally {
  /** Branches of which every test holds, in the order in which they got there. */
  readonly complete: number[] = [];
  private readonly branchesOf: readonly Int32Array[];
  private readonly needed: Int32Array;
  /** For each test, the round in which it last held. */
  private readonly heldIn: Float64Array;
  /** For each branch, the round's base plus how many of its tests hold; below the base, none. */
  private readonly held: Int32Array;
  /** Which event this is, counted from 1. */
  round = 0;
  private base = 0;

  /**
   * @param branchesOf for each test, the branches that need it
   * @param needed for each branch, how many tests it needs
   */
  constructor(branchesOf: readonly Int32Array[], needed: Int32Array) {
    this.branchesOf = branchesOf;
    this.needed = needed;
    this.heldIn = new Float64Array(branchesOf.length);
    this.held = new Int32Array(needed.length);
  }

  /** Forgets the event before. */
  begin(): void {
    this.complete.length = 0;
    this.round += 1;
    this.base += ROUND;
    if (this.base > LAST_BASE) {
      this.held.fill(0);
      this.base = ROUND;
    }
  }

  holds(test: number): boolean {
    return this.heldIn[test] === this.round;
  }

  mark(test: number): void {
    if (this.heldIn[test] === this.round) return;
    this.heldIn[test] = this.round;
    const branches = this.branchesOf[test]!;
    for (let i = 0; i < branches.length; i++) this.advance(branches[i]!);
  }

  private advance(branch: number): void {
    const before = this.held[branch]!;
    const now = before < this.base ? this.base + 1 : before + 1;
    this.held[branch] = now;
    if (now - this.base === this.needed[branch]) this.complete.push(branch);
  }
}

/** More than a branch has tests. */
const ROUND = 512;
const LAST_BASE = 0x7fff_ffff - 2 * ROUND;
