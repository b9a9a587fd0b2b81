import { accountOf, type CloudTrailRecord } from '../../cloudtrail/index.ts';
import { type ConfigurationItem, type ItemRelationship, isDeleted } from '../item.ts';
import { UNKNOWN, unknownIn } from '../unknown.ts';
import type { Change, Subject } from './change.ts';
import { Draft } from './draft.ts';
import { reducerOf } from './table.ts';

/** What a call left behind: the resource's new item, and the one before. */
export interface Rebuilt {
  readonly item: ConfigurationItem;
  readonly before: ConfigurationItem | undefined;
}

/** The latest item known of a subject in an account, be it deleted. */
export type Find = (account: string, subject: Subject) => ConfigurationItem | undefined;

/**
 * The items of the resources a call changed. A call that failed changes nothing, and one whose item is there already (a record that is
 * delivered twice) nothing again.
 */
export function itemsAfter(record: CloudTrailRecord, find: Find): Rebuilt[] {
  if (record.errorCode || record.errorMessage) return [];
  const account = accountOf(record);
  const changes = reducerOf(record)?.(record) ?? [];
  return changes.flatMap((change) => {
    const before = find(account, change.subject);
    const rebuilt = itemAfter(change, before, record, account);
    const item = rebuilt && {
      ...rebuilt,
      relationships: rebuilt.relationships.map((each) => withId(each, account, find)),
    };
    return item ? [{ item, before: before && isOneAndTheSame(before, item) ? before : undefined }] : [];
  });
}

/** Calls name users and groups, relationships have their ids where those are known. */
function withId(relationship: ItemRelationship, account: string, find: Find): ItemRelationship {
  const { resourceType: type, resourceId, resourceName: name } = relationship;
  if (resourceId !== name || !type.startsWith('AWS::IAM::')) return relationship;
  return { ...relationship, resourceId: find(account, { type, region: 'global', name })?.resourceId ?? resourceId };
}

/** A name can be used again for another resource; one whose id was not known may be any. */
export const isOneAndTheSame = (before: ConfigurationItem, item: ConfigurationItem): boolean =>
  before.resourceId === item.resourceId || unknownIn(before).includes('resourceId');

function itemAfter(
  { subject, how, edit }: Change,
  before: ConfigurationItem | undefined,
  record: CloudTrailRecord,
  account: string,
): ConfigurationItem | undefined {
  if (record.eventID !== undefined && before?.relatedEvents.includes(record.eventID)) return undefined;
  const there = before && !isDeleted(before) ? before : undefined;
  if (!there && isNameless(subject)) return undefined;
  if (how === 'deleted') return before && !there ? undefined : gone(subject, record, account, there);
  const isNew = how === 'made' || how === 'found';
  if (there && isNew && (how === 'found' || there.resourceId === subject.id)) return undefined;
  const draft = isNew ? Draft.ofNew() : there ? Draft.of(there) : Draft.ofUnseen();
  const { id, name, isPlaceholder } = named(subject, isNew ? undefined : there);
  draft.resourceId = id;
  draft.resourceName ??= name;
  draft.ARN ??= subject.arn;
  if (isNew) draft.resourceCreationTime = isoSecond(record);
  edit?.(draft);
  const unknown = isPlaceholder ? [...new Set([...draft.unknown, 'resourceId'])].sort() : draft.unknown;
  const item: ConfigurationItem = {
    ...shared(record, account, subject, there),
    configurationItemStatus: there ? 'OK' : 'ResourceDiscovered',
    resourceId: draft.resourceId,
    resourceName: draft.resourceName ?? null,
    ARN: draft.ARN ?? null,
    availabilityZone: draft.availabilityZone ?? zoneOf(subject),
    resourceCreationTime: draft.resourceCreationTime ?? null,
    relationships: draft.relationships,
    configuration: draft.parts.configuration,
    supplementaryConfiguration: {
      ...draft.parts.supplementaryConfiguration,
      ...(unknown.length > 0 && { [UNKNOWN]: unknown }),
    },
    tags: draft.parts.tags as Readonly<Record<string, string>>,
  };
  return item;
}

function gone(
  subject: Subject,
  record: CloudTrailRecord,
  account: string,
  there: ConfigurationItem | undefined,
): ConfigurationItem {
  const { id, name } = named(subject, there);
  return {
    ...shared(record, account, subject, there),
    configurationItemStatus: 'ResourceDeleted',
    resourceId: id,
    resourceName: name ?? null,
    ARN: there?.ARN ?? subject.arn ?? null,
    availabilityZone: there?.availabilityZone ?? zoneOf(subject),
    resourceCreationTime: there?.resourceCreationTime ?? null,
    relationships: [],
    configuration: null,
    supplementaryConfiguration: {},
    tags: {},
  };
}

const shared = (
  record: CloudTrailRecord,
  awsAccountId: string,
  { type, region }: Subject,
  there: ConfigurationItem | undefined,
) => ({
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: new Date(record.eventTime).toISOString(),
  configurationStateId: Date.parse(record.eventTime),
  awsAccountId,
  resourceType: type,
  awsRegion: there?.awsRegion ?? region,
  configurationStateMd5Hash: '',
  relatedEvents: record.eventID === undefined ? [] : [record.eventID],
});

interface Named {
  readonly id: string;
  readonly name: string | undefined;
  /** The id is not known; the name stands for it. */
  readonly isPlaceholder: boolean;
}

function named({ id, name, arn }: Subject, there: ConfigurationItem | undefined): Named {
  const known = there?.resourceId ?? id;
  const isPlaceholder = there ? unknownIn(there).includes('resourceId') : id === undefined;
  return { id: known ?? name ?? arn ?? '', name: there?.resourceName ?? name, isPlaceholder };
}

const isNameless = ({ id, name, arn }: Subject): boolean => (id ?? name ?? arn) === undefined;
/** What AWS Config has as the zone of resources that are in none; null for those that are in one. */
const zoneOf = ({ type }: Subject): string | null => ZONES[type] ?? (IN_ONE_ZONE.has(type) ? null : 'Not Applicable');

const ZONES: Readonly<Record<string, string>> = {
  'AWS::CloudTrail::Trail': 'Regional',
  'AWS::EC2::InternetGateway': 'Multiple Availability Zones',
  'AWS::EC2::NetworkAcl': 'Multiple Availability Zones',
  'AWS::EC2::VPC': 'Multiple Availability Zones',
  'AWS::S3::Bucket': 'Regional',
};
const IN_ONE_ZONE = new Set(['AWS::EC2::Instance', 'AWS::EC2::Subnet', 'AWS::EC2::Volume', 'AWS::RDS::DBInstance']);

const isoSecond = ({ eventTime }: CloudTrailRecord): string => new Date(eventTime).toISOString();
