import type {
  DescribeRemediationExecutionStatusRequest,
  DescribeRemediationExecutionStatusResponse,
  RemediationExecutionStatus,
  ResourceKey,
  ResourceType,
  StartRemediationExecutionRequest,
  StartRemediationExecutionResponse,
} from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import type { Operation } from '../../service.ts';
import { automationInput } from './automation-input.ts';
import { refusals } from './errors.ts';
import type { ComplianceChange } from './messages.ts';
import { pageByPlace } from './paging.ts';
import { holds } from './remediation-exceptions.ts';
import { type Execution, type Remediation, remedyKey } from './remediation-state.ts';
import type { ConfigState } from './state.ts';

const PAGE = 100;
/** Marks the deliveries that start documents. */
const EXECUTION = 'configExecution';

/**
 * Has Systems Manager remedy resources: by its own call, StartAutomationExecution, where the engine was given somewhere to send that; it is
 * only planned otherwise, and the status says how it would read.
 */
export class RemediationExecutions {
  readonly #state: ConfigState;

  constructor(state: ConfigState) {
    this.#state = state;
    state.parts.deliveries.settled.to(({ delivery, outcome, error }) => {
      const { [EXECUTION]: key, scope = '' } = delivery.attributes;
      const execution = key === undefined ? undefined : state.executions.get(scope, key);
      if (key === undefined || !execution) return;
      const updatedAt = state.parts.clock.now();
      const ended =
        outcome === 'delivered'
          ? ({ state: 'IN_PROGRESS', step: 'SUCCEEDED', told: undefined } as const)
          : ({ state: 'FAILED', step: 'FAILED', told: error } as const);
      state.executions.put(scope, key, { ...execution, ...ended, updatedAt });
    });
  }

  /** A resource was found at fault: a remediation that is automatic begins, and tries again while the fault stays. */
  changed({ scope, rule, now }: ComplianceChange): void {
    const remediation = this.#state.remediations.get(scope, rule.name);
    if (!remediation?.Automatic || now.compliance !== 'NON_COMPLIANT') return;
    this.#attempt(scope, remediation, now.resourceType, now.resourceId, 1);
  }

  operations() {
    const start: Operation<StartRemediationExecutionRequest, StartRemediationExecutionResponse> = (call) => {
      const { ConfigRuleName: rule = '', ResourceKeys = [] } = call.input;
      const scope = scopeOf(call);
      const remediation = this.#state.remediations.get(scope, rule);
      if (!remediation) throw refusals.noSuchRemediation(rule);
      const isKnown = ({ resourceType, resourceId }: ResourceKey) =>
        this.#state.evaluations.get(scope, rule, resourceType!, resourceId!) !== undefined;
      this.#state.parts.store.write(() => {
        for (const { resourceType, resourceId } of ResourceKeys.filter(isKnown)) {
          this.#execute(scope, remediation, resourceType!, resourceId!, 1);
        }
      });
      const failed = ResourceKeys.filter((key) => !isKnown(key));
      return failed.length > 0
        ? { FailureMessage: `The rule ${rule} has no evaluation of these resources.`, FailedItems: failed }
        : { FailedItems: [] };
    };

    const describe: Operation<DescribeRemediationExecutionStatusRequest, DescribeRemediationExecutionStatusResponse> = (
      call,
    ) => {
      const { ConfigRuleName: rule = '', ResourceKeys = [], Limit, NextToken } = call.input;
      if (!this.#state.remediations.has(scopeOf(call), rule)) throw refusals.noSuchRemediation(rule);
      const wanted = new Set(ResourceKeys.map((each) => remedyKey(rule, each.resourceType!, each.resourceId!)));
      const found = this.#state.executions
        .entries(scopeOf(call))
        .filter(([key, each]) => each.rule === rule && (wanted.size === 0 || wanted.has(key)));
      const { items, next } = pageByPlace(found, Limit || PAGE, NextToken);
      return { RemediationExecutionStatuses: items.map(([, each]) => described(each)), NextToken: next };
    };

    return { StartRemediationExecution: start, DescribeRemediationExecutionStatus: describe };
  }

  #attempt(scope: string, remediation: Remediation, type: string, id: string, attempt: number): void {
    const { clock, settings, store } = this.#state.parts;
    const { ConfigRuleName: rule, MaximumAutomaticAttempts: most = 1, RetryAttemptSeconds: seconds = 60 } = remediation;
    const exception = this.#state.remediationExceptions.get(scope, remedyKey(rule, type, id));
    if (exception && holds(this.#state, exception)) return;
    store.write(() => this.#execute(scope, remediation, type, id, attempt));
    if (attempt >= most || settings.actionEndpoints.ssm === undefined) return;
    clock.at(clock.now() + seconds * 1000, () => {
      const current = this.#state.remediations.get(scope, rule);
      const verdict = this.#state.evaluations.get(scope, rule, type, id);
      if (current?.Automatic && verdict?.compliance === 'NON_COMPLIANT') {
        this.#attempt(scope, current, type, id, attempt + 1);
      }
    });
  }

  #execute(scope: string, remediation: Remediation, resourceType: string, resourceId: string, attempts: number): void {
    const { clock, deliveries, settings } = this.#state.parts;
    const { ConfigRuleName: rule } = remediation;
    const now = clock.now();
    const key = remedyKey(rule, resourceType, resourceId);
    const payload = JSON.stringify(automationInput(remediation, resourceId));
    const endpoint = settings.actionEndpoints.ssm;
    const told =
      endpoint === undefined
        ? `Planned only, for no --ssm-endpoint is given: ssm:StartAutomationExecution ${payload}`
        : undefined;
    const times = { startedAt: now, updatedAt: now };
    const execution = { rule, resourceType, resourceId, state: 'QUEUED', step: 'PENDING', told, attempts } as const;
    this.#state.executions.put(scope, key, { ...execution, ...times });
    if (endpoint === undefined) return;
    deliveries.add({
      cause: `${rule}/${resourceType}/${resourceId}@${now}`,
      via: remediation.Arn,
      kind: 'automation-call',
      target: remediation.TargetId ?? '',
      payload,
      attributes: { scope, [EXECUTION]: key },
      retry: 'none',
    });
  }
}

const described = (execution: Execution): RemediationExecutionStatus => ({
  ResourceKey: { resourceType: execution.resourceType as ResourceType, resourceId: execution.resourceId },
  State: execution.state,
  StepDetails: [
    {
      Name: 'StartAutomationExecution',
      State: execution.step,
      ErrorMessage: execution.told,
      StartTime: new Date(execution.startedAt),
    },
  ],
  InvocationTime: new Date(execution.startedAt),
  LastUpdatedTime: new Date(execution.updatedAt),
});
