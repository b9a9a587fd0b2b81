import { isObject, type Json, type JsonObject } from '../cloudtrail/index.ts';
import { ItemError } from './error.ts';
import { fieldIn, relationshipsIn, requiredText, tagsIn, textIn, timeIn, unpacked } from './fields.ts';
import type { ConfigurationItem, ItemStatus } from './item.ts';

const STATUSES: readonly string[] = [
  'OK',
  'ResourceDiscovered',
  'ResourceNotRecorded',
  'ResourceDeleted',
  'ResourceDeletedNotRecorded',
] satisfies ItemStatus[];

/** Files of some types spell them `AWS::LAMBDA::Function`. */
const SERVICES: Readonly<Record<string, string>> = { LAMBDA: 'Lambda', CLOUDFRONT: 'CloudFront' };

/**
 * An item in any of AWS's spellings, in that of rule events: as rules get it (`awsAccountId`, `ARN`), as the API answers it
 * (`accountId`, `arn`, JSON in texts), as snapshot and history files have it (`configurationStateID`, `availibilityZone`), and a
 * row of an advanced query.
 * @throws ItemError saying which field is missing or wrong
 */
export function normaliseItem(given: Json | undefined): ConfigurationItem {
  if (!isObject(given)) throw new ItemError('an item is a JSON object');
  const captured = timeIn(given, 'configurationItemCaptureTime');
  const resourceType = typeOf(requiredText(given, 'resourceType'));
  const resourceId = requiredText(given, 'resourceId', 'resourceName');
  const arn = textIn(given, 'ARN', 'arn');
  const zone = textIn(given, 'availabilityZone', 'availibilityZone');
  if (captured === undefined) throw new ItemError('configurationItemCaptureTime is missing');
  return {
    configurationItemVersion: textIn(given, 'configurationItemVersion', 'version', 'snapshotVersion') ?? '1.3',
    configurationItemCaptureTime: captured,
    configurationStateId: stateIdIn(given, captured),
    awsAccountId: textIn(given, 'awsAccountId', 'accountId') ?? accountIn(arn),
    configurationItemStatus: statusIn(given),
    resourceType,
    resourceId,
    resourceName: textIn(given, 'resourceName') ?? null,
    ARN: arn ?? null,
    awsRegion: textIn(given, 'awsRegion') ?? regionIn(zone),
    availabilityZone: zone ?? null,
    configurationStateMd5Hash: textIn(given, 'configurationStateMd5Hash', 'configurationItemMD5Hash') ?? '',
    resourceCreationTime: timeIn(given, 'resourceCreationTime') ?? null,
    relatedEvents: relatedIn(fieldIn(given, 'relatedEvents')),
    relationships: relationshipsIn(fieldIn(given, 'relationships')),
    configuration: configurationIn(fieldIn(given, 'configuration')),
    supplementaryConfiguration: supplementIn(fieldIn(given, 'supplementaryConfiguration')),
    tags: tagsIn(fieldIn(given, 'tags')),
  };
}

function typeOf(text: string): string {
  const [vendor, service = '', ...rest] = text.split('::');
  return rest.length > 0 && SERVICES[service] ? [vendor, SERVICES[service], ...rest].join('::') : text;
}

function accountIn(arn: string | undefined): string {
  const account = arn?.split(':')[4];
  if (!account || !/^\d{12}$/.test(account)) throw new ItemError('awsAccountId is missing');
  return account;
}

/** Items of 2014 name no region, only the zone. */
function regionIn(zone: string | undefined): string {
  const [, region] = /^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]?$/.exec(zone ?? '') ?? [];
  if (region === undefined) throw new ItemError('awsRegion is missing');
  return region;
}

function statusIn(given: JsonObject): ItemStatus {
  const status = textIn(given, 'configurationItemStatus') ?? 'OK';
  // Before 2017 the states had other names in files: "Discovered", "Ok", "Deleted".
  const found = STATUSES.find((each) => each.toLowerCase() === status.toLowerCase() || each === `Resource${status}`);
  if (!found) throw new ItemError(`configurationItemStatus is none of ${STATUSES.join(', ')}: ${status.slice(0, 60)}`);
  return found as ItemStatus;
}

function stateIdIn(given: JsonObject, captured: string): number {
  const id = Number(textIn(given, 'configurationStateId', 'configurationStateID') ?? Number.NaN);
  return Number.isFinite(id) ? id : Date.parse(captured);
}

function configurationIn(value: Json | undefined): JsonObject | null {
  if (value === undefined || value === '') return null;
  const configuration = unpacked(value);
  if (configuration === null) return null;
  if (isObject(configuration)) return configuration;
  if (typeof value === 'string') throw new ItemError('configuration is a text that is no JSON object');
  throw new ItemError('configuration is no JSON object');
}

function supplementIn(value: Json | undefined): JsonObject {
  const parts = value === undefined ? {} : unpacked(value);
  if (!isObject(parts)) return {};
  return Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, unpacked(part ?? null)]));
}

const relatedIn = (value: Json | undefined): string[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter((event) => typeof event === 'string') : [];
