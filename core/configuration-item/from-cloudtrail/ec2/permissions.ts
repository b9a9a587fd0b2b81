import { isObject, type Json, type JsonObject } from '../../../cloudtrail/index.ts';
import type { Draft } from '../draft.ts';
import { listAt, numberAt, objectAt, textAt } from '../read.ts';
import { canonical } from './cidr.ts';
import { shaped } from './shape.ts';

/** A permission of a security group, as AWS Config has it. */
export interface Permission {
  readonly [name: string]: Json | undefined;
  readonly ipProtocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  /** The texts of `ipv4Ranges`, as items of old have them. */
  readonly ipRanges: readonly string[];
  readonly ipv4Ranges: readonly JsonObject[];
  readonly ipv6Ranges: readonly JsonObject[];
  readonly prefixListIds: readonly JsonObject[];
  readonly userIdGroupPairs: readonly JsonObject[];
}

const SOURCES = ['ipv4Ranges', 'ipv6Ranges', 'prefixListIds', 'userIdGroupPairs'] as const;
type Source = (typeof SOURCES)[number];
const KEYS: Readonly<Record<Source, readonly string[]>> = {
  ipv4Ranges: ['cidrIp'],
  ipv6Ranges: ['cidrIpv6'],
  prefixListIds: ['prefixListId'],
  userIdGroupPairs: ['groupId', 'groupName'],
};

/** A permission as a request of an account writes it; groups it names are its own unless it says whose. */
export function permissionIn(given: Json, account: string | undefined): Permission {
  const objects = (name: string) => listAt(given, name).filter(isObject).map(shaped);
  return permission(given, {
    ipv4Ranges: objects('ipRanges').map(canonical),
    ipv6Ranges: objects('ipv6Ranges'),
    prefixListIds: objects('prefixListIds'),
    userIdGroupPairs: objects('groups').map((each) => ({ ...(account && { userId: account }), ...each })),
  });
}

/** A rule as answers list it, each with one source. */
export function permissionOfRule(rule: Json): Permission {
  const description = textAt(rule, 'description');
  const one = (name: string, value: string | undefined): JsonObject[] =>
    value === undefined ? [] : [{ [name]: value, ...(description !== undefined && { description }) }];
  const group = objectAt(rule, 'referencedGroupInfo') ?? objectAt(rule, 'referencedGroupId');
  return permission(rule, {
    ipv4Ranges: one('cidrIp', textAt(rule, 'cidrIpv4')),
    ipv6Ranges: one('cidrIpv6', textAt(rule, 'cidrIpv6')),
    prefixListIds: one('prefixListId', textAt(rule, 'prefixListId')),
    userIdGroupPairs: one('groupId', textAt(group, 'groupId') ?? textAt(rule, 'referencedGroupId')),
  });
}

function permission(given: Json, sources: Readonly<Record<Source, readonly JsonObject[]>>): Permission {
  const told = textAt(given, 'ipProtocol')?.toLowerCase() ?? '-1';
  const ipProtocol = PROTOCOLS[told] ?? told;
  // Of all protocols there are no ports, whatever the request says.
  const [fromPort, toPort] = ipProtocol === '-1' ? [] : [numberAt(given, 'fromPort'), numberAt(given, 'toPort')];
  return {
    ipProtocol,
    ...(fromPort !== undefined && { fromPort }),
    ...(toPort !== undefined && { toPort }),
    ...sources,
    ipRanges: sources.ipv4Ranges.map((range) => String(range.cidrIp)),
  };
}

/** What EC2 answers with names, though requests may have numbers. */
const PROTOCOLS: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6' };

/** Adds sources to the permission of the same protocol and ports, as AWS shows them together. */
export function addPermission(draft: Draft, path: string, added: Permission): void {
  const before = draft.list(path).find((each) => isSameTraffic(each, added));
  const merged = SOURCES.map((source): [Source, JsonObject[]] => [
    source,
    [...sourcesOf(before, source).filter((one) => !includes(added[source], one, source)), ...added[source]],
  ]);
  put(draft, path, added, Object.fromEntries(merged) as Record<Source, JsonObject[]>);
}

/** Takes sources away; a permission that is left without any is gone. */
export function dropPermission(draft: Draft, path: string, dropped: Permission): void {
  const before = draft.list(path).find((each) => isSameTraffic(each, dropped));
  const left = SOURCES.map((source): [Source, JsonObject[]] => [
    source,
    sourcesOf(before, source).filter((one) => !includes(dropped[source], one, source)),
  ]);
  if (left.every(([, sources]) => sources.length === 0)) draft.drop(path, (each) => isSameTraffic(each, dropped));
  else put(draft, path, dropped, Object.fromEntries(left) as Record<Source, JsonObject[]>);
}

function put(draft: Draft, path: string, like: Permission, sources: Record<Source, JsonObject[]>): void {
  draft.put(path, permission(like, sources), (each) => isSameTraffic(each, like));
}

const isSameTraffic = (a: Json, b: Json): boolean =>
  textAt(a, 'ipProtocol') === textAt(b, 'ipProtocol') &&
  numberAt(a, 'fromPort') === numberAt(b, 'fromPort') &&
  numberAt(a, 'toPort') === numberAt(b, 'toPort');

/** Items of old have the ranges as texts only. */
function sourcesOf(permission: Json | undefined, source: Source): JsonObject[] {
  const listed = listAt(permission, source).filter(isObject);
  if (listed.length > 0 || source !== 'ipv4Ranges') return listed;
  return listAt(permission, 'ipRanges').flatMap((range) => (typeof range === 'string' ? [{ cidrIp: range }] : []));
}

const includes = (list: readonly JsonObject[], one: JsonObject, source: Source): boolean =>
  list.some((each) => KEYS[source].some((key) => each[key] !== undefined && each[key] === one[key]));
