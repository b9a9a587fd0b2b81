import { appendFileSync } from 'node:fs';
import type { AgentLog } from '../log.ts';

/** Keeps events AWS will not have, one JSON object a line. */
export type Aside = (event: { group: string; stream: string; time: number; why: string; message: string }) => void;

export function asideTo(file: string | undefined, log: AgentLog): Aside | undefined {
  if (file === undefined) return undefined;
  return (event) => {
    try {
      appendFileSync(file, `${JSON.stringify({ ...event, time: new Date(event.time).toISOString() })}\n`);
    } catch (error) {
      log.say('error', 'aside', `${file}: ${(error as Error).message}`);
    }
  };
}
