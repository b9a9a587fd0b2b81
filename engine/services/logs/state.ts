import type { Delivery, DeliveryDestination, DeliverySource } from '@aws-sdk/client-cloudwatch-logs';
import { parseArn, scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Call, EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { ChunkTable } from './chunk-table.ts';
import { invalid, refusals } from './errors.ts';
import { type Links, noLinks } from './linked-accounts.ts';
import { groupArn, groupName } from './names.ts';
import { Sealing } from './sealing.ts';
import { StreamTable } from './stream-table.ts';

export interface LogGroup {
  /** The number its streams and events are stored under; never given twice while a group lives. */
  readonly id: number;
  readonly name: string;
  readonly arn: string;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly class: 'STANDARD' | 'INFREQUENT_ACCESS' | 'DELIVERY';
  readonly retentionInDays?: number;
  readonly kmsKeyId?: string;
  readonly deletionProtection: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface MetricFilter {
  readonly name: string;
  readonly group: string;
  readonly pattern: string;
  readonly createdAt: number;
  readonly transformation: MetricTransformation;
}

/** A metric filter's transformation as the API spells it. */
export interface MetricTransformation {
  readonly metricName: string;
  readonly metricNamespace: string;
  readonly metricValue: string;
  readonly defaultValue?: number;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly unit?: string;
}

export interface SubscriptionFilter {
  readonly name: string;
  readonly group: string;
  readonly pattern: string;
  readonly destinationArn: string;
  readonly roleArn?: string;
  readonly distribution: string;
  readonly createdAt: number;
}

export interface ResourcePolicy {
  readonly name: string;
  readonly document: string;
  readonly updatedAt: number;
}

export interface Destination {
  readonly name: string;
  readonly arn: string;
  readonly targetArn: string;
  readonly roleArn: string;
  readonly accessPolicy?: string;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ExportTask {
  readonly id: string;
  readonly name?: string;
  readonly group: string;
  readonly streamPrefix?: string;
  /** ms since 1970, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly bucket: string;
  readonly prefix: string;
  readonly status: 'PENDING' | 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  /** Why it failed. */
  readonly message?: string;
  readonly createdAt: number;
  readonly completedAt?: number;
}

/** Where vended logs go, as the API shows it, and its policy. */
export interface VendedDestination {
  readonly shape: DeliveryDestination;
  readonly policy?: string;
}

export interface QueryDefinition {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly groups: readonly string[];
  readonly modifiedAt: number;
}

/** What CloudWatch Logs keeps. Groups and filters are documents, streams and events have tables of their own. */
export class LogsState {
  readonly parts: EngineParts;
  readonly groups: Documents<LogGroup>;
  /** By `filterScope`. */
  readonly metricFilters: Documents<MetricFilter>;
  /** By `filterScope`. */
  readonly subscriptionFilters: Documents<SubscriptionFilter>;
  readonly resourcePolicies: Documents<ResourcePolicy>;
  readonly destinations: Documents<Destination>;
  readonly queryDefinitions: Documents<QueryDefinition>;
  readonly exportTasks: Documents<ExportTask>;
  readonly deliverySources: Documents<DeliverySource>;
  readonly deliveryDestinations: Documents<VendedDestination>;
  readonly deliveries: Documents<Delivery>;
  readonly streams: StreamTable;
  readonly chunks: ChunkTable;
  readonly sealing: Sealing;
  /** Which accounts see whose groups: wiring connects it. */
  links: Links = noLinks;
  #nextGroupId: number;

  constructor(parts: EngineParts) {
    const { store } = parts;
    this.parts = parts;
    this.groups = store.documents('logs.groups');
    this.metricFilters = store.documents('logs.metric-filters');
    this.subscriptionFilters = store.documents('logs.subscription-filters');
    this.resourcePolicies = store.documents('logs.resource-policies');
    this.destinations = store.documents('logs.destinations');
    this.queryDefinitions = store.documents('logs.query-definitions');
    this.deliverySources = store.documents('logs.delivery-sources');
    this.deliveryDestinations = store.documents('logs.delivery-destinations');
    this.deliveries = store.documents('logs.deliveries');
    this.exportTasks = store.documents('logs.export-tasks');
    this.streams = new StreamTable(store);
    this.sealing = new Sealing(store, () => parts.clock.now());
    this.chunks = new ChunkTable(store, this.sealing);
    const ids = this.groups.scopes().flatMap((scope) => this.groups.list(scope).map(({ id }) => id));
    this.#nextGroupId = ids.reduce((largest, id) => Math.max(largest, id), 0) + 1;
  }

  /** The group of the caller's own account a request names, by name or ARN. */
  group(call: Pick<Call, 'account' | 'region'>, written: string): LogGroup {
    const found = this.linkedGroup(call, written);
    if (parseArn(found.arn)?.account !== call.account) throw refusals.groupNotFound();
    return found;
  }

  /** The same for what only groups of the Standard class have: filters, exports. */
  standardGroup(call: Pick<Call, 'account' | 'region'>, written: string): LogGroup {
    return asStandard(this.group(call, written));
  }

  /** The group a request names, by its ARN also one of an account linked to the caller's. */
  linkedGroup(call: Pick<Call, 'account' | 'region'>, written: string): LogGroup {
    const { account, region } = parseArn(written) ?? call;
    const found = region === call.region ? this.seen(call, account, groupName(written)) : undefined;
    if (!found) throw refusals.groupNotFound();
    return found;
  }

  /** A group of the caller's own account or of one linked to it, if it is there and shared. */
  seen(call: Pick<Call, 'account' | 'region'>, account: string, name: string): LogGroup | undefined {
    if (account !== call.account && !this.links.shares(call, account, name)) return undefined;
    return this.groups.get(scopeOf({ ...call, account }), name);
  }

  /** The groups of an account as far as the caller sees them. */
  seenIn(call: Pick<Call, 'account' | 'region'>, account: string): LogGroup[] {
    const all = this.groups.list(scopeOf({ ...call, account }));
    return account === call.account ? all : all.filter(({ name }) => this.links.shares(call, account, name));
  }

  /** The group of a request that reads and may name it in either of two ways. */
  groupOf(call: Call<{ logGroupName?: string; logGroupIdentifier?: string }>): LogGroup {
    const { logGroupName, logGroupIdentifier } = call.input;
    if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
      throw new AwsError('ValidationException', 'LogGroup name and LogGroup ARN are mutually exclusive parameters.');
    }
    const written = logGroupName ?? logGroupIdentifier;
    if (written === undefined) throw invalid('Either logGroupName or logGroupIdentifier must be given.');
    return this.linkedGroup(call, written);
  }

  addGroup(
    scope: string,
    place: Pick<Call, 'account' | 'region'>,
    name: string,
    more: Partial<Pick<LogGroup, 'class' | 'kmsKeyId' | 'tags' | 'deletionProtection'>> = {},
  ): LogGroup {
    const group: LogGroup = {
      id: this.#nextGroupId++,
      name,
      arn: groupArn(place, name),
      createdAt: this.parts.clock.now(),
      class: more.class ?? 'STANDARD',
      kmsKeyId: more.kmsKeyId,
      deletionProtection: more.deletionProtection ?? false,
      tags: more.tags ?? {},
    };
    this.groups.put(scope, name, group);
    return group;
  }

  /** Deletes a group with all that is in it. */
  deleteGroup(scope: string, group: LogGroup): void {
    this.parts.store.write(() => {
      this.groups.delete(scope, group.name);
      for (const filters of [this.metricFilters, this.subscriptionFilters]) {
        for (const [name] of filters.entries(filterScope(scope, group.name))) {
          filters.delete(filterScope(scope, group.name), name);
        }
      }
      this.streams.deleteAll(group.id);
      this.chunks.deleteGroup(group.id);
    });
  }
}

/**
 * A group, unless its class lacks what is asked for.
 * @see CloudWatch Logs guide, "Log classes"
 */
export function asStandard(group: LogGroup): LogGroup {
  if (group.class !== 'STANDARD') throw refusals.standardOnly();
  return group;
}

/** Filters are listed by group. */
export const filterScope = (scope: string, group: string): string => `${scope}/${group}`;
