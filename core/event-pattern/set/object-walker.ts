import { leafOf, MAX_DEPTH, NumberText } from '../event-leaves.ts';
import type { MatchPlan, PlanName, PlanNode } from './match-plan.ts';

/** Walks a parsed event along a plan, as EventScanner does a text. */
export class ObjectWalker {
  /** Nodes where an array with several elements was met that has to be matched element by element. */
  readonly split: PlanNode[] = [];
  private readonly plan: MatchPlan;
  private readonly names = new Map<PlanNode, readonly (readonly [string, PlanName])[]>();

  constructor(plan: MatchPlan) {
    this.plan = plan;
  }

  walk(event: object): void {
    this.split.length = 0;
    this.walkObject(this.plan.root, event, 0);
  }

  private walkObject(node: PlanNode, object: object, depth: number): void {
    const names = this.namesOf(node);
    for (let i = 0; i < names.length; i++) {
      const [name, { node: next }] = names[i]!;
      const value = (object as Record<string, unknown>)[name];
      // What is only inherited is not the event's.
      if (value !== undefined && Object.hasOwn(object, name)) this.walkValue(next, value, depth);
    }
  }

  private namesOf(node: PlanNode): readonly (readonly [string, PlanName])[] {
    let names = this.names.get(node);
    if (names === undefined) {
      names = node.names.pairs;
      this.names.set(node, names);
    }
    return names;
  }

  private walkValue(node: PlanNode, value: unknown, depth: number): void {
    if (Array.isArray(value)) this.walkArray(node, value, depth + 1);
    else if (isContainer(value)) this.walkObject(node, value, depth + 1);
    else this.showLeaf(node, value);
  }

  private walkArray(node: PlanNode, array: readonly unknown[], depth: number): void {
    if (depth > MAX_DEPTH) return;
    let containers = 0;
    for (const value of array) {
      if (isContainer(value)) containers += 1;
      this.walkValue(node, value, depth);
    }
    if (containers > 1 && node.together.length > 0 && !this.split.includes(node)) this.split.push(node);
  }

  private showLeaf(node: PlanNode, value: unknown): void {
    const { tests } = node;
    if (tests === undefined) return;
    const leaf = leafOf(value);
    if (leaf === undefined) return;
    if (node.watched) node.seenIn = this.plan.tally.round;
    if (leaf.kind === 'string') tests.onText(leaf.text);
    else if (leaf.kind === 'number') tests.onNumber(leaf.text, leaf.value);
    else tests.onWord(leaf.text);
  }
}

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof NumberText);
