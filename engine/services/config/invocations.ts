import { diffOf, isDeleted } from '../../../core/configuration-item/index.ts';
import { changeMessage } from './messages.ts';
import type { ItemChange } from './recording.ts';
import { resultToken } from './result-token.ts';
import { inScope } from './scope.ts';
import type { ConfigState, Rule } from './state.ts';

/** Change-triggered rules of one's own: the function of each is handed what changed, as AWS hands it. */
export class Invocations {
  readonly #state: ConfigState;

  constructor(state: ConfigState) {
    this.#state = state;
  }

  /** A resource has changed: every rule about it is asked. */
  changed(change: ItemChange): void {
    for (const rule of this.#state.rules.list(change.scope)) {
      if (!isChangeTriggered(rule)) continue;
      const inside = inScope(rule.input.Scope, change.item);
      const left = !inside && change.previous !== undefined && inScope(rule.input.Scope, change.previous);
      if (inside || left) this.#invoke(rule, change, left || isDeleted(change.item));
    }
  }

  /** A rule is asked about every resource there is, as when it is made or when somebody wants it evaluated again. */
  all(scope: string, rule: Rule): void {
    if (!isChangeTriggered(rule)) return;
    const { items } = this.#state;
    const types = rule.input.Scope?.ComplianceResourceTypes ?? items.counts(scope).map(({ type }) => type);
    for (const type of types) {
      for (const { resourceId, deletedAt } of items.discovered(scope, type)) {
        const item = deletedAt === undefined ? items.latest(scope, type, resourceId) : undefined;
        if (!item || !inScope(rule.input.Scope, item)) continue;
        this.#invoke(rule, { scope, item, previous: item, diff: diffOf(item, item) }, false);
      }
    }
  }

  #invoke(rule: Rule, change: ItemChange, eventLeftScope: boolean): void {
    const { clock, deliveries } = this.#state.parts;
    const now = clock.now();
    const { scope, item } = change;
    const event = {
      version: '1.0',
      invokingEvent: JSON.stringify(changeMessage(change, now)),
      ruleParameters: rule.input.InputParameters ?? '{}',
      resultToken: resultToken({ scope, rule: rule.name, invokedAt: now }),
      eventLeftScope,
      executionRoleArn: this.#state.recorders.list(scope)[0]?.roleArn ?? '',
      configRuleArn: rule.arn,
      configRuleName: rule.name,
      configRuleId: rule.id,
      accountId: item.awsAccountId,
    };
    deliveries.add({
      cause: `${item.resourceType}/${item.resourceId}@${item.configurationStateId}`,
      via: rule.arn,
      kind: 'lambda',
      target: rule.input.Source!.SourceIdentifier!,
      payload: JSON.stringify(event),
      attributes: { principal: 'config.amazonaws.com', sourceArn: rule.arn },
      retry: 'lambda-async',
    });
    this.#state.rules.put(scope, rule.name, { ...this.#current(scope, rule), invokedAt: now });
  }

  #current(scope: string, rule: Rule): Rule {
    return this.#state.rules.get(scope, rule.name) ?? rule;
  }
}

const isChangeTriggered = ({ input: { Source: source } }: Rule): boolean =>
  source?.Owner === 'CUSTOM_LAMBDA' &&
  (source.SourceDetails ?? []).some(({ MessageType }) => MessageType === 'ConfigurationItemChangeNotification');
