import type { RemediationConfiguration, RemediationExecutionState } from '@aws-sdk/client-config-service';

/** What is done about resources a rule finds at fault. */
export type Remediation = RemediationConfiguration & { readonly ConfigRuleName: string; readonly Arn: string };

/** A resource a remediation leaves alone. */
export interface RemediationException {
  readonly rule: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly message: string | undefined;
  /** ms since 1970 */
  readonly expiresAt: number | undefined;
}

/** The last time a resource was to be remedied. */
export interface Execution {
  readonly rule: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly state: RemediationExecutionState;
  /** The one step there is to see: the call that starts the document. */
  readonly step: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  readonly told: string | undefined;
  readonly attempts: number;
  /** ms since 1970 */
  readonly startedAt: number;
  readonly updatedAt: number;
}

/** One resource under one rule. */
export const remedyKey = (rule: string, resourceType: string, resourceId: string): string =>
  `${rule}\n${resourceType}\n${resourceId}`;
