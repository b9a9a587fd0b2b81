import { scopeOf } from '../../arn.ts';
import type { Timer } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import type { Call, EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { Items } from './items.ts';
import { placeOfItem } from './keys.ts';
import type { Table } from './model.ts';
import type { Item } from './values.ts';

/** An expiry further back than this is taken for a mistake, as on AWS. */
const TOO_OLD = 5 * 365.25 * 86_400;

/** What the operations share: tables of each account and region, their items, and the timers of those that expire. */
export class DynamoState {
  readonly parts: EngineParts;
  readonly tables: Documents<Table>;
  readonly items: Items;
  readonly #timers = new Map<string, { at: number; timer: Timer }>();

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.tables = parts.store.documents('dynamodb.tables');
    this.items = new Items(parts.store);
  }

  /**
   * A table by its name or ARN.
   * @throws AwsError ResourceNotFoundException
   */
  table(call: Pick<Call, 'account' | 'region'>, reference: string): Table {
    const found = this.tables.get(scopeOf(call), nameOf(reference));
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
  }

  putItem(table: Table, item: Item): void {
    const expires = this.#expiryOf(table, item);
    this.items.put(table.id, placeOfItem(table, item), item, expires);
    if (expires !== undefined) this.#wakeAt(table, expires);
  }

  /** Sets the timer of the next item that expires. */
  watch(table: Table): void {
    const next = table.timeToLive === undefined ? undefined : this.items.nextExpiry(table.id);
    if (next !== undefined) this.#wakeAt(table, next);
  }

  forget(table: Table): void {
    this.#timers.get(table.id)?.timer.cancel();
    this.#timers.delete(table.id);
  }

  #wakeAt(table: Table, seconds: number): void {
    const known = this.#timers.get(table.id);
    if (known && known.at <= seconds) return;
    known?.timer.cancel();
    const timer = this.parts.clock.at(seconds * 1000, () => {
      this.#timers.delete(table.id);
      this.items.deleteExpired(table.id, this.parts.clock.now() / 1000);
      this.watch(table);
    });
    this.#timers.set(table.id, { at: seconds, timer });
  }

  #expiryOf({ timeToLive }: Table, item: Item): number | undefined {
    const value = timeToLive === undefined ? undefined : item[timeToLive];
    if (!value || !('N' in value)) return undefined;
    const seconds = Number(value.N);
    return seconds > this.parts.clock.now() / 1000 - TOO_OLD ? seconds : undefined;
  }
}

export const nameOf = (reference: string): string =>
  reference.startsWith('arn:') ? reference.slice(reference.lastIndexOf('/') + 1) : reference;
