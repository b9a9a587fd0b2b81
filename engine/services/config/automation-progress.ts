import type { RemediationExecutionState, RemediationExecutionStepState } from '@aws-sdk/client-config-service';
import { isObject, type Json, listAt, textAt } from '../../../core/cloudtrail/index.ts';
import type { ExecutionStep } from './remediation-state.ts';

const SUCCEEDED = new Set(['Success', 'CompletedWithSuccess']);
const FAILED = new Set([
  'Cancelled',
  'ChangeCalendarOverrideRejected',
  'CompletedWithFailure',
  'Exited',
  'Failed',
  'Rejected',
  'TimedOut',
]);
const PENDING = new Set(['Pending', 'PendingApproval', 'Scheduled', 'Waiting']);

/** How far an execution of a document has come. */
export interface Progress {
  readonly state: RemediationExecutionState;
  readonly steps: readonly ExecutionStep[];
}

/**
 * What GetAutomationExecution answers, in Config's words. A status that says neither success nor failure is progress; an answer without one
 * is UNKNOWN.
 * @see AWS Systems Manager API Reference, AutomationExecution; AWS Config API Reference, RemediationExecutionStatus
 */
export function progressOf(answer: Json): Progress {
  const status = textAt(answer, 'AutomationExecution', 'AutomationExecutionStatus');
  return {
    state:
      status === undefined
        ? 'UNKNOWN'
        : SUCCEEDED.has(status)
          ? 'SUCCEEDED'
          : FAILED.has(status)
            ? 'FAILED'
            : 'IN_PROGRESS',
    steps: listAt(answer, 'AutomationExecution', 'StepExecutions').filter(isObject).map(stepOf),
  };
}

function stepOf(step: Json): ExecutionStep {
  const status = textAt(step, 'StepStatus') ?? '';
  return {
    name: textAt(step, 'StepName') ?? '',
    state: stepState(status),
    told: textAt(step, 'FailureMessage'),
    startedAt: timeAt(step, 'ExecutionStartTime'),
    endedAt: timeAt(step, 'ExecutionEndTime'),
  };
}

function stepState(status: string): RemediationExecutionStepState {
  if (status === 'Exited') return 'EXITED';
  if (PENDING.has(status)) return 'PENDING';
  return SUCCEEDED.has(status)
    ? 'SUCCEEDED'
    : FAILED.has(status)
      ? 'FAILED'
      : status === ''
        ? 'UNKNOWN'
        : 'IN_PROGRESS';
}

/** Times are seconds since 1970. */
function timeAt(step: Json, name: string): number | undefined {
  const seconds = isObject(step) ? step[name] : undefined;
  return typeof seconds === 'number' ? seconds * 1000 : undefined;
}
