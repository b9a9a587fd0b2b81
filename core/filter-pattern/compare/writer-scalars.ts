import { compileValueTest } from '../value-test.ts';
import { DEAD, decimal } from './automaton.ts';
import { JointMachine, type Member } from './joint-machine.ts';
import { jsonNumber } from './json-spelling.ts';
import type { JsonTree } from './json-tree.ts';
import { intervalsOf } from './number-intervals.ts';
import { numeralsFrom } from './numerals.ts';
import { languagesOf, type TextLiteral } from './texts.ts';
import type { Task } from './writer-tasks.ts';

/** How a scalar begins, and what follows. */
export interface ScalarTask {
  readonly raw: string;
  readonly task: Task | undefined;
}

/** The scalars that pass what is asked of one, each by how it begins and what follows. */
export function scalarTasks({ literals }: JsonTree): ScalarTask[] {
  if (literals.some(({ condition, holds }) => condition.kind === 'not-exists' && holds)) return [];
  const words = [null, true, false].filter((value) =>
    literals.every(({ condition, holds }) => {
      if (condition.kind === 'not-exists') return !holds;
      if (condition.kind === 'is') return (condition.value === value) === holds;
      return compileValueTest(condition.operator, condition.value)(String(value)) === holds;
    }),
  );
  const tasks: ScalarTask[] = words.map((value) => ({
    raw: String(value),
    task: undefined,
  }));
  if (literals.some(({ condition, holds }) => condition.kind === 'is' && holds)) return tasks;
  const asked = literals.flatMap(({ condition, holds }): TextLiteral[] =>
    condition.kind === 'comparison' ? [{ operator: condition.operator, value: condition.value, holds }] : [],
  );
  const { members } = languagesOf(asked);
  const bare = [...members, { machine: jsonNumber, wanted: true }];
  const begun = (each: readonly Member[]) => ({ members: each, states: each.map(({ machine }) => machine.start) });
  const numeric = asked.filter(({ value }) => value.kind === 'number');
  if (numeric.length === 0) {
    tasks.push({ raw: '"', task: { kind: 'text', ...begun(members), quoted: true } });
    tasks.push({ raw: '', task: { kind: 'text', ...begun(bare), quoted: false } });
    return tasks;
  }
  const others = [...members, { machine: decimal, wanted: false }];
  if (numeric.every(({ holds }) => !holds))
    tasks.push({ raw: '"', task: { kind: 'text', ...begun(others), quoted: true } });
  const intervals = intervalsOf(numeric);
  tasks.push({ raw: '"', task: { kind: 'number', ...begun(members), quoted: true, intervals } });
  tasks.push({ raw: '', task: { kind: 'number', ...begun(bare), quoted: false, intervals } });
  return tasks;
}

interface Begun {
  readonly members: readonly Member[];
  readonly states: readonly number[];
}

/** Behind one character more; undefined where there is no such value. */
export function stepped({ members, states }: Begun, symbol: string): number[] | undefined {
  const next: number[] = [];
  for (const [index, { machine, wanted }] of members.entries()) {
    const state = machine.next(states[index] ?? DEAD, symbol);
    if (wanted ? state === DEAD : machine.always?.(state)) return undefined;
    next.push(state);
  }
  return next;
}

/** Whether the value may end here. */
export const passes = ({ members, states }: Begun): boolean =>
  members.every(({ machine, wanted }, index) => machine.accepts(states[index] ?? DEAD) === wanted);

/** A number that passes; `none` where there is none. */
export function numberFor({ members, intervals }: Extract<Task, { kind: 'number' }>): string | 'none' {
  const joint = new JointMachine(members, []);
  for (const interval of intervals)
    for (const { raw, to } of numeralsFrom(joint, joint.start, interval)) if (joint.ends(to)) return raw;
  return 'none';
}
