import { isObject, type Json, type JsonObject } from '../../../cloudtrail/index.ts';
import { isoTime } from '../read.ts';

/** EC2's records name things as its XML does, or as only they do (`zone`, `aclProtocol`); AWS Config, as the SDK does. */
const NAMES: Readonly<Record<string, string>> = {
  aclProtocol: 'protocol',
  associationSet: 'associations',
  attachmentSet: 'attachments',
  blockDeviceMapping: 'blockDeviceMappings',
  default: 'isDefault',
  dnsName: 'publicDnsName',
  entrySet: 'entries',
  groupSet: 'groups',
  groups: 'userIdGroupPairs',
  instanceState: 'state',
  ipAddress: 'publicIpAddress',
  ipv4PrefixSet: 'ipv4Prefixes',
  ipv6AddressesSet: 'ipv6Addresses',
  ipv6PrefixSet: 'ipv6Prefixes',
  item: 'items',
  licenseSet: 'licenses',
  masterEncryptionKeyId: 'kmsKeyId',
  networkInterfaceSet: 'networkInterfaces',
  privateIpAddressesSet: 'privateIpAddresses',
  propagatingVgwSet: 'propagatingVgws',
  reason: 'stateTransitionReason',
  routeSet: 'routes',
  tagSet: 'tags',
  zone: 'availabilityZone',
};

/** Lists that are written as empty objects when they are empty. */
const LISTS = /(Set|Ranges|Mapping|Codes|Ids|groups)$/;
const TIMES = new Set(['attachTime', 'createTime', 'launchTime']);
const NUMBERS = new Set(['fromPort', 'toPort', 'from', 'to', 'ruleNumber', 'size', 'iops', 'throughput']);

/** A part of an answer or a request in AWS Config's spelling: lists as lists, times as ISO 8601. */
export function shaped(value: JsonObject | undefined): { [name: string]: Json } {
  const entries = Object.entries(value ?? {}).flatMap(([name, each]): [string, Json][] =>
    each === undefined ? [] : [[NAMES[name] ?? name, part(name, each)]],
  );
  return Object.fromEntries(entries);
}

function part(name: string, value: Json): Json {
  if (TIMES.has(name)) return isoTime(value) ?? value;
  if (NUMBERS.has(name) && typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(element);
  if (!isObject(value)) return value;
  const items = value.items ?? value.item;
  if (Array.isArray(items)) return (items as readonly Json[]).map(element);
  if (LISTS.test(name) && Object.keys(value).length === 0) return [];
  return shaped(value);
}

const element = (value: Json): Json => (isObject(value) ? shaped(value) : value);
