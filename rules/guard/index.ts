import { Worker } from 'node:worker_threads';
import type { CheckResult, Problem } from '../check.ts';
import { firstLine, type RuleFile, ruleFiles } from '../folder.ts';
import { RuleFileError } from '../kit/index.ts';
import type { Message, Place, Task } from './protocol.ts';

export interface GuardOptions {
  /** How long one file may take to load, or one rule to be checked, in ms. */
  readonly patience?: number;
}

const PATIENCE = 10_000;
/** Until the thread runs somebody's code it runs ours, and that takes what the machine takes. */
const START = 60_000;
const MEGABYTES = 1024;
const thread = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url);

/**
 * Checks the rules of a folder in a thread of their own: what one of them does to it (it throws, never ends, ends the program) is a
 * problem of that file or rule, and the others are checked all the same.
 * @returns a result for each rule, and one of kind `file` for each file that cannot be used
 * @throws RuleFileError for a folder that cannot be read
 */
export async function checkFolder(folder: string, { patience = PATIENCE }: GuardOptions = {}): Promise<CheckResult[]> {
  const files = await ruleFiles(folder);
  const results = new Map<string, CheckResult>();
  const refused = new Map<string, CheckResult>();
  let notes = new Map<string, readonly Problem[]>();
  const hear = (message: Message): void => {
    if (message.kind === 'refused')
      refused.set(message.file, faulty({ of: 'file', file: message.file }, message.what, message.todo));
    if (message.kind === 'result') results.set(message.result.rule, message.result);
    if (message.kind === 'together') notes = new Map(message.notes);
  };
  for (;;) {
    const left = files.filter(({ file }) => !refused.has(file));
    const fault = await run({ files: left, skip: [...results.keys()] }, patience, hear);
    if (fault === undefined) break;
    const result = faulty(fault.place, fault.what);
    if (fault.place.of === 'file') refused.set(fault.place.file, result);
    else results.set(fault.place.rule, result);
  }
  const checked = [...results.values()].map((result) => ({
    ...result,
    notes: [...result.notes, ...(notes.get(result.rule) ?? [])],
  }));
  const order = new Map(files.map(({ file }, index) => [file, index]));
  const placeOf = ({ file = '' }: CheckResult) => order.get(file) ?? 0;
  return [...refused.values(), ...checked].sort((a, b) => placeOf(a) - placeOf(b));
}

/**
 * Sees that the files of a folder can be loaded without harm to whoever does.
 * @throws RuleFileError for the first that cannot, or a folder that cannot be read
 */
export async function assertLoadable(folder: string, { patience = PATIENCE }: GuardOptions = {}): Promise<void> {
  const files: readonly RuleFile[] = await ruleFiles(folder);
  let refusal: RuleFileError | undefined;
  const fault = await run({ files, skip: 'all' }, patience, (message) => {
    if (message.kind === 'refused') refusal ??= new RuleFileError(message.file, message.what);
  });
  if (fault) throw new RuleFileError(fault.place.file, fault.what);
  if (refusal) throw refusal;
}

/** What to do about code that stops the thread. */
const HARM = { file: 'let the file only export its rules', rule: 'let its examples be decided without that' };

interface Fault {
  readonly place: Place;
  readonly what: string;
}

/** Runs a thread to its end, or to where somebody's code stops it. */
function run(task: Task, patience: number, hear: (message: Message) => void): Promise<Fault | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(thread, {
      workerData: task,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    });
    let place: Place | undefined;
    let timer = setTimeout(() => end(`takes more than ${START / 1000} s to start`), START);
    const end = (what?: string): void => {
      clearTimeout(timer);
      worker.removeAllListeners();
      void worker.terminate();
      if (what === undefined) resolve(undefined);
      else if (place) resolve({ place, what });
      else reject(new Error(`the thread that checks rules ${what}`));
    };
    worker.on('message', (message: Message) => {
      // What rules print belongs to nobody's document.
      if (message.kind === 'printed') process.stderr.write(message.text);
      hear(message);
      if (message.kind === 'done') return end();
      if (message.kind === 'flooded') return end('prints without end');
      if (message.kind !== 'at') return;
      place = message.place;
      clearTimeout(timer);
      timer = setTimeout(() => end(`does not end: given up after ${patience / 1000} s`), patience);
    });
    worker.on('error', (error) => end(`stops the check: ${firstLine(error)}`));
    worker.on('exit', (code) => end(`ends the program: process.exit(${code})`));
  });
}

function faulty(place: Place, what: string, todo = place.of === 'file' ? HARM.file : HARM.rule): CheckResult {
  return {
    rule: place.of === 'file' ? place.file : place.rule,
    kind: place.of === 'file' ? 'file' : place.kind,
    file: place.file,
    examples: 0,
    problems: [{ what, why: [], todo }],
    notes: [],
  };
}
