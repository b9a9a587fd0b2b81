import type {
  ListRuleNamesByTargetRequest,
  ListRuleNamesByTargetResponse,
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
  PutTargetsRequest,
  PutTargetsResponse,
  RemoveTargetsRequest,
  RemoveTargetsResponse,
  Target,
} from '@aws-sdk/client-eventbridge';
import { parseTargetPath, TargetPathError, unknownPlaceholder } from '../../../core/event-target/index.ts';
import { parseArn } from '../../arn.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { busRef, ruleScope } from './model.ts';
import { type EventsState, invalid, limitExceeded } from './state.ts';

const MOST_TARGETS = 5;

export function targets(state: EventsState) {
  const putTargets: Operation<PutTargetsRequest, PutTargetsResponse> = (call) => {
    const { Rule: name = '', EventBusName: named, Targets: wanted = [] } = call.input;
    for (const target of wanted) check(target);
    const bus = busRef(call, named);
    state.existingBus(bus);
    const rule = state.existingRule(bus, name);
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

function check(target: Target): void {
  const { Id: id = '', Arn: arn = '', Input, InputPath, InputTransformer, SqsParameters, KinesisParameters } = target;
  if (!parseArn(arn)) throw invalid(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if ([Input, InputPath, InputTransformer].filter((each) => each !== undefined).length > 1) {
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
  }
  if (Input !== undefined && !isJson(Input)) throw invalid(`JSON syntax error in input for target ${id}.`);
  if (InputPath !== undefined && !isPath(InputPath)) throw invalid(`Invalid InputPath for target ${id}.`);
  if (InputTransformer) {
    const paths = InputTransformer.InputPathsMap ?? {};
    for (const [name, path] of Object.entries(paths)) {
      if (!isPath(path)) throw invalid(`InputPath ${name} for target ${id} is not a valid JSON path.`);
    }
    const unknown = unknownPlaceholder({ paths, template: InputTransformer.InputTemplate ?? '' });
    if (unknown) throw invalid(`InputTemplate for target ${id} contains invalid placeholder ${unknown}.`);
  }
  const keyPath = KinesisParameters?.PartitionKeyPath;
  if (keyPath !== undefined && !isPath(keyPath)) throw invalid(`Invalid PartitionKeyPath for target ${id}.`);
  if (arn.includes(':sqs:') && arn.endsWith('.fifo') && !SqsParameters?.MessageGroupId) {
    throw invalid(`Parameter(s) SqsParameters must be specified for target: ${id}.`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isPath(text: string): boolean {
  try {
    parseTargetPath(text);
    return true;
  } catch (error) {
    if (error instanceof TargetPathError) return false;
    throw error;
  }
}
