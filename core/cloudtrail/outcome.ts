import { textAt } from './read.ts';
import type { CloudTrailRecord } from './record.ts';

/** How a call ended. `denied` is the failure that permissions caused. */
export interface Outcome {
  readonly kind: 'succeeded' | 'denied' | 'failed';
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** How the call ended. A sign-in tells it in its response, everything else by the presence of an error. */
export function outcomeOf(record: CloudTrailRecord): Outcome {
  const errorCode = textAt(record, 'errorCode');
  const errorMessage = textAt(record, 'errorMessage');
  if (errorCode !== undefined || errorMessage !== undefined) {
    return { kind: isDenied(errorCode ?? '') ? 'denied' : 'failed', errorCode, errorMessage };
  }
  if (record.eventType === 'AwsConsoleSignIn') {
    const said = textAt(record.responseElements, record.eventName);
    if (said === 'Failure') return { kind: 'failed' };
  }
  return { kind: 'succeeded' };
}

/** Codes services answer with when the caller lacks permission: AccessDenied(Exception), Client.UnauthorizedOperation, ... */
const isDenied = (code: string): boolean => /AccessDenied|Unauthorized|NotAuthorized|^Forbidden|403/.test(code);
