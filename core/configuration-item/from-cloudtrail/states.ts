import type { CloudTrailRecord } from '../../cloudtrail/index.ts';
import type { ConfigurationItem } from '../item.ts';
import { isOneAndTheSame, itemsAfter, type Rebuilt } from './apply.ts';
import type { Subject } from './change.ts';

/** Types whose names say which resource it is in any region. */
const WORLDWIDE = new Set(['AWS::S3::Bucket']);

/** Resources as they stand after the records and items so far, which come in the order of their times. */
export class ResourceStates {
  /** By account, type and what a resource is called by; several names lead to one. */
  readonly #byName = new Map<string, ConfigurationItem>();
  /** By account and type, then by id. */
  readonly #byType = new Map<string, Map<string, ConfigurationItem>>();

  /** Changes the resources a call changed, but for those whose state is `left` to an item from elsewhere. */
  play(record: CloudTrailRecord, isLeft: (item: ConfigurationItem) => boolean = () => false): Rebuilt[] {
    const rebuilt = itemsAfter(record, (account, subject) => this.find(account, subject));
    for (const { item } of rebuilt) if (!isLeft(item)) this.#keep(item);
    return rebuilt;
  }

  /** Takes an item from elsewhere, such as AWS Config's own, as the resource's state. @returns the one before */
  take(item: ConfigurationItem): ConfigurationItem | undefined {
    const { resourceType: type, awsRegion: region, resourceId: id } = item;
    const name = item.resourceName ?? undefined;
    const arn = item.ARN ?? undefined;
    const before = this.find(item.awsAccountId, { type, region, id, name, arn });
    this.#keep(item);
    if (!before || !isOneAndTheSame(before, item)) return undefined;
    if (before.resourceId !== id) this.#byType.get(`${item.awsAccountId}/${type}`)?.delete(before.resourceId);
    return before;
  }

  find(account: string, { type, region, id, name, arn, where }: Subject): ConfigurationItem | undefined {
    if (where) return [...this.current(account, type)].find((item) => item.awsRegion === region && where(item));
    for (const called of [id, arn, name]) {
      const found = called === undefined ? undefined : this.#byName.get(keyOf(account, type, region, called));
      if (found) return found;
    }
    return undefined;
  }

  /** The items of a type, deleted ones included. */
  current(account: string, type: string): Iterable<ConfigurationItem> {
    return this.#byType.get(`${account}/${type}`)?.values() ?? [];
  }

  #keep(item: ConfigurationItem): void {
    const { awsAccountId: account, resourceType: type, awsRegion: region, resourceId, resourceName, ARN } = item;
    for (const called of [resourceId, resourceName, ARN]) {
      if (called) this.#byName.set(keyOf(account, type, region, called), item);
    }
    const ofType = this.#byType.get(`${account}/${type}`) ?? new Map<string, ConfigurationItem>();
    this.#byType.set(`${account}/${type}`, ofType);
    ofType.set(resourceId, item);
  }
}

const keyOf = (account: string, type: string, region: string, called: string): string =>
  `${account}/${WORLDWIDE.has(type) ? '' : region}/${type}/${called}`;
