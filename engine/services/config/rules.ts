import { createHash } from 'node:crypto';
import type {
  ConfigRule,
  ConfigRuleEvaluationStatus,
  DeleteConfigRuleRequest,
  DescribeConfigRuleEvaluationStatusRequest,
  DescribeConfigRuleEvaluationStatusResponse,
  DescribeConfigRulesRequest,
  DescribeConfigRulesResponse,
  PutConfigRuleRequest,
  StartConfigRulesEvaluationRequest,
  Tag,
} from '@aws-sdk/client-config-service';
import { managedRule } from '../../../core/managed-rules/index.ts';
import { scopeOf } from '../../arn.ts';
import type { Call, Operation } from '../../service.ts';
import { invalid, refusals } from './errors.ts';
import type { Invocations } from './invocations.ts';
import type { ManagedRules } from './managed.ts';
import { evaluationStartedMessage } from './messages.ts';
import type { Notices } from './notices.ts';
import { pageByName } from './paging.ts';
import { assertInvocable, assertRule, assertUsersRule, type MayInvoke } from './rule-checks.ts';
import type { ConfigState, Rule } from './state.ts';
import { addTags } from './tags.ts';

/** @see AWS Config Developer Guide, "Service Limits" */
const MOST_RULES = 1000;
const PAGE = 25;

/** Config rules: kept here, invoked by `invocations.ts`. */
export function rules(state: ConfigState, invocations: Invocations, managed: ManagedRules, notices: Notices) {
  const kept = state.rules;
  let mayInvoke: MayInvoke = () => true;

  const putConfigRule: Operation<PutConfigRuleRequest, void> = (call) => {
    const rule = call.input.ConfigRule!;
    assertUsersRule(rule, existing(call, rule) === undefined);
    put(call, rule, call.input.Tags);
  };

  /** Makes a rule or replaces it, and has it judge what there is. */
  function put(call: Call<unknown>, given: ConfigRule, newTags: readonly Tag[] = []): void {
    const scope = scopeOf(call);
    const before = existing(call, given);
    const name = before?.name ?? given.ConfigRuleName;
    if (!name) throw invalid('ConfigRuleName must be given for a new rule.');
    assertRule(given);
    if (!before && kept.count(scope) >= MOST_RULES) throw refusals.tooManyRules();
    const id = before?.id ?? ruleId(scope, name);
    const arn = `arn:aws:config:${call.region}:${call.account}:config-rule/${id}`;
    assertInvocable(given, arn, mayInvoke);
    const rule: Rule = {
      ...before,
      name,
      id,
      arn,
      createdAt: before?.createdAt ?? state.parts.clock.now(),
      input: {
        ...given,
        ConfigRuleName: name,
        ConfigRuleArn: arn,
        ConfigRuleId: id,
        ConfigRuleState: 'ACTIVE',
        EvaluationModes: given.EvaluationModes ?? [{ Mode: 'DETECTIVE' }],
      },
    };
    // Another identifier or function makes it another rule: what the old one found is no verdict of it.
    const isAnother = before?.input.Source?.SourceIdentifier !== given.Source?.SourceIdentifier;
    state.parts.store.write(() => {
      if (before && isAnother) state.evaluations.deleteRule(scope, name);
      kept.put(scope, name, rule);
      addTags(state, scope, arn, newTags);
      managed.forget(scope);
      invocations.schedule(scope, rule);
      managed.schedule(scope, rule);
      ask(scope, rule);
    });
  }

  const describeConfigRules: Operation<DescribeConfigRulesRequest, DescribeConfigRulesResponse> = (call) => {
    const { items, next } = pageByName(named(call, call.input.ConfigRuleNames), PAGE, call.input.NextToken, nameOf);
    return { ConfigRules: items.map(({ input }) => input), NextToken: next };
  };

  const describeConfigRuleEvaluationStatus: Operation<
    DescribeConfigRuleEvaluationStatusRequest,
    DescribeConfigRuleEvaluationStatusResponse
  > = (call) => {
    const { items, next } = pageByName(named(call, call.input.ConfigRuleNames), PAGE, call.input.NextToken, nameOf);
    return {
      ConfigRulesEvaluationStatus: items.map((rule) => ({
        ...statusOf(rule),
        ...faultOf(rule, managed.faults.get(rule.arn) ?? invocations.faults.get(rule.arn)),
      })),
      NextToken: next,
    };
  };

  const deleteConfigRule: Operation<DeleteConfigRuleRequest, void> = (call) => {
    const rule = find(call, call.input.ConfigRuleName!);
    if (state.remediations.has(scopeOf(call), rule.name)) throw refusals.ruleInUse(rule.name);
    remove(call, rule);
  };

  function remove(call: Call<unknown>, rule: Rule): void {
    state.parts.store.write(() => {
      kept.delete(scopeOf(call), rule.name);
      state.tags.delete(scopeOf(call), rule.arn);
      invocations.forget(rule);
      managed.forget(scopeOf(call), rule);
      state.evaluations.deleteRule(scopeOf(call), rule.name);
      state.remediations.delete(scopeOf(call), rule.name);
    });
  }

  const startConfigRulesEvaluation: Operation<StartConfigRulesEvaluationRequest, object> = (call) => {
    const scope = scopeOf(call);
    const asked = named(call, call.input.ConfigRuleNames);
    const message = evaluationStartedMessage(
      scope,
      asked.map(({ name }) => name),
      state.parts.clock.now(),
    );
    state.parts.store.write(() => {
      notices.tell(scope, {
        detailType: 'Config Rules Re-evaluation Status',
        subject: 'Config Rules Evaluation Started for',
        text: JSON.stringify(message),
      });
      for (const rule of asked) ask(scope, rule);
    });
    return {};
  };

  function ask(scope: string, rule: Rule): void {
    invocations.all(scope, rule);
    managed.all(scope, rule);
  }

  /** The rule a put replaces: named by name, ARN or id. */
  function existing(call: Call<unknown>, { ConfigRuleName, ConfigRuleArn, ConfigRuleId }: ConfigRule) {
    const scope = scopeOf(call);
    if (ConfigRuleName !== undefined) return kept.get(scope, ConfigRuleName);
    const found = kept.list(scope).find(({ arn, id }) => arn === ConfigRuleArn || id === ConfigRuleId);
    if (!found) throw invalid('One or more identifiers needs to be provided. Provide Name or Id or Arn');
    return found;
  }

  const named = (call: Call<unknown>, names: readonly string[] | undefined): Rule[] =>
    names?.length ? names.map((name) => find(call, name)) : kept.list(scopeOf(call));

  function find(call: Call<unknown>, name: string): Rule {
    const found = kept.get(scopeOf(call), name);
    if (!found) throw refusals.noSuchRule(name);
    return found;
  }

  return {
    put,
    remove,
    functionsBy: (check: MayInvoke): void => {
      mayInvoke = check;
    },
    operations: {
      PutConfigRule: putConfigRule,
      DescribeConfigRules: describeConfigRules,
      DescribeConfigRuleEvaluationStatus: describeConfigRuleEvaluationStatus,
      DeleteConfigRule: deleteConfigRule,
      StartConfigRulesEvaluation: startConfigRulesEvaluation,
    },
  };
}

/** Why a rule has no verdicts, where that is known: it is not built in, or it failed. */
function faultOf({ input: { Source: source } }: Rule, fault: string | undefined): ConfigRuleEvaluationStatus {
  if (fault !== undefined) return { LastErrorCode: 'RuleFailed', LastErrorMessage: fault };
  if (source?.Owner !== 'AWS' || managedRule(source.SourceIdentifier ?? '')) return {};
  return { LastErrorCode: 'NotBuiltIn', LastErrorMessage: `trailkeeper does not evaluate ${source.SourceIdentifier}.` };
}

/** AWS's ids are `config-rule-` and six letters or digits. */
const ruleId = (scope: string, name: string): string =>
  `config-rule-${BigInt(`0x${createHash('sha256').update(`${scope}/${name}`).digest('hex')}`)
    .toString(36)
    .slice(0, 6)}`;

const nameOf = ({ name }: Rule): string => name;

const statusOf = (rule: Rule): ConfigRuleEvaluationStatus => ({
  ConfigRuleName: rule.name,
  ConfigRuleArn: rule.arn,
  ConfigRuleId: rule.id,
  FirstActivatedTime: new Date(rule.createdAt),
  LastSuccessfulInvocationTime: dateOf(rule.invokedAt),
  LastSuccessfulEvaluationTime: dateOf(rule.evaluatedAt),
  FirstEvaluationStarted: rule.invokedAt !== undefined,
});

const dateOf = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms));
