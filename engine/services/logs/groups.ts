import type {
  AssociateKmsKeyRequest,
  CreateLogGroupRequest,
  DeleteLogGroupRequest,
  DeleteRetentionPolicyRequest,
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  DisassociateKmsKeyRequest,
  ListLogGroupsRequest,
  ListLogGroupsResponse,
  LogGroup as LogGroupShape,
  PutLogGroupDeletionProtectionRequest,
  PutRetentionPolicyRequest,
  TagFilter,
} from '@aws-sdk/client-cloudwatch-logs';
import { scopeOf, scopeOfArn } from '../../arn.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { invalid, refusals } from './errors.ts';
import { groupArn } from './names.ts';
import type { Expiry } from './retention.ts';
import { filterScope, type LogGroup, type LogsState } from './state.ts';

/** @see CloudWatch Logs API, PutRetentionPolicy, retentionInDays */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const DEFAULT_PAGE = 50;

/** Log groups and their settings. */
export function groups(state: LogsState, expiry: Expiry) {
  const createLogGroup: Operation<CreateLogGroupRequest, void> = (call) => {
    const { input } = call;
    const scope = scopeOf(call);
    const name = input.logGroupName!;
    if (state.groups.has(scope, name)) throw refusals.groupExists();
    state.addGroup(scope, call, name, {
      class: input.logGroupClass as LogGroup['class'] | undefined,
      kmsKeyId: input.kmsKeyId && state.sealing.checked(call, input.kmsKeyId, groupArn(call, name)),
      tags: input.tags,
      deletionProtection: input.deletionProtectionEnabled,
    });
  };

  const deleteLogGroup: Operation<DeleteLogGroupRequest, void> = (call) => {
    const group = state.group(call, call.input.logGroupName!);
    if (group.deletionProtection) {
      throw invalid('Cannot delete log group with deletion protection enabled.');
    }
    expiry.forget(group);
    state.deleteGroup(scopeOf(call), group);
  };

  const describeLogGroups: Operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> = (call) => {
    const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupIdentifiers } = call.input;
    if (prefix !== undefined && pattern !== undefined) {
      throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
    }
    const wanted = logGroupIdentifiers?.map((written) =>
      written.startsWith('arn:') ? arnOf(written) : groupArn(call, written),
    );
    const found = listed(call).filter(
      ({ name, arn }) =>
        (prefix === undefined || name.startsWith(prefix)) &&
        (pattern === undefined || name.includes(pattern)) &&
        (!wanted || wanted.includes(arn)),
    );
    const { items, next } = page(found, call.input.limit ?? DEFAULT_PAGE, call.input.nextToken, orderOf);
    const describe = pattern === undefined ? described : foundByPattern;
    return { logGroups: items.map((group) => describe(scopeOfArn(group.arn), group)), nextToken: next };
  };

  const listLogGroups: Operation<ListLogGroupsRequest, ListLogGroupsResponse> = (call) => {
    const { logGroupNamePattern, logGroupTags = [], dataSources = [], fieldIndexNames = [] } = call.input;
    // The model lets nothing through that would make another expression of it. @see ListLogGroups, logGroupNamePattern
    const named = new RegExp(logGroupNamePattern ?? '');
    // No group here has a data source or a field index.
    const hasNone = dataSources.length + fieldIndexNames.length > 0;
    const found = listed(call).filter(
      ({ name, tags }) => !hasNone && named.test(name) && logGroupTags.every((filter) => isTagged(tags, filter)),
    );
    const { items, next } = page(found, call.input.limit ?? DEFAULT_PAGE, call.input.nextToken, orderOf);
    return {
      logGroups: items.map((group) => ({
        logGroupName: group.name,
        logGroupArn: group.arn,
        logGroupClass: group.class,
      })),
      nextToken: next,
    };
  };

  const putRetentionPolicy: Operation<PutRetentionPolicyRequest, void> = (call) => {
    const { retentionInDays } = call.input;
    if (!RETENTIONS.includes(retentionInDays!)) {
      throw invalid(
        `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTIONS.join(', ')}]`,
      );
    }
    changeRetention(call, call.input.logGroupName!, retentionInDays);
  };

  const deleteRetentionPolicy: Operation<DeleteRetentionPolicyRequest, void> = (call) =>
    changeRetention(call, call.input.logGroupName!, undefined);

  const associateKmsKey: Operation<AssociateKmsKeyRequest, void> = (call) => {
    const group = state.group(call, groupOfKey(call));
    const kmsKeyId = state.sealing.checked(call, call.input.kmsKeyId!, group.arn);
    state.groups.put(scopeOf(call), group.name, { ...group, kmsKeyId });
  };

  const disassociateKmsKey: Operation<DisassociateKmsKeyRequest, void> = (call) => {
    const group = state.group(call, groupOfKey(call));
    state.groups.put(scopeOf(call), group.name, { ...group, kmsKeyId: undefined });
  };

  const putLogGroupDeletionProtection: Operation<PutLogGroupDeletionProtectionRequest, void> = (call) => {
    const group = state.group(call, call.input.logGroupIdentifier!);
    const deletionProtection = call.input.deletionProtectionEnabled!;
    state.groups.put(scopeOf(call), group.name, { ...group, deletionProtection });
  };

  /** Groups in the order of their names, of a class where asked for; those of linked accounts too, if so. */
  const listed = (call: Call<DescribeLogGroupsRequest | ListLogGroupsRequest>): LogGroup[] =>
    accountsOf(call)
      .flatMap((account) => state.seenIn(call, account))
      .filter((group) => call.input.logGroupClass === undefined || group.class === call.input.logGroupClass)
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));

  /** The accounts a listing goes over. */
  const accountsOf = (call: Call<DescribeLogGroupsRequest | ListLogGroupsRequest>): readonly string[] => {
    const { includeLinkedAccounts, accountIdentifiers = [] } = call.input;
    if (!includeLinkedAccounts) return [call.account];
    const accounts = accountIdentifiers.length > 0 ? accountIdentifiers : [call.account, ...state.links.sources(call)];
    return [...new Set(accounts)];
  };

  function changeRetention(call: Call<unknown>, name: string, retentionInDays: number | undefined): void {
    const group = state.group(call, name);
    const changed = { ...group, retentionInDays };
    state.groups.put(scopeOf(call), name, changed);
    expiry.forget(group);
    expiry.watch(scopeOf(call), changed);
  }

  const described = (scope: string, group: LogGroup): LogGroupShape => ({
    ...foundByPattern(scope, group),
    retentionInDays: group.retentionInDays,
    kmsKeyId: group.kmsKeyId,
    storedBytes: state.chunks.bytes(group.id),
    deletionProtectionEnabled: group.deletionProtection,
  });

  /** AWS answers a search by pattern with fewer members (recorded). */
  const foundByPattern = (scope: string, group: LogGroup): LogGroupShape => ({
    arn: `${group.arn}:*`,
    creationTime: group.createdAt,
    logGroupArn: group.arn,
    logGroupClass: group.class,
    logGroupName: group.name,
    retentionInDays: group.retentionInDays,
    metricFilterCount: state.metricFilters.count(filterScope(scope, group.name)),
  });

  return {
    CreateLogGroup: createLogGroup,
    DeleteLogGroup: deleteLogGroup,
    DescribeLogGroups: describeLogGroups,
    ListLogGroups: listLogGroups,
    PutRetentionPolicy: putRetentionPolicy,
    DeleteRetentionPolicy: deleteRetentionPolicy,
    AssociateKmsKey: associateKmsKey,
    DisassociateKmsKey: disassociateKmsKey,
    PutLogGroupDeletionProtection: putLogGroupDeletionProtection,
  };
}

/** Whether a group has a tag, with one of the values where some are given. */
function isTagged(tags: LogGroup['tags'], { key, values = [] }: TagFilter): boolean {
  const value = tags[key!];
  return value !== undefined && (values.length === 0 || values.includes(value));
}

/** By name, and of one name by account. */
const orderOf = ({ name, arn }: LogGroup): string => `${name}\n${arn}`;

const arnOf = (written: string): string => written.replace(/:\*$/, '');

function groupOfKey(call: Call<AssociateKmsKeyRequest | DisassociateKmsKeyRequest>): string {
  const written = call.input.logGroupName ?? call.input.resourceIdentifier;
  if (written === undefined) throw invalid('Either logGroupName or resourceIdentifier must be given.');
  return written;
}
