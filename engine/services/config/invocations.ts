import type { MessageType } from '@aws-sdk/client-config-service';
import { type ConfigurationItem, diffOf, isDeleted } from '../../../core/configuration-item/index.ts';
import type { Settled } from '../../deliveries/index.ts';
import { type ChangeNotice, changeNotice } from './change-notice.ts';
import type { ChannelFiles } from './channel-files.ts';
import type { EvaluationRecord } from './evaluation-table.ts';
import { EVERY } from './frequency.ts';
import { scheduledMessage } from './messages.ts';
import type { ItemChange } from './recording.ts';
import { resultToken } from './result-token.ts';
import { RuleClock } from './rule-clock.ts';
import { inScope } from './scope.ts';
import type { SnapshotDelivered } from './snapshots.ts';
import type { ConfigState, Rule } from './state.ts';

interface Message {
  /** What a function finds as `invokingEvent`. */
  readonly text: string;
  /** What caused it, for the journal of deliveries. */
  readonly cause: string;
  readonly eventLeftScope: boolean;
}

/** Rules of one's own: the function of each is handed what changed, or asked by the clock, as AWS does it. */
export class Invocations {
  readonly #state: ConfigState;
  readonly #files: ChannelFiles;
  readonly #put: (scope: string, rule: Rule, record: EvaluationRecord) => void;
  readonly #clock: RuleClock;
  /** Rules of one's own by scope, as of a version of all rules: most changes meet none. */
  #own = { version: -1, byScope: new Map<string, Rule[]>() };
  /** Why a rule's function last gave up, by the rule's ARN. */
  readonly faults = new Map<string, string>();

  constructor(
    state: ConfigState,
    files: ChannelFiles,
    put: (scope: string, rule: Rule, record: EvaluationRecord) => void,
  ) {
    this.#state = state;
    this.#files = files;
    this.#put = put;
    this.#clock = new RuleClock(state);
    state.parts.deliveries.settled.to((settled) => this.#settled(settled));
  }

  /** Sets the clock for the periodic rules of an engine that starts again. */
  start(): void {
    for (const scope of this.#state.rules.scopes()) {
      for (const rule of this.#state.rules.list(scope)) this.schedule(scope, rule);
    }
  }

  /** A resource has changed: every rule about it is asked. What was found of one that is gone goes at once. */
  changed(change: ItemChange, notice: ChangeNotice): void {
    const { scope, item, previous } = change;
    for (const rule of this.#ownRules(scope)) {
      if (isDeleted(item)) this.#takeAway(scope, rule, item);
      if (!isTriggeredBy(rule, notice.ruleMessageType)) continue;
      const inside = inScope(rule.input.Scope, item);
      const left = !inside && previous !== undefined && inScope(rule.input.Scope, previous);
      if (inside || left) this.#invokeAbout(scope, rule, item, notice, left || isDeleted(item));
    }
  }

  /** A snapshot is in the bucket: rules that wait for one are asked. */
  snapshotDelivered({ scope, message }: SnapshotDelivered): void {
    for (const rule of this.#state.rules.list(scope)) {
      if (!isTriggeredBy(rule, 'ConfigurationSnapshotDeliveryCompleted')) continue;
      this.#invoke(scope, rule, { text: JSON.stringify(message), cause: message.s3ObjectKey, eventLeftScope: false });
    }
  }

  /** A rule is asked about every resource there is, as when it is made or when somebody wants it evaluated again. */
  all(scope: string, rule: Rule): void {
    if (isTriggeredBy(rule, 'ScheduledNotification')) this.#invokePeriodic(scope, rule);
    const isChangeTriggered =
      isTriggeredBy(rule, 'ConfigurationItemChangeNotification') ||
      isTriggeredBy(rule, 'OversizedConfigurationItemChangeNotification');
    if (!isChangeTriggered) return;
    const { items } = this.#state;
    const types = rule.input.Scope?.ComplianceResourceTypes ?? items.counts(scope).map(({ type }) => type);
    for (const type of types) {
      for (const item of items.current(scope, type)) {
        if (!inScope(rule.input.Scope, item)) continue;
        const change = { scope, item, previous: item, diff: diffOf(item, item), imported: true };
        const notice = changeNotice(this.#state, this.#files, change);
        if (isTriggeredBy(rule, notice.ruleMessageType)) this.#invokeAbout(scope, rule, item, notice, false);
      }
    }
  }

  /** Sets the clock for a rule that is asked by it. */
  schedule(scope: string, rule: Rule): void {
    if (!isTriggeredBy(rule, 'ScheduledNotification')) this.#clock.cancel(rule);
    else this.#clock.set(scope, rule, EVERY[frequencyOf(rule)], (current) => this.#invokePeriodic(scope, current));
  }

  /** A rule is gone. */
  forget(rule: Rule): void {
    this.#clock.cancel(rule);
    this.faults.delete(rule.arn);
  }

  /** Config hands its question over (`lambda`), and Lambda asks the function (`lambda-function`), on behalf of the same rule. */
  #settled({ delivery: { kind, via }, outcome, error = 'the function failed' }: Settled): void {
    if (!via?.includes(':config-rule/') || !kind.startsWith('lambda')) return;
    if (outcome === 'given up') this.faults.set(via, error);
    else if (kind === 'lambda-function') this.faults.delete(via);
  }

  #ownRules(scope: string): Rule[] {
    const { rules } = this.#state;
    if (this.#own.version !== rules.version) this.#own = { version: rules.version, byScope: new Map() };
    const known = this.#own.byScope.get(scope);
    if (known) return known;
    const own = rules.list(scope).filter(({ input }) => input.Source?.Owner === 'CUSTOM_LAMBDA');
    this.#own.byScope.set(scope, own);
    return own;
  }

  #invokePeriodic(scope: string, rule: Rule): void {
    const now = this.#state.parts.clock.now();
    const text = JSON.stringify(scheduledMessage(scope.split('/')[0] ?? '', now));
    this.#invoke(scope, rule, { text, cause: `${rule.name}@${now}`, eventLeftScope: false });
  }

  #invokeAbout(
    scope: string,
    rule: Rule,
    item: ConfigurationItem,
    notice: ChangeNotice,
    eventLeftScope: boolean,
  ): void {
    const cause = `${item.resourceType}/${item.resourceId}@${item.configurationStateId}`;
    this.#invoke(scope, rule, { text: notice.ruleText, cause, eventLeftScope });
  }

  #invoke(scope: string, rule: Rule, { text, cause, eventLeftScope }: Message): void {
    const { clock, deliveries } = this.#state.parts;
    const now = clock.now();
    const event = {
      version: '1.0',
      invokingEvent: text,
      ruleParameters: rule.input.InputParameters ?? '{}',
      resultToken: resultToken({ scope, rule: rule.name, invokedAt: now }),
      eventLeftScope,
      executionRoleArn: this.#state.recorders.list(scope)[0]?.roleArn ?? '',
      configRuleArn: rule.arn,
      configRuleName: rule.name,
      configRuleId: rule.id,
      accountId: scope.split('/')[0],
    };
    deliveries.add({
      cause,
      via: rule.arn,
      kind: 'lambda',
      target: rule.input.Source!.SourceIdentifier!,
      payload: JSON.stringify(event),
      attributes: { principal: 'config.amazonaws.com', sourceArn: rule.arn },
      retry: 'lambda-async',
    });
    this.#state.rules.put(scope, rule.name, { ...(this.#state.rules.get(scope, rule.name) ?? rule), invokedAt: now });
  }

  #takeAway(scope: string, rule: Rule, { resourceType, resourceId }: ConfigurationItem): void {
    if (!this.#state.evaluations.get(scope, rule.name, resourceType, resourceId)) return;
    const now = this.#state.parts.clock.now();
    const about = { rule: rule.name, resourceType, resourceId, annotation: undefined };
    this.#put(scope, rule, { ...about, compliance: 'NOT_APPLICABLE', orderedAt: now, recordedAt: now, invokedAt: now });
  }
}

function isTriggeredBy({ input: { Source: source } }: Rule, type: MessageType): boolean {
  return (
    source?.Owner === 'CUSTOM_LAMBDA' && (source.SourceDetails ?? []).some(({ MessageType }) => MessageType === type)
  );
}

/** A trigger's own frequency, the rule's, or AWS's default. */
function frequencyOf({ input: { Source: source, MaximumExecutionFrequency: own } }: Rule) {
  const trigger = source?.SourceDetails?.find(({ MessageType }) => MessageType === 'ScheduledNotification');
  return trigger?.MaximumExecutionFrequency ?? own ?? 'TwentyFour_Hours';
}
