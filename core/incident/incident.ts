import { createHash } from 'node:crypto';

/** What people call one incident: who did what, to what, and how it ended. */
export interface Incident {
  /** Who caused it, as a person would name them; absent where nobody is known. */
  readonly who?: string;
  /** A call's name, or the state a resource went to. */
  readonly what: string;
  readonly about?: string;
}

/** Something a rule found. */
export interface Finding {
  readonly kind: 'alert' | 'compliance';
  /** The rule's id, or the Config rule's name. */
  readonly rule: string;
  readonly account: string;
  /** The same for each delivery of the same event. */
  readonly id: string;
  /** When it happened, ms since 1970. */
  readonly time: number;
  readonly incident: Incident;
  /** What tells two incidents of a rule apart, more exactly than a reader wants to see. */
  readonly key: string;
}

/** The key of what tells an incident apart: the same parts, the same key. */
export const incidentKey = (...parts: readonly (string | undefined)[]): string =>
  createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest('base64url')
    .slice(0, 16);
