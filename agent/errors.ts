/** Where something stands in a settings file; lines count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** One thing wrong with the settings, and where. */
export interface Fault extends Place {
  readonly message: string;
}

/** Base of what the agent refuses. The message is one line that names what is at fault. */
export class AgentError extends Error {
  override name = 'AgentError';
}

/** Thrown when settings cannot be used: a wrong or unknown key, a value out of its range, a file that is neither format. */
export class AgentSettingsError extends AgentError {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const [first, ...more] = faults;
    const rest =
      more.length === 0 ? '' : ` (and ${more.length} more, at ${more.slice(0, 5).map(whereLine).join(', ')})`;
    super(`${first ? `${whereLine(first)}: ${first.message}` : 'no settings'}${rest}`);
    this.faults = faults;
  }
}

const whereLine = ({ file, line }: Place): string => `${file}:${line}`;
