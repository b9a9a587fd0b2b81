import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Counted, Finding, IncidentWindow } from '../../core/incident/index.ts';

/** A window as its row in the table has it. */
export interface WindowRow extends IncidentWindow {
  /** Its digest has a schedule. */
  readonly scheduled: boolean;
  /** Its digest was made: nothing is counted in it any more. */
  readonly closed: boolean;
}

const text = (value: string): AttributeValue => ({ S: value });
const number = (value: number): AttributeValue => ({ N: String(value) });

/** Rows outlive their window by a day, so that a digest that fails can be sent again. */
const KEPT_SECONDS = 24 * 3600;

/** The attributes of a window's first finding. @param start the window's, ms since 1970 */
export function newRow({ kind, rule, account, key, id }: Finding, start: number): Record<string, AttributeValue> {
  return {
    kind: text(kind),
    rule: text(rule),
    account: text(account),
    start: number(start),
    told: { M: { [key]: text(id) } },
    expiration: number(Math.floor(start / 1000) + KEPT_SECONDS),
  };
}

/** What a digest lists of an incident that is counted for the first time. */
export function newCounted({ incident: { who, what, about }, id }: Finding): AttributeValue {
  return {
    M: {
      what: text(what),
      ...(who !== undefined && { who: text(who) }),
      ...(about !== undefined && { about: text(about) }),
      sample: text(id),
      count: number(1),
    },
  };
}

/** A row as it was read. */
export function readRow(item: Readonly<Record<string, AttributeValue>>): WindowRow {
  const { kind, rule, account, start, told, count, first, last, counted, scheduled, closed } = item;
  return {
    kind: kind?.S === 'compliance' ? 'compliance' : 'alert',
    rule: rule?.S ?? '',
    account: account?.S ?? '',
    start: Number(start?.N),
    told: Object.fromEntries(Object.entries(told?.M ?? {}).map(([key, { S = '' }]) => [key, S])),
    rest: count && {
      count: Number(count.N),
      first: Number(first?.N),
      last: Number(last?.N),
      counted: Object.fromEntries(Object.entries(counted?.M ?? {}).map(([key, { M = {} }]) => [key, readCounted(M)])),
    },
    scheduled: scheduled?.BOOL === true,
    closed: closed?.BOOL === true,
  };
}

const readCounted = ({ who, what, about, sample, count }: Record<string, AttributeValue>): Counted => ({
  who: who?.S,
  what: what?.S ?? '',
  about: about?.S,
  sample: sample?.S ?? '',
  count: Number(count?.N),
});
