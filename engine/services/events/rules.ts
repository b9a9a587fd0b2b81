import type {
  DeleteRuleRequest,
  DescribeRuleRequest,
  DescribeRuleResponse,
  DisableRuleRequest,
  EnableRuleRequest,
  Rule as ListedRule,
  ListRulesRequest,
  ListRulesResponse,
  PutRuleRequest,
  PutRuleResponse,
} from '@aws-sdk/client-eventbridge';
import { parseSchedule, ScheduleError } from '../../../core/schedule/index.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { type BusRef, busRef, DEFAULT_BUS, type Rule, type RuleState, ruleArn, ruleScope } from './model.ts';
import { compilePattern } from './pattern.ts';
import type { Schedules } from './schedules.ts';
import { checkNotManaged, type EventsState, invalid } from './state.ts';
import { tagsOf } from './tags.ts';

export function rules(state: EventsState, schedules: Schedules) {
  const { store, clock } = state.parts;

  const putRule: Operation<PutRuleRequest, PutRuleResponse> = (call) => {
    const { input } = call;
    const bus = busRef(call, input.EventBusName);
    state.existingBus(bus);
    check(bus, input);
    const name = input.Name ?? '';
    const before = state.rules.get(ruleScope(bus), name);
    if (before) checkNotManaged(before);
    const rule: Rule = {
      name,
      arn: ruleArn(bus, name),
      bus: bus.name,
      pattern: input.EventPattern || undefined,
      schedule: input.ScheduleExpression || undefined,
      state: (input.State as RuleState | undefined) ?? 'ENABLED',
      description: input.Description,
      roleArn: input.RoleArn,
      targets: before?.targets ?? [],
      tags: before?.tags ?? tagsOf(input.Tags),
      createdAt: before?.createdAt ?? clock.now(),
      scheduledSince: before?.schedule === input.ScheduleExpression ? before?.scheduledSince : clock.now(),
    };
    store.write(() => {
      state.putRule(bus, rule);
      schedules.changed(bus, name);
    });
    return { RuleArn: rule.arn };
  };

  const describeRule: Operation<DescribeRuleRequest, DescribeRuleResponse> = (call) => {
    const bus = busRef(call, call.input.EventBusName);
    state.existingBus(bus);
    const rule = state.existingRule(bus, call.input.Name ?? '');
    return { ...shown(rule), CreatedBy: bus.account };
  };

  const listRules: Operation<ListRulesRequest, ListRulesResponse> = (call) => {
    const { NamePrefix: prefix = '', EventBusName: named, Limit: limit = 100, NextToken: token } = call.input;
    const bus = busRef(call, named);
    state.existingBus(bus);
    const found = state.rules.list(ruleScope(bus)).filter(({ name }) => name.startsWith(prefix));
    const { items, next } = page(found, limit, token, ({ name }) => name);
    return { Rules: items.map(shown), NextToken: next };
  };

  const deleteRule: Operation<DeleteRuleRequest, void> = (call) => {
    const bus = busRef(call, call.input.EventBusName);
    state.existingBus(bus);
    const rule = state.rules.get(ruleScope(bus), call.input.Name ?? '');
    if (!rule) return;
    if (!call.input.Force) checkNotManaged(rule);
    if (rule.targets.length > 0) throw invalid("Rule can't be deleted since it has targets.");
    store.write(() => {
      state.rules.delete(ruleScope(bus), rule.name);
      schedules.changed(bus, rule.name);
    });
  };

  const become =
    (wanted: RuleState): Operation<EnableRuleRequest | DisableRuleRequest, void> =>
    (call) => {
      const bus = busRef(call, call.input.EventBusName);
      state.existingBus(bus);
      const rule = state.existingRule(bus, call.input.Name ?? '');
      checkNotManaged(rule);
      store.write(() => {
        state.putRule(bus, { ...rule, state: wanted });
        schedules.changed(bus, rule.name);
      });
    };

  return {
    PutRule: putRule,
    DescribeRule: describeRule,
    ListRules: listRules,
    DeleteRule: deleteRule,
    EnableRule: become('ENABLED'),
    DisableRule: become('DISABLED'),
  };
}

/** Characters of a pattern at most: the quota, which is less than the model's 4,096 (measured by users). */
const LONGEST_PATTERN = 2_048;

function check(bus: BusRef, { Name: name, EventPattern: pattern, ScheduleExpression: schedule }: PutRuleRequest): void {
  if (!pattern && !schedule) throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (schedule) {
    if (bus.name !== DEFAULT_BUS) throw invalid('ScheduleExpression is supported only on the default event bus.');
    try {
      parseSchedule(schedule);
    } catch (error) {
      if (!(error instanceof ScheduleError)) throw error;
      throw invalid('Parameter ScheduleExpression is not valid.');
    }
  }
  if (!pattern) return;
  compilePattern(pattern);
  if (pattern.length > LONGEST_PATTERN) {
    throw invalid(`Parameter EventPattern for rule ${name} exceeds limit of ${LONGEST_PATTERN}.`);
  }
}

const shown = (rule: Rule): ListedRule => ({
  Name: rule.name,
  Arn: rule.arn,
  EventPattern: rule.pattern,
  State: rule.state,
  Description: rule.description,
  ScheduleExpression: rule.schedule,
  RoleArn: rule.roleArn,
  ManagedBy: rule.managedBy,
  EventBusName: rule.bus,
});
