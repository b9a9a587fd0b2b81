import type { ConfigurationItem } from '../../../core/configuration-item/index.ts';
import type { Channel } from './state.ts';

/** Where the files of a channel begin; ends in `/`. Months and days have no leading zero, unlike CloudTrail's. */
function dayFolder(channel: Channel, scope: string, now: number): string {
  const [account, region] = scope.split('/');
  const date = new Date(now);
  const day = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()].join('/');
  return `${accountFolder(channel, account ?? '')}${region}/${day}/`;
}

const accountFolder = ({ s3KeyPrefix: prefix }: Channel, account: string): string =>
  `${prefix ? `${prefix}/` : ''}AWSLogs/${account}/Config/`;

const nameOf = (scope: string, ...parts: readonly string[]): string => {
  const [account = '', region = ''] = scope.split('/');
  return `${[account, 'Config', region, ...parts].join('_')}.json.gz`;
};

/** 20160927T183939Z */
const stamp = (ms: number): string => `${new Date(ms).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;

/** The empty object Config tries a bucket with. */
export const writabilityKey = (channel: Channel, scope: string): string =>
  `${accountFolder(channel, scope.split('/')[0] ?? '')}ConfigWritabilityCheckFile`;

/** `.../2016/9/27/ConfigSnapshot/123456789012_Config_us-east-2_ConfigSnapshot_20160927T183939Z_16da64e4-....json.gz` */
export const snapshotKey = (channel: Channel, scope: string, now: number, id: string): string =>
  `${dayFolder(channel, scope, now)}ConfigSnapshot/${nameOf(scope, 'ConfigSnapshot', stamp(now), id)}`;

/**
 * `.../ConfigHistory/123456789012_Config_us-east-2_ConfigHistory_AWS::CloudTrail::Trail_20160927T195818Z_20160927T195818Z_1.json.gz`
 * @param items of one type, oldest first
 */
export function historyKey(
  channel: Channel,
  scope: string,
  now: number,
  items: readonly ConfigurationItem[],
  n: number,
): string {
  const [from, to] = [items[0], items.at(-1)].map((item) => stamp(Date.parse(item!.configurationItemCaptureTime)));
  const name = nameOf(scope, 'ConfigHistory', items[0]!.resourceType, from!, to!, String(n));
  return `${dayFolder(channel, scope, now)}ConfigHistory/${name}`;
}

/** `.../OversizedChangeNotification/AWS::EC2::Instance/i-1/123456789012_Config_us-west-2_ChangeNotification_AWS::EC2::Instance_i-1_20161006T164616Z_0.json.gz` */
export function oversizedKey(channel: Channel, scope: string, now: number, item: ConfigurationItem): string {
  const { resourceType: type, resourceId: id } = item;
  const captured = stamp(Date.parse(item.configurationItemCaptureTime));
  const name = nameOf(scope, 'ChangeNotification', type, id, captured, '0');
  return `${dayFolder(channel, scope, now)}OversizedChangeNotification/${type}/${id}/${name}`;
}
