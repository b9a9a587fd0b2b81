import type { ConfigRule, DeliveryChannel, RecordingGroup, RecordingMode } from '@aws-sdk/client-config-service';
import type { ConfigurationItem } from '../../../core/configuration-item/index.ts';
import type { EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import type { Aggregator, Authorization } from './aggregation-state.ts';
import { EvaluationTable } from './evaluation-table.ts';
import { ItemTable } from './item-table.ts';
import type { OrganisationPack } from './organisation-packs.ts';
import type { Execution, Remediation, RemediationException } from './remediation-state.ts';

export interface Recorder {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly group: RecordingGroup;
  readonly mode: RecordingMode;
  readonly recording: boolean;
  /** ms since 1970 */
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly changedAt?: number;
  /** PENDING from a start until something was recorded. */
  readonly status?: 'PENDING' | 'SUCCESS';
}

export type Channel = DeliveryChannel & { readonly name: string };

/** How the last delivery of a kind went. Times are ms since 1970. */
export interface DeliveryInfo {
  readonly status: 'SUCCESS' | 'FAILURE';
  readonly attemptedAt: number;
  readonly succeededAt?: number;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

export interface ChannelStatus {
  readonly snapshot?: DeliveryInfo;
  readonly history?: DeliveryInfo;
  readonly stream?: DeliveryInfo;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  /** As it was put, with AWS's defaults. */
  readonly input: ConfigRule;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly invokedAt?: number;
  readonly evaluatedAt?: number;
}

/** A conformance pack: its rules are kept with the others, under names of their own. */
export interface Pack {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly rules: readonly string[];
  readonly parameters: readonly { readonly ParameterName: string; readonly ParameterValue: string }[];
  /** ms since 1970 */
  readonly updatedAt: number;
}

/** An advanced query kept by name. */
export interface KeptQuery {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly expression: string | undefined;
}

/** What says where an item is recorded. */
export type Recordable = Pick<ConfigurationItem, 'awsAccountId' | 'awsRegion' | 'resourceType'>;

/** What AWS Config keeps, by account and region. */
export class ConfigState {
  readonly parts: EngineParts;
  readonly recorders: Documents<Recorder>;
  readonly channels: Documents<Channel>;
  /** By the channel's name. */
  readonly channelStatus: Documents<ChannelStatus>;
  readonly retention: Documents<number>;
  readonly rules: Documents<Rule>;
  readonly packs: Documents<Pack>;
  readonly aggregators: Documents<Aggregator>;
  /** By the aggregator's account and region. */
  readonly authorizations: Documents<Authorization>;
  /** Aggregators whose request was turned away, by their account and region. */
  readonly refusedRequests: Documents<true>;
  /** By the rule's name. */
  readonly remediations: Documents<Remediation>;
  /** By `remedyKey`, as the next. */
  readonly remediationExceptions: Documents<RemediationException>;
  readonly executions: Documents<Execution>;
  readonly organisationPacks: Documents<OrganisationPack>;
  readonly storedQueries: Documents<KeptQuery>;
  /** By ARN. */
  readonly tags: Documents<Readonly<Record<string, string>>>;
  readonly items: ItemTable;
  readonly evaluations: EvaluationTable;

  constructor(parts: EngineParts) {
    const { store } = parts;
    this.parts = parts;
    this.recorders = store.documents('config.recorders');
    this.channels = store.documents('config.channels');
    this.channelStatus = store.documents('config.channel-status');
    this.retention = store.documents('config.retention');
    this.rules = store.documents('config.rules');
    this.packs = store.documents('config.packs');
    this.aggregators = store.documents('config.aggregators');
    this.authorizations = store.documents('config.authorizations');
    this.refusedRequests = store.documents('config.refused-requests');
    this.remediations = store.documents('config.remediations');
    this.remediationExceptions = store.documents('config.remediation-exceptions');
    this.executions = store.documents('config.executions');
    this.organisationPacks = store.documents('config.organisation-packs');
    this.storedQueries = store.documents('config.stored-queries');
    this.tags = store.documents('config.tags');
    this.items = new ItemTable(store);
    this.evaluations = new EvaluationTable(store);
  }

  /** Whether the recorder of a scope is on and takes this type. */
  records(scope: string, resourceType: string): boolean {
    const recorder = this.recorders.list(scope)[0];
    return recorder?.recording === true && inGroup(recorder.group, resourceType);
  }

  /** Every account and region of which there is anything. */
  knownScopes(): string[] {
    return [...new Set([...this.items.scopes(), ...this.rules.scopes(), ...this.recorders.scopes()])].sort();
  }

  /** Whether an ARN is of something here that can have tags. */
  isTaggable(scope: string, arn: string): boolean {
    const kinds = [this.rules, this.packs, this.aggregators, this.authorizations, this.recorders, this.storedQueries];
    return kinds.some((kind) => kind.list(scope).some((each) => each.arn === arn));
  }

  /** The channel of a scope whose recorder is on: without one nothing is delivered. */
  activeChannel(scope: string): Channel | undefined {
    return this.recorders.list(scope)[0]?.recording ? this.channels.list(scope)[0] : undefined;
  }

  noteDelivery(scope: string, channel: string, kind: keyof ChannelStatus, info: DeliveryInfo): void {
    const before = this.channelStatus.get(scope, channel) ?? {};
    const succeededAt = info.status === 'SUCCESS' ? info.attemptedAt : before[kind]?.succeededAt;
    this.channelStatus.put(scope, channel, { ...before, [kind]: { ...info, succeededAt } });
  }

  /** Where an item is recorded: its region, or for a global resource every region whose recorder includes those. */
  recordingScopes({ awsAccountId, awsRegion, resourceType }: Recordable): string[] {
    const own = `${awsAccountId}/${awsRegion}`;
    const candidates =
      awsRegion === 'global'
        ? this.recorders.scopes().filter((scope) => scope.startsWith(`${awsAccountId}/`) && this.#includesGlobal(scope))
        : [own];
    return candidates.filter((scope) => this.records(scope, resourceType));
  }

  #includesGlobal(scope: string): boolean {
    const group = this.recorders.list(scope)[0]?.group;
    // All but some is all: global types have to be among the excluded, too, not to be recorded.
    const chosen = [...(group?.resourceTypes ?? []), ...(group?.exclusionByResourceTypes?.resourceTypes ?? [])];
    return group?.includeGlobalResourceTypes === true || chosen.length > 0;
  }
}

function inGroup({ resourceTypes, exclusionByResourceTypes }: RecordingGroup, type: string): boolean {
  const excluded: readonly string[] = exclusionByResourceTypes?.resourceTypes ?? [];
  if (excluded.length > 0) return !excluded.includes(type);
  const included: readonly string[] = resourceTypes ?? [];
  return included.length === 0 || included.includes(type);
}
