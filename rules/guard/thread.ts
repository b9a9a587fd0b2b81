// The thread rules are loaded and checked in. What a rule does here (endless loops, process.exit) ends the thread at worst.
import { parentPort, workerData } from 'node:worker_threads';
import { checkRule } from '../check.ts';
import { lintTogether } from '../check-lint.ts';
import { RuleFileError } from '../kit/index.ts';
import { RuleLoader } from '../load.ts';
import type { Message, Task } from './protocol.ts';

const { files, skip } = workerData as Task;
const tell = (message: Message) => parentPort?.postMessage(message);

/** What rules may print, in characters; console swallows what a write throws, so the rest is dropped and the thread ended from outside. */
const PRINTED = 1_000_000;
let printed = 0;

// As a message it comes in its order; what is written to a thread's own output may be lost when the thread ends.
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk: string | Uint8Array): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    if (printed <= PRINTED) tell(printed + text.length > PRINTED ? { kind: 'flooded' } : { kind: 'printed', text });
    printed += text.length;
    return true;
  };
}

const loader = new RuleLoader();
for (const file of files) {
  tell({ kind: 'at', place: { of: 'file', file: file.file } });
  try {
    await loader.load(file);
  } catch (error) {
    if (!(error instanceof RuleFileError)) throw error;
    tell({ kind: 'refused', file: file.file, what: error.problem, todo: error.todo });
  }
}
if (skip !== 'all') {
  for (const { rule, file } of loader.loaded) {
    if (skip.includes(rule.id)) continue;
    tell({ kind: 'at', place: { of: 'rule', file, rule: rule.id, kind: rule.kind } });
    tell({ kind: 'result', result: { ...checkRule(rule), file } });
  }
  tell({ kind: 'together', notes: [...lintTogether(loader.loaded.map(({ rule }) => rule))] });
}
tell({ kind: 'done' });
