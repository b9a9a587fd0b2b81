import type {
  ListRuleNamesByTargetRequest,
  ListRuleNamesByTargetResponse,
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
  PutTargetsRequest,
  PutTargetsResponse,
  RemoveTargetsRequest,
  RemoveTargetsResponse,
} from '@aws-sdk/client-eventbridge';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { busRef, ruleScope } from './model.ts';
import { checkNotManaged, type EventsState, limitExceeded } from './state.ts';
import { checkTargets } from './target-checks.ts';

const MOST_TARGETS = 5;

export function targets(state: EventsState) {
  const putTargets: Operation<PutTargetsRequest, PutTargetsResponse> = (call) => {
    const { Rule: name = '', EventBusName: named, Targets: wanted = [] } = call.input;
    const bus = busRef(call, named);
    checkTargets(bus, wanted);
    state.existingBus(bus);
    const rule = state.existingRule(bus, name);
    checkNotManaged(rule);
    const all = new Map(rule.targets.map((each) => [each.Id, each]));
    for (const target of wanted) all.set(target.Id, target);
    if (all.size > MOST_TARGETS) throw limitExceeded();
    state.putRule(bus, { ...rule, targets: [...all.values()] });
    return { FailedEntryCount: 0, FailedEntries: [] };
  };

  const removeTargets: Operation<RemoveTargetsRequest, RemoveTargetsResponse> = (call) => {
    const { Rule: name = '', EventBusName: named, Ids: ids = [] } = call.input;
    const bus = busRef(call, named);
    state.existingBus(bus);
    const rule = state.existingRule(bus, name);
    if (!call.input.Force) checkNotManaged(rule);
    const gone = new Set(ids);
    state.putRule(bus, { ...rule, targets: rule.targets.filter(({ Id }) => !gone.has(Id ?? '')) });
    return { FailedEntryCount: 0, FailedEntries: [] };
  };

  const listTargetsByRule: Operation<ListTargetsByRuleRequest, ListTargetsByRuleResponse> = (call) => {
    const { Rule: name = '', EventBusName: named, Limit: limit = 100, NextToken: token } = call.input;
    const bus = busRef(call, named);
    state.existingBus(bus);
    const sorted = [...state.existingRule(bus, name).targets].sort((a, b) => ((a.Id ?? '') < (b.Id ?? '') ? -1 : 1));
    const { items, next } = page(sorted, limit, token, ({ Id }) => Id ?? '');
    return { Targets: items, NextToken: next };
  };

  const listRuleNamesByTarget: Operation<ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse> = (call) => {
    const { TargetArn: arn, EventBusName: named, Limit: limit = 100, NextToken: token } = call.input;
    const bus = busRef(call, named);
    state.existingBus(bus);
    const found = state.rules.list(ruleScope(bus)).filter((rule) => rule.targets.some(({ Arn }) => Arn === arn));
    const { items, next } = page(found, limit, token, ({ name }) => name);
    return { RuleNames: items.map(({ name }) => name), NextToken: next };
  };

  return {
    PutTargets: putTargets,
    RemoveTargets: removeTargets,
    ListTargetsByRule: listTargetsByRule,
    ListRuleNamesByTarget: listRuleNamesByTarget,
  };
}
