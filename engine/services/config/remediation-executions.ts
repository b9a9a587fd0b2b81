import type {
  DescribeRemediationExecutionStatusRequest,
  DescribeRemediationExecutionStatusResponse,
  RemediationExecutionStatus,
  ResourceKey,
  ResourceType,
  StartRemediationExecutionRequest,
  StartRemediationExecutionResponse,
} from '@aws-sdk/client-config-service';
import { type JsonObject, textAt } from '../../../core/cloudtrail/index.ts';
import { scopeOf } from '../../arn.ts';
import type { Delivery } from '../../deliveries/index.ts';
import type { Operation } from '../../service.ts';
import { automationInput } from './automation-input.ts';
import { progressOf } from './automation-progress.ts';
import { refusals } from './errors.ts';
import type { FailedResource } from './evaluations.ts';
import { pageByPlace } from './paging.ts';
import { holds } from './remediation-exceptions.ts';
import { type Execution, type ExecutionStep, type Remediation, remedyKey } from './remediation-state.ts';
import type { ConfigState } from './state.ts';

const PAGE = 100;
/** Marks the deliveries of an execution. */
const EXECUTION = 'configExecution';
/** How often a document that runs is asked how far it is. */
const FOLLOW_MS = 5000;

/**
 * Has Systems Manager remedy resources: by its own calls, StartAutomationExecution and then GetAutomationExecution until the document has
 * ended, where the engine was given somewhere to send those; it is only planned otherwise, and the status says how it would read.
 *
 * A remediation that is automatic begins with each verdict that a resource is at fault. Its attempts are spread over RetryAttemptSeconds;
 * where as many as MaximumAutomaticAttempts did not help, the resource becomes an exception.
 * @see AWS Config API Reference, RemediationConfiguration
 */
export class RemediationExecutions {
  readonly #state: ConfigState;
  /** What is attempted automatically and may be again, by scope and key. */
  readonly #attempted = new Set<string>();

  constructor(state: ConfigState) {
    this.#state = state;
    state.parts.deliveries.settled.to(({ delivery: { target, attributes }, outcome, error }) => {
      const { [EXECUTION]: key, scope = '' } = attributes;
      if (key === undefined || outcome === 'delivered') return;
      const isStart = target === 'StartAutomationExecution';
      this.#note(
        scope,
        key,
        isStart ? { state: 'FAILED', step: 'FAILED', told: error } : { state: 'UNKNOWN', told: error },
      );
    });
  }

  /** For an engine that starts again. */
  start(): void {
    for (const scope of this.#state.executions.scopes()) {
      for (const [key, { state }] of this.#state.executions.entries(scope)) {
        if (state === 'IN_PROGRESS') this.#follow(scope, key);
      }
    }
  }

  /** What Systems Manager says to a call. */
  readonly answered = ({ target, attributes }: Delivery, answer: JsonObject): void => {
    const { [EXECUTION]: key = '', scope = '' } = attributes;
    if (target === 'StartAutomationExecution') {
      const id = textAt(answer, 'AutomationExecutionId');
      this.#note(scope, key, { state: id === undefined ? 'UNKNOWN' : 'IN_PROGRESS', step: 'SUCCEEDED', id });
    } else this.#note(scope, key, progressOf(answer));
    this.#follow(scope, key);
  };

  /** A remediation is new or another: one that is automatic begins with all that is at fault already. */
  configure(scope: string, remediation: Remediation): void {
    const { remediations, evaluations } = this.#state;
    remediations.put(scope, remediation.ConfigRuleName, remediation);
    for (const record of evaluations.ofRule(scope, remediation.ConfigRuleName)) {
      if (record.compliance === 'NON_COMPLIANT') this.failed({ scope, ...record });
    }
  }

  /** A resource was found at fault: a remediation that is automatic begins, unless it is at it. */
  failed({ scope, rule, resourceType, resourceId }: FailedResource): void {
    if (!this.#state.remediations.get(scope, rule)?.Automatic) return;
    const attempted = attemptOf(scope, remedyKey(rule, resourceType, resourceId));
    if (this.#attempted.has(attempted)) return;
    this.#attempted.add(attempted);
    this.#attempt({ scope, rule, resourceType, resourceId }, 1);
  }

  /** Whether a document of a rule's remediation is under way. */
  isRunning(scope: string, rule: string): boolean {
    return this.#state.executions.list(scope).some((each) => each.rule === rule && each.state === 'IN_PROGRESS');
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
          this.#execute(scope, remediation, resourceType!, resourceId!);
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

  #attempt(resource: FailedResource, attempt: number): void {
    const { scope, rule, resourceType, resourceId } = resource;
    const key = remedyKey(rule, resourceType, resourceId);
    const remediation = this.#state.remediations.get(scope, rule);
    const exception = this.#state.remediationExceptions.get(scope, key);
    if (!remediation?.Automatic || (exception && holds(this.#state, exception))) {
      this.#attempted.delete(attemptOf(scope, key));
      return;
    }
    this.#state.parts.store.write(() => this.#execute(scope, remediation, resourceType, resourceId));
    if (this.#state.parts.settings.actionEndpoints.ssm === undefined) this.#attempted.delete(attemptOf(scope, key));
    else this.#lookAgain(resource, remediation, attempt);
  }

  /** After its share of the time: whether the last attempt helped, and what to do where it did not. */
  #lookAgain(resource: FailedResource, remediation: Remediation, attempt: number): void {
    const { clock, store } = this.#state.parts;
    const { MaximumAutomaticAttempts: most = 5, RetryAttemptSeconds: seconds = 60 } = remediation;
    const { scope, rule, resourceType, resourceId } = resource;
    const key = remedyKey(rule, resourceType, resourceId);
    clock.at(clock.now() + (seconds * 1000) / most, () => {
      const verdict = this.#state.evaluations.get(scope, rule, resourceType, resourceId);
      const { state } = this.#state.executions.get(scope, key) ?? {};
      if (verdict?.compliance !== 'NON_COMPLIANT') this.#attempted.delete(attemptOf(scope, key));
      else if (state === 'QUEUED' || state === 'IN_PROGRESS') this.#lookAgain(resource, remediation, attempt);
      else if (attempt < most) this.#attempt(resource, attempt + 1);
      else {
        this.#attempted.delete(attemptOf(scope, key));
        const message = `${attempt} automatic remediations within ${seconds} seconds did not make the resource comply.`;
        const exception = { rule, resourceType, resourceId, message, expiresAt: undefined };
        store.write(() => this.#state.remediationExceptions.put(scope, key, exception));
      }
    });
  }

  #note(scope: string, key: string, what: Partial<Execution>): void {
    const { executions, parts } = this.#state;
    const execution = executions.get(scope, key);
    if (execution) executions.put(scope, key, { ...execution, ...what, updatedAt: parts.clock.now() });
  }

  /** Asks how far a document is that has not ended, in a while. */
  #follow(scope: string, key: string): void {
    const { clock, deliveries } = this.#state.parts;
    const execution = this.#state.executions.get(scope, key);
    if (execution?.state !== 'IN_PROGRESS' || execution.id === undefined) return;
    clock.at(clock.now() + FOLLOW_MS, () =>
      deliveries.add({
        cause: `${execution.id}@${clock.now()}`,
        via: this.#state.remediations.get(scope, execution.rule)?.Arn ?? execution.rule,
        kind: 'automation-call',
        target: 'GetAutomationExecution',
        payload: JSON.stringify({ AutomationExecutionId: execution.id }),
        attributes: { scope, [EXECUTION]: key },
        retry: 'none',
      }),
    );
  }

  #execute(scope: string, remediation: Remediation, resourceType: string, resourceId: string): void {
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
    const execution = { rule, resourceType, resourceId, state: 'QUEUED', step: 'PENDING', told } as const;
    this.#state.executions.put(scope, key, { ...execution, ...times });
    if (endpoint === undefined) return;
    deliveries.add({
      cause: `${rule}/${resourceType}/${resourceId}@${now}`,
      via: remediation.Arn,
      kind: 'automation-call',
      target: 'StartAutomationExecution',
      payload,
      attributes: { scope, [EXECUTION]: key },
      retry: 'none',
    });
  }
}

const described = (execution: Execution): RemediationExecutionStatus => ({
  ResourceKey: { resourceType: execution.resourceType as ResourceType, resourceId: execution.resourceId },
  State: execution.state,
  StepDetails: stepsOf(execution).map((step) => ({
    Name: step.name,
    State: step.state,
    ErrorMessage: step.told,
    StartTime: dateOf(step.startedAt),
    StopTime: dateOf(step.endedAt),
  })),
  InvocationTime: new Date(execution.startedAt),
  LastUpdatedTime: new Date(execution.updatedAt),
});

/** The document's own steps once they are known; before, and where it cannot be asked any more, the call that started it. */
const stepsOf = ({ steps = [], step, told, startedAt, state }: Execution): readonly ExecutionStep[] =>
  steps.length > 0 && state !== 'UNKNOWN'
    ? steps
    : [{ name: 'StartAutomationExecution', state: step, told, startedAt, endedAt: undefined }];

const attemptOf = (scope: string, key: string): string => `${scope}\n${key}`;

const dateOf = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms));
