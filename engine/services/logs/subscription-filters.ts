import type {
  DeleteSubscriptionFilterRequest,
  DescribeSubscriptionFiltersRequest,
  DescribeSubscriptionFiltersResponse,
  PutSubscriptionFilterRequest,
  SubscriptionFilter as SubscriptionFilterShape,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseArn, scopeOf, scopeOfArn } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { maySubscribe } from './destination-policy.ts';
import { invalid, notFound, refusals } from './errors.ts';
import { assertBuilt } from './not-built.ts';
import { assertRegexesFit, parsePattern } from './patterns.ts';
import { filterScope, type LogGroup, type LogsState, type SubscriptionFilter } from './state.ts';
import { logsPrincipal, type TargetCheck, type TargetKind, targetKind } from './subscription-target.ts';

/** Of one log group. */
const MOST_FILTERS = 2;
const DEFAULT_PAGE = 50;

/** What AWS answers when its test message does not arrive. The texts are unverified. */
const unreachable: Readonly<Record<TargetKind, string>> = {
  lambda:
    'Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.',
  kinesis:
    'Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state.',
  firehose:
    'Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state.',
};

/**
 * Subscription filters: kept here, acted on by `arrivals.ts`.
 * @param reaches whether a target is there and lets CloudWatch Logs in
 */
export function subscriptionFilters(state: LogsState, reaches: (check: TargetCheck) => boolean) {
  const kept = state.subscriptionFilters;

  const putSubscriptionFilter: Operation<PutSubscriptionFilterRequest, void> = (call) => {
    const { input } = call;
    const name = input.filterName!;
    assertBuilt(input);
    const destinationArn = input.destinationArn!;
    const target = targetOf(call, destinationArn);
    const parsed = parsePattern(input.filterPattern!);
    const group = state.standardGroup(call, input.logGroupName!);
    const scope = filterScope(scopeOf(call), group.name);
    const before = kept.get(scope, name);
    if (!before && kept.count(scope) >= MOST_FILTERS) throw refusals.limit();
    assertRegexesFit(state, scope, parsed, before);
    assertReached(call, group, target);
    kept.put(scope, name, {
      name,
      group: group.name,
      pattern: input.filterPattern!,
      destinationArn,
      roleArn: input.roleArn,
      distribution: input.distribution ?? 'ByLogStream',
      createdAt: before?.createdAt ?? state.parts.clock.now(),
    });
  };

  const describeSubscriptionFilters: Operation<
    DescribeSubscriptionFiltersRequest,
    DescribeSubscriptionFiltersResponse
  > = (call) => {
    const { logGroupName, filterNamePrefix = '', limit, nextToken } = call.input;
    const scope = filterScope(scopeOf(call), state.standardGroup(call, logGroupName!).name);
    const found = kept.list(scope).filter(({ name }) => name.startsWith(filterNamePrefix));
    const { items, next } = page(found, limit ?? DEFAULT_PAGE, nextToken, ({ name }) => name);
    return { subscriptionFilters: items.map(described), nextToken: next };
  };

  const deleteSubscriptionFilter: Operation<DeleteSubscriptionFilterRequest, void> = (call) => {
    const group = state.standardGroup(call, call.input.logGroupName!);
    if (!kept.delete(filterScope(scopeOf(call), group.name), call.input.filterName!)) {
      throw notFound('The specified subscription filter does not exist.');
    }
  };

  /** The ARN events end up at; what AWS checks of it comes before all else (recorded). */
  function targetOf(call: Call<PutSubscriptionFilterRequest>, arn: string): string {
    if (parseArn(arn)?.service === 'logs') return throughDestination(call, arn);
    const kind = targetKind(arn);
    if (!kind) throw invalid('The specified destinationArn is not of a supported service.');
    if (kind === 'lambda' && parseArn(arn)?.account !== call.account) {
      throw new AwsError(
        'AccessDeniedException',
        'Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.',
      );
    }
    if (kind !== 'lambda' && call.input.roleArn === undefined) {
      throw invalid(`destinationArn for vendor ${kind} cannot be used without roleArn`);
    }
    return arn;
  }

  /** The text of the refusal is unverified. */
  function throughDestination(call: Call<unknown>, arn: string): string {
    const destination = destinationOf(state, arn);
    if (!destination) throw notFound('The specified destination does not exist.');
    if (!maySubscribe(destination, call.account)) {
      throw new AwsError(
        'AccessDeniedException',
        `User: ${call.caller.arn} is not authorized to perform: logs:PutSubscriptionFilter on resource: ${arn}`,
      );
    }
    return destination.targetArn;
  }

  function assertReached(call: Call<unknown>, group: LogGroup, arn: string): void {
    const kind = targetKind(arn);
    if (!kind) throw invalid('The specified destinationArn is not of a supported service.');
    const check = { kind, arn, principal: logsPrincipal(call.region), sourceArn: `${group.arn}:*` };
    if (!reaches(check)) throw invalid(unreachable[kind]);
  }

  return {
    PutSubscriptionFilter: putSubscriptionFilter,
    DescribeSubscriptionFilters: describeSubscriptionFilters,
    DeleteSubscriptionFilter: deleteSubscriptionFilter,
  };
}

/** The destination an ARN names, in whatever account of this engine. */
export function destinationOf(state: LogsState, arn: string) {
  const name = parseArn(arn)?.resource.split(':')[1] ?? '';
  return state.destinations.get(scopeOfArn(arn), name);
}

const described = (filter: SubscriptionFilter): SubscriptionFilterShape => ({
  applyOnTransformedLogs: false,
  creationTime: filter.createdAt,
  destinationArn: filter.destinationArn,
  distribution: filter.distribution as SubscriptionFilterShape['distribution'],
  filterName: filter.name,
  filterPattern: filter.pattern,
  logGroupName: filter.group,
  roleArn: filter.roleArn,
});
