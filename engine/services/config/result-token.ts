import { refusals } from './errors.ts';

/** What a rule's function gives back with its verdicts: which invocation they answer. */
export interface Invocation {
  readonly scope: string;
  readonly rule: string;
  /** ms since 1970 */
  readonly invokedAt: number;
}

export const resultToken = ({ scope, rule, invokedAt }: Invocation): string =>
  Buffer.from(JSON.stringify([scope, rule, invokedAt])).toString('base64');

export function parseResultToken(token: string): Invocation {
  try {
    const [scope, rule, invokedAt] = JSON.parse(Buffer.from(token, 'base64').toString()) as unknown[];
    if (typeof scope === 'string' && typeof rule === 'string' && typeof invokedAt === 'number') {
      return { scope, rule, invokedAt };
    }
  } catch {
    // Not one of ours, whatever it is: refused below.
  }
  throw refusals.badToken();
}
