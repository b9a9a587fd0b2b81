import { type Found, findLeaves, PathTree } from '../event-leaves.ts';
import { readEventText } from '../event-text.ts';
import type { EventPattern } from '../pattern.ts';
import { branchHolds } from '../same-element.ts';
import { EventScanner } from './event-scanner.ts';
import { type MatchPlan, type PlanNode, planFor } from './match-plan.ts';
import { ObjectWalker } from './object-walker.ts';

export interface RuleSetOptions {
  /**
   * Ends the reading of a text as soon as every field that some rule needs is found. Only for events in which no object has a name
   * twice and no name has a dot: what stands behind the end is not read.
   */
  readonly stopEarly?: boolean;
}

/**
 * Many event patterns, each under an id, matched against one event at once.
 *
 * From JSON text only the paths some rule needs are taken apart. The text is trusted to be JSON (the verdict for one that is not is
 * no rule or any); what is not an object matches nothing.
 *
 * @example
 * const rules = new RuleSet<string>();
 * rules.add('user-created', parseEventPattern('{"detail":{"eventName":["CreateUser"]}}'));
 * rules.match('{"detail":{"eventName":"CreateUser"}}'); // ['user-created']
 */
export class RuleSet<Id> {
  private readonly rules = new Map<Id, EventPattern>();
  private readonly stopEarly: boolean;
  private compiled: CompiledRules<Id> | undefined;

  constructor({ stopEarly = false }: RuleSetOptions = {}) {
    this.stopEarly = stopEarly;
  }

  get size(): number {
    return this.rules.size;
  }

  /** Adds a rule, in place of one of the same id. */
  add(id: Id, pattern: EventPattern): void {
    this.rules.set(id, pattern);
    this.compiled = undefined;
  }

  delete(id: Id): void {
    this.rules.delete(id);
    this.compiled = undefined;
  }

  /**
   * The ids of the rules an event matches, each once.
   * @param event a parsed event, its JSON text, or that text's UTF-8 bytes
   */
  match(event: object | string): Id[] {
    this.compiled ??= new CompiledRules(this.rules, this.stopEarly);
    return typeof event === 'string' || event instanceof Uint8Array
      ? this.compiled.matchText(event)
      : this.compiled.matchObject(event);
  }
}

class CompiledRules<Id> {
  private readonly ids: readonly Id[];
  private readonly plan: MatchPlan;
  private readonly scanner: EventScanner;
  private readonly walker: ObjectWalker;
  private readonly paths: PathTree;
  /** For each rule, the round in which it last matched. */
  private readonly matchedIn: Float64Array;

  constructor(rules: ReadonlyMap<Id, EventPattern>, stopEarly: boolean) {
    this.ids = Array.from(rules.keys());
    const patterns = Array.from(rules.values());
    this.plan = planFor(patterns);
    this.scanner = new EventScanner(this.plan, stopEarly);
    this.walker = new ObjectWalker(this.plan);
    this.paths = PathTree.of(patterns.flatMap(({ branches }) => branches.flat().map(({ path }) => path)));
    this.matchedIn = new Float64Array(this.ids.length);
  }

  matchText(text: string | Uint8Array): Id[] {
    this.plan.tally.begin();
    switch (this.scanner.scan(text)) {
      case 'broken':
        return [];
      case 'repeated': {
        const event = readEventText(asString(text));
        return typeof event === 'object' && event !== null ? this.matchObject(event) : [];
      }
      default:
        return this.collect(this.scanner.split, () => readEventText(asString(text)));
    }
  }

  matchObject(event: object): Id[] {
    if (Array.isArray(event)) return [];
    this.plan.tally.begin();
    this.walker.walk(event);
    return this.collect(this.walker.split, () => event);
  }

  /**
   * @param split where arrays have to be matched element by element
   * @param read the event, for the branches concerned
   */
  private collect(split: readonly PlanNode[], read: () => unknown): Id[] {
    const { tally, branches, absent } = this.plan;
    for (let i = 0; i < absent.length; i++) {
      const { test, node } = absent[i]!;
      if (node.seenIn !== tally.round) tally.mark(test);
    }
    const matched: Id[] = [];
    const { candidates } = tally;
    const concerned = split.length === 0 ? undefined : new Set(split.flatMap(({ together }) => together));
    for (let i = 0; i < candidates.length; i++) {
      const branch = candidates[i]!;
      if (concerned?.has(branch) !== true && tally.completes(branch)) this.take(branches[branch]!.rule, matched);
    }
    if (concerned !== undefined) this.collectConcerned(concerned, read, matched);
    return matched;
  }

  private collectConcerned(concerned: ReadonlySet<number>, read: () => unknown, matched: Id[]): void {
    const { tally, branches } = this.plan;
    let leaves: Map<string, Found[]> | undefined;
    for (const index of concerned) {
      const { rule, branch, mayLack } = branches[index]!;
      // Without "may be absent" an array can only take matches away.
      if (this.matchedIn[rule] === tally.round || (!mayLack && !tally.completes(index))) continue;
      leaves ??= findLeaves(this.paths, read());
      if (branchHolds(branch, leaves)) this.take(rule, matched);
    }
  }

  private take(rule: number, matched: Id[]): void {
    const { round } = this.plan.tally;
    if (this.matchedIn[rule] === round) return;
    this.matchedIn[rule] = round;
    matched.push(this.ids[rule]!);
  }
}

const decoder = new TextDecoder();
const asString = (text: string | Uint8Array) => (typeof text === 'string' ? text : decoder.decode(text));
