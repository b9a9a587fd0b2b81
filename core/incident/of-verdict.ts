import { type Finding, incidentKey } from './incident.ts';

/** A verdict that is another one than before, as far as it makes an incident. */
export interface ChangedVerdict {
  readonly ruleName: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly to: string;
  readonly account: string;
  readonly region: string;
  /** ISO 8601. */
  readonly time: string;
}

/** A change as an incident: the same where a resource goes to the same state of the same rule. @param id the change's event */
export function findingOfVerdict(verdict: ChangedVerdict, id: string): Finding {
  const { ruleName: rule, resourceType, resourceId, to, account, region, time } = verdict;
  return {
    kind: 'compliance',
    rule,
    account,
    id,
    time: Date.parse(time),
    incident: { what: to, about: `${resourceType} ${resourceId}` },
    key: incidentKey(region, resourceType, resourceId, to),
  };
}
