import { globalRegion, isGlobal } from './global-services.ts';
import { listAt, textAt } from './read.ts';
import type { CloudTrailRecord } from './record.ts';

/** What of a trail decides which records it takes. */
export interface TrailScope {
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly includeGlobalServices: boolean;
  readonly logging: boolean;
  /** Basic selectors; without any, all management events. */
  readonly selectors: readonly EventSelector[];
  /** Advanced ones take the basic ones' place. */
  readonly advanced: readonly AdvancedEventSelector[];
}

export interface EventSelector {
  readonly readWriteType: 'All' | 'ReadOnly' | 'WriteOnly';
  readonly includeManagementEvents: boolean;
  readonly dataResources: readonly { readonly type: string; readonly values: readonly string[] }[];
  /** Sources whose management events are left out: `kms.amazonaws.com`, `rdsdata.amazonaws.com`. */
  readonly excludedSources: readonly string[];
}

/** One condition a record must meet; of several values of an operator one must hold, of a `not` all. */
export interface FieldSelector {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly endsWith?: readonly string[];
  readonly notEquals?: readonly string[];
  readonly notStartsWith?: readonly string[];
  readonly notEndsWith?: readonly string[];
}

export type AdvancedEventSelector = readonly FieldSelector[];

/**
 * Does a trail take a record, where it happened and by its selectors?
 * @see AWS CloudTrail User Guide, "Logging management events", "Logging data events", "Filtering data events by using advanced
 * event selectors"
 */
export function trailTakes(trail: TrailScope, record: CloudTrailRecord): boolean {
  if (!trail.logging || !isThere(trail, record)) return false;
  if (trail.advanced.length > 0) {
    return trail.advanced.some((selector) => selector.every((field) => meets(field, record)));
  }
  if (trail.selectors.length === 0) return isManagement(record);
  return trail.selectors.some((selector) => selects(selector, record));
}

/** Is it a management event, as all are that do not say otherwise? */
export const isManagement = (record: CloudTrailRecord): boolean =>
  record.managementEvent ?? (record.eventCategory === undefined || record.eventCategory === 'Management');

/** Does the call only read? Where the record does not say, its name does. */
export const isReadOnly = (record: CloudTrailRecord): boolean =>
  record.readOnly ?? /^(BatchGet|Describe|Get|Head|List|Lookup|Search)/.test(record.eventName);

/** A global service's events happen in us-east-1, and in the home region of a trail of one region that wants them. */
function isThere({ homeRegion, multiRegion, includeGlobalServices }: TrailScope, record: CloudTrailRecord): boolean {
  if (isGlobal(record.eventSource) && !includeGlobalServices) return false;
  if (multiRegion || record.awsRegion === homeRegion) return true;
  return isGlobal(record.eventSource) && record.awsRegion === globalRegion;
}

function selects(selector: EventSelector, record: CloudTrailRecord): boolean {
  const { readWriteType } = selector;
  if (readWriteType !== 'All' && isReadOnly(record) !== (readWriteType === 'ReadOnly')) return false;
  if (isManagement(record)) {
    return selector.includeManagementEvents && !selector.excludedSources.includes(record.eventSource);
  }
  return selector.dataResources.some(({ type, values }) =>
    resources(record).some((each) => each.type === type && values.some((value) => covers(value, each.arn))),
  );
}

/** For S3 a value is the beginning of an object's ARN; of other services it is a whole one, or `arn:aws:lambda` for all of them. */
const covers = (value: string, arn: string): boolean =>
  arn === value || (/^arn:aws[a-z-]*:(s3:|[a-z0-9]+$)/.test(value) && arn.startsWith(value));

function resources(record: CloudTrailRecord): { type: string; arn: string }[] {
  return listAt(record, 'resources').map((each) => ({
    type: textAt(each, 'type') ?? '',
    arn: textAt(each, 'ARN') ?? textAt(each, 'arn') ?? '',
  }));
}

function meets(selector: FieldSelector, record: CloudTrailRecord): boolean {
  const values = valuesOf(selector.field, record);
  const some = (wanted: readonly string[] | undefined, holds: (value: string, wanted: string) => boolean) =>
    wanted?.some((each) => values.some((value) => holds(value, each)));
  const positive = [
    some(selector.equals, (value, wanted) => value === wanted),
    some(selector.startsWith, (value, wanted) => value.startsWith(wanted)),
    some(selector.endsWith, (value, wanted) => value.endsWith(wanted)),
  ].filter((each) => each !== undefined);
  if (positive.length > 0 && !positive.includes(true)) return false;
  return !(
    some(selector.notEquals, (value, wanted) => value === wanted) ||
    some(selector.notStartsWith, (value, wanted) => value.startsWith(wanted)) ||
    some(selector.notEndsWith, (value, wanted) => value.endsWith(wanted))
  );
}

function valuesOf(field: string, record: CloudTrailRecord): readonly string[] {
  switch (field) {
    case 'eventCategory':
      return [record.eventCategory ?? (isManagement(record) ? 'Management' : 'Data')];
    case 'readOnly':
      return [String(isReadOnly(record))];
    case 'resources.type':
      return resources(record).map(({ type }) => type);
    case 'resources.ARN':
      return resources(record).map(({ arn }) => arn);
    case 'userIdentity.arn':
      return [record.userIdentity?.arn ?? ''];
    default:
      return [textAt(record, field) ?? ''];
  }
}
