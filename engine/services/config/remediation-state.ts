import type {
  RemediationConfiguration,
  RemediationExecutionState,
  RemediationExecutionStepState,
} from '@aws-sdk/client-config-service';

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
  /** The call that starts the document: the one step there is to see until the document's own are known. */
  readonly step: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  readonly told: string | undefined;
  /** What Systems Manager calls the execution. */
  readonly id?: string;
  /** The document's steps, as they were asked about last. */
  readonly steps?: readonly ExecutionStep[];
  /** ms since 1970 */
  readonly startedAt: number;
  readonly updatedAt: number;
}

export interface ExecutionStep {
  readonly name: string;
  readonly state: RemediationExecutionStepState;
  readonly told: string | undefined;
  /** ms since 1970 */
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
}

/** One resource under one rule. */
export const remedyKey = (rule: string, resourceType: string, resourceId: string): string =>
  `${rule}\n${resourceType}\n${resourceId}`;
