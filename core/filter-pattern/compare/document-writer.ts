import { exactly, occurring } from './automaton.ts';
import type { Member } from './joint-machine.ts';
import { spellings } from './json-spelling.ts';
import { type Below, JsonTree } from './json-tree.ts';
import { allowsContainer } from './json-value.ts';
import type { Interval } from './number-intervals.ts';
import type { Step } from './symbol-table.ts';
import { numberFor, passes, type ScalarTask, scalarTasks, stepped } from './writer-scalars.ts';
import type { KeyStates, Stack, Task } from './writer-tasks.ts';

/** What matters to whoever reads the documents, so that not everything need be written in every way. */
export interface Readers {
  /** Characters of which one stands for all that nothing tells from it: for values that something is asked of, and for others. */
  readonly alphabet: readonly string[];
  readonly free: readonly string[];
  readonly spaces: readonly string[];
  /** How deep values of which nothing is asked are nested. */
  readonly depth: number;
  /** Keys that a text may name whole, and a character that none names: members that are asked for by a wildcard are told apart by it. */
  readonly keys: readonly string[];
  readonly marker: string;
  /** The characters that are told apart in the text; undefined where all may be. */
  readonly named: ReadonlySet<string> | undefined;
}

/**
 * Writes every JSON document in which places hold what is asked of them, in every spelling: keys in any order and more than once,
 * further members, white space, escapes. Objects and arrays of which nothing is asked are nested only as deep as it is told.
 */
export class DocumentWriter {
  readonly #root: JsonTree;
  readonly #readers: Readers;
  /** Numbers for trees and machines, so that tasks have keys. */
  readonly #things = new Map<unknown, number>();
  readonly #keys = new Map<string | JsonTree, readonly Member[]>();
  readonly #scalarTasks = new Map<JsonTree, readonly ScalarTask[]>();
  readonly #marks: Member[] = [];
  readonly #numbers = new Map<string, string>();
  readonly #stacks = new Map<string, Stack>();
  readonly #moves = new Map<Stack, readonly Step<Stack | undefined>[]>();
  readonly #withBelow = new Map<string, JsonTree>();
  readonly #spelled = new Map<string, readonly string[]>();

  constructor(root: JsonTree, readers: Readers) {
    this.#root = root;
    this.#readers = readers;
  }

  /** Nothing written yet. */
  starts(): Stack[] {
    const around = (stack: Stack) => this.#push(stack, { kind: 'space' });
    const behind = this.#push(undefined, { kind: 'space' });
    return this.#containers(this.#root, this.#readers.depth, behind).map(around);
  }

  /** The ways on; `undefined` where the document ends. */
  moves(stack: Stack): readonly Step<Stack | undefined>[] {
    const known = this.#moves.get(stack) ?? this.#movesOf(stack);
    this.#moves.set(stack, known);
    return known;
  }

  #movesOf({ task, below }: Stack): readonly Step<Stack | undefined>[] {
    switch (task.kind) {
      case 'raw':
        return [{ raw: task.text, to: below }];
      case 'space':
        return [{ raw: '', to: below }, ...this.#readers.spaces.map((raw) => ({ raw, to: this.#push(below, task) }))];
      case 'value':
        return this.#valueOf(task.tree, task.depth, below).map((to) => ({ raw: '', to }));
      case 'members':
        return this.#membersOf(task, below);
      case 'elements':
        return this.#elementsOf(task, below);
      case 'text':
        return this.#textOf(task, below);
      case 'number':
        return [];
    }
  }

  /** The numbers one of which comes next; undefined where that is not so. */
  numbers({ task }: Stack): readonly Interval[] | undefined {
    return task.kind === 'number' ? task.intervals : undefined;
  }

  /**
   * One spelling for all of a number that comes next, where nobody tells its characters apart; `none` where there is no such number, undefined
   * where its spelling matters.
   */
  plainNumber({ task }: Stack): string | 'none' | undefined {
    const { named } = this.#readers;
    if (task.kind !== 'number' || named === undefined) return undefined;
    const chars = task.quoted ? '0123456789.+-eE\\ubdBD' : '0123456789.+-eE';
    if ([...chars].some((char) => named.has(char))) return undefined;
    const key = this.#keyOf(task);
    const known = this.#numbers.get(key) ?? numberFor(task);
    this.#numbers.set(key, known);
    return known;
  }

  /** The ways on with one character of a value, within a number that comes next. */
  symbol({ task, below }: Stack, symbol: string): Step<Stack>[] {
    if (task.kind !== 'number') return [];
    const states = stepped(task, symbol);
    if (!states) return [];
    const to = this.#push(below, { ...task, states });
    return (task.quoted ? this.#spellings(symbol) : [symbol]).map((raw) => ({ raw, to }));
  }

  /** Whether the number may end here. */
  passes({ task }: Stack): boolean {
    return task.kind === 'number' && passes(task);
  }

  /** What follows on a number that passed. */
  afterNumber({ task, below }: Pick<Stack, 'task' | 'below'>): Stack | undefined {
    const quoted = task.kind === 'number' && task.quoted;
    return quoted ? this.#push(below, { kind: 'raw', text: '"' }) : below;
  }

  /** The spellings of a character that somebody tells apart. */
  #spellings(symbol: string): readonly string[] {
    const known = this.#spelled.get(symbol) ?? this.#toldApart(spellings(symbol), (raw) => raw);
    this.#spelled.set(symbol, known);
    return known;
  }

  #toldApart<T>(all: readonly T[], textOf: (one: T) => string): T[] {
    const { named } = this.#readers;
    if (named === undefined) return [...all];
    const unlike = new Map<string, T>();
    for (const one of all) {
      const seen = [...textOf(one)]
        .map((char) => (named.has(char) ? char : '\uffff'))
        .join('')
        .replace(/\uffff+/g, '\uffff');
      if (!unlike.has(seen)) unlike.set(seen, one);
    }
    return [...unlike.values()];
  }

  #push(below: Stack | undefined, task: Task): Stack {
    const key = `${this.#keyOf(task)} ${below?.id ?? 0}`;
    const known = this.#stacks.get(key) ?? { id: this.#stacks.size + 1, task, below };
    this.#stacks.set(key, known);
    return known;
  }

  #keyOf(task: Task): string {
    switch (task.kind) {
      case 'raw':
        return `r${JSON.stringify(task.text)}`;
      case 'space':
        return 's';
      case 'value':
        return `v${this.#id(task.tree)}.${task.depth}`;
      case 'members':
        return `m${this.#id(task.tree)}.${[...task.states.values()].join('')}.${task.pending}.${task.marks}.${task.first}.${task.depth}`;
      case 'elements':
        return `e${task.first}.${task.depth}`;
      default:
        return `${task.kind}${task.quoted}${task.members.map((member) => this.#id(member))}.${task.states}`;
    }
  }

  #id(thing: unknown): number {
    const id = this.#things.get(thing) ?? this.#things.size;
    this.#things.set(thing, id);
    return id;
  }

  #valueOf(tree: JsonTree, depth: number, below: Stack | undefined): Stack[] {
    if (!tree.childrenMayMiss()) return allowsContainer(tree.literals) ? this.#containers(tree, depth, below) : [];
    const mayNest = depth > 0 && allowsContainer(tree.literals);
    return [...this.#scalars(tree, below), ...(mayNest ? this.#containers(tree, depth - 1, below) : [])];
  }

  #containers(tree: JsonTree, depth: number, below: Stack | undefined): Stack[] {
    const further = tree.some.length + tree.every.length > 0 ? this.#readers.keys : [];
    const states = new Map([...tree.keys.keys(), ...further].map((key) => [key, '-' as const]));
    const pending = (1 << tree.some.length) - 1;
    const object = this.#push(
      this.#push(below, { kind: 'members', tree, states, pending, marks: 0, first: true, depth }),
      {
        kind: 'raw',
        text: '{',
      },
    );
    if (!tree.childrenMayMiss()) return [object];
    const array = this.#push(this.#push(below, { kind: 'elements', first: true, depth }), { kind: 'raw', text: '[' });
    return [object, array];
  }

  #membersOf(task: Extract<Task, { kind: 'members' }>, below: Stack | undefined): Step<Stack>[] {
    const { tree, states, pending, marks, first, depth } = task;
    const isDone =
      pending === 0 &&
      [...states].every(([key, state]) => state === '+' || (state === '-' && (tree.keys.get(key) ?? FREE).mayMiss()));
    const end = this.#push(below, { kind: 'raw', text: '}' });
    const closing = isDone ? [{ raw: '', to: this.#push(end, { kind: 'space' }) }] : [];
    const opening = first ? '' : ',';
    const member = (key: readonly Member[], value: JsonTree, after: Partial<typeof task>): Step<Stack> => {
      let stack = this.#push(below, { ...task, first: false, ...after });
      stack = this.#push(stack, { kind: 'space' });
      stack = this.#push(stack, { kind: 'value', tree: value, depth });
      for (const text of [undefined, ':', undefined])
        stack = this.#push(stack, text ? { kind: 'raw', text } : { kind: 'space' });
      stack = this.#push(stack, {
        kind: 'text',
        members: key,
        states: key.map(({ machine }) => machine.start),
        quoted: true,
      });
      stack = this.#push(stack, { kind: 'raw', text: '"' });
      return { raw: opening, to: this.#push(stack, { kind: 'space' }) };
    };
    const steps: Step<Stack>[] = [...closing];
    for (const [key, state] of states) {
      if (state === '+') continue;
      const named = this.#named(key);
      // What is written in vain matters only to who sees where texts begin and end; any other text can be another member's.
      if (this.#readers.named?.has('"') !== false)
        steps.push(member(named, FREE, { states: new Map(states).set(key, '!') }));
      for (const served of subsets(pending)) {
        const value = this.#valueWith(tree, tree.keys.get(key) ?? FREE, served);
        steps.push(member(named, value, { states: new Map(states).set(key, '+'), pending: pending & ~served }));
      }
    }
    const others = this.#othersThan(tree, states);
    for (const served of subsets(pending)) {
      const value = this.#valueWith(tree, FREE, served);
      // What serves must not be undone by a later member of the same name.
      if (served === 0) steps.push(member(others, value, {}));
      else
        steps.push(
          member([...others, this.#marked(marks + 1)], value, { pending: pending & ~served, marks: marks + 1 }),
        );
    }
    return steps;
  }

  #named(key: string): readonly Member[] {
    const known = this.#keys.get(key) ?? [{ machine: exactly(key), wanted: true }];
    this.#keys.set(key, known);
    return known;
  }

  #othersThan(tree: JsonTree, states: KeyStates): readonly Member[] {
    const known = this.#keys.get(tree) ?? [...states.keys()].map((key) => ({ machine: exactly(key), wanted: false }));
    this.#keys.set(tree, known);
    return known;
  }

  /** Texts with so many of the marker. */
  #marked(count: number): Member {
    const known = this.#marks[count] ?? { machine: occurring(this.#readers.marker, count), wanted: true };
    this.#marks[count] = known;
    return known;
  }

  /** A member's value, with what is asked of every member and of those that some member must serve. */
  #valueWith(tree: JsonTree, value: JsonTree, served: number): JsonTree {
    const below: Below[] = [...tree.every, ...tree.some.filter((_, index) => served & (1 << index))];
    if (below.length === 0) return value;
    const key = `${this.#id(tree)} ${this.#id(value)} ${served}`;
    const known = this.#withBelow.get(key) ?? value.with(below);
    this.#withBelow.set(key, known);
    return known;
  }

  #elementsOf(task: Extract<Task, { kind: 'elements' }>, below: Stack | undefined): Step<Stack>[] {
    const { first, depth } = task;
    const end = this.#push(this.#push(below, { kind: 'raw', text: ']' }), { kind: 'space' });
    let stack = this.#push(below, { ...task, first: false });
    stack = this.#push(stack, { kind: 'space' });
    stack = this.#push(stack, { kind: 'value', tree: FREE, depth });
    return [
      { raw: '', to: end },
      { raw: first ? '' : ',', to: this.#push(stack, { kind: 'space' }) },
    ];
  }

  #scalars(tree: JsonTree, below: Stack | undefined): Stack[] {
    const known = this.#scalarTasks.get(tree) ?? this.#unlike(tree, scalarTasks(tree));
    this.#scalarTasks.set(tree, known);
    return known.map(({ raw, task }) => {
      const stack = task ? this.#push(below, task) : below;
      return raw === '' && stack ? stack : this.#push(stack, { kind: 'raw', text: raw });
    });
  }

  /** Of the scalars of which nothing is asked, those that somebody tells apart. */
  #unlike(tree: JsonTree, tasks: readonly ScalarTask[]): readonly ScalarTask[] {
    const { named } = this.#readers;
    if (tree.literals.length > 0 || named === undefined) return tasks;
    const words = this.#toldApart(
      tasks.filter(({ task }) => task === undefined),
      ({ raw }) => raw,
    );
    const hasNumbers = [...'0123456789.-+eE'].some((char) => named.has(char));
    return [...words, ...tasks.filter(({ task }) => task && (hasNumbers || (task.kind === 'text' && task.quoted)))];
  }

  #textOf(task: Extract<Task, { kind: 'text' }>, below: Stack | undefined): Step<Stack | undefined>[] {
    const steps: Step<Stack | undefined>[] = [];
    if (passes(task)) steps.push({ raw: task.quoted ? '"' : '', to: below });
    const { alphabet, free } = this.#readers;
    for (const symbol of task.members.some(({ wanted }) => wanted) ? alphabet : free) {
      const states = stepped(task, symbol);
      if (!states) continue;
      const to = this.#push(below, { ...task, states });
      for (const raw of task.quoted ? this.#spellings(symbol) : [symbol]) steps.push({ raw, to });
    }
    return steps;
  }
}

/** What nothing is asked of. */
const FREE = new JsonTree();
/** All subsets of some bits, the empty one first. */
function subsets(bits: number): number[] {
  const all: number[] = [];
  for (let each = 0; each <= bits; each += 1) if ((each & ~bits) === 0) all.push(each);
  return all;
}
