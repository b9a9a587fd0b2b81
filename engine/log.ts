/** Where the engine says what no caller is told: a fault of its own, a delivery given up. */
export interface EngineLog {
  warn(message: string, about?: unknown): void;
  error(message: string, about?: unknown): void;
}

/** Writes to standard error, one line each, with a fault's stack behind it. */
export const stderrLog: EngineLog = {
  warn: (message, about) => process.stderr.write(`trailkeeper: ${line(message, about)}\n`),
  error: (message, about) => process.stderr.write(`trailkeeper: ${line(message, about)}\n`),
};

const line = (message: string, about: unknown): string => {
  if (about === undefined) return message;
  if (about instanceof Error) return `${message}: ${about.stack ?? about.message}`;
  return `${message}: ${JSON.stringify(about)}`;
};
