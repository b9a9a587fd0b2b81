import { vi } from 'vitest';
import { run } from '../../cli/run.ts';

export interface Ran {
  readonly out: string;
  readonly err: string;
  /** What the process would have ended with. */
  readonly code: number;
}

/** Runs `trailkeeper` with these arguments in this process. */
export async function trailkeeper(...args: readonly string[]): Promise<Ran> {
  const written = { out: '', err: '' };
  const catching = (['out', 'err'] as const).map((name) =>
    vi.spyOn(name === 'out' ? process.stdout : process.stderr, 'write').mockImplementation((text) => {
      written[name] += typeof text === 'string' ? text : Buffer.from(text).toString();
      return true;
    }),
  );
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    const code = await run(args);
    return { ...written, code: code || Number(process.exitCode ?? 0) };
  } finally {
    process.exitCode = before;
    for (const spy of catching) spy.mockRestore();
  }
}
