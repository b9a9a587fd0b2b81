import { randomUUID } from 'node:crypto';
import { type ComplianceChange, changeMessage, complianceMessage } from './messages.ts';
import type { ItemChange } from './recording.ts';

/** What Config puts on the bus of its account and region. */
export interface ConfigEvent {
  readonly id: string;
  readonly source: 'aws.config';
  readonly detailType: string;
  readonly account: string;
  readonly region: string;
  /** ms since 1970 */
  readonly time: number;
  readonly resources: readonly string[];
  /** A JSON object's text. */
  readonly detail: string;
}

export const itemEvent = (change: ItemChange, now: number): ConfigEvent =>
  event('Config Configuration Item Change', change.scope, now, {
    resources: change.item.ARN ? [change.item.ARN] : [],
    detail: changeMessage(change, now),
  });

export const complianceEvent = (change: ComplianceChange, now: number): ConfigEvent =>
  event('Config Rules Compliance Change', change.scope, now, { resources: [], detail: complianceMessage(change, now) });

function event(
  detailType: string,
  scope: string,
  time: number,
  { resources, detail }: { readonly resources: readonly string[]; readonly detail: object },
): ConfigEvent {
  const [account = '', region = ''] = scope.split('/');
  return {
    id: randomUUID(),
    source: 'aws.config',
    detailType,
    account,
    region,
    time,
    resources,
    detail: JSON.stringify(detail),
  };
}
