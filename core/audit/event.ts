import {
  type ActorKind,
  accountOf,
  actorOf,
  busSource,
  type CloudTrailRecord,
  type Outcome,
  originOf,
  outcomeOf,
  resourcesOf,
  subjectOf,
  textAt,
} from '../cloudtrail/index.ts';

/**
 * A call as an audit asks for it, whichever service and caller it is of: who did what, on what, from where, and how it ended. What was
 * asked and answered is left out, and with it every secret.
 *
 * @example
 * {"time": "2026-01-05T08:30:00Z", "eventId": "0a1b...", "account": "123456789012", "region": "us-east-1", "service": "iam",
 *  "action": "CreateUser", "kind": "change", "outcome": "succeeded", "actor": "alice", "actorKind": "iam-user",
 *  "actorArn": "arn:aws:iam::123456789012:user/alice", "from": "203.0.113.7", "client": "AWS CLI 2.31.13", "about": "mallory"}
 */
export interface AuditEvent {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly eventId?: string;
  readonly account: string;
  readonly region: string;
  /** `iam` */
  readonly service: string;
  readonly action: string;
  readonly kind: AuditKind;
  readonly outcome: Outcome['kind'];
  readonly errorCode?: string;
  readonly actor: string;
  readonly actorKind: ActorKind;
  readonly actorArn?: string;
  /** The role, or permission set, they acted through. */
  readonly role?: string;
  readonly mfa?: boolean;
  /** The address, or AWS service, the call came from. */
  readonly from?: string;
  readonly client?: string;
  readonly about?: string;
  /** ARNs CloudTrail lists. */
  readonly resources?: readonly string[];
}

/** What a call is to an audit: a sign-in, a change, a look, or what a service did by itself. */
export type AuditKind = 'sign-in' | 'change' | 'read' | 'service';

/** A record as an audit event. */
export function auditEventOf(record: CloudTrailRecord): AuditEvent {
  const actor = actorOf(record);
  const origin = originOf(record);
  const outcome = outcomeOf(record);
  const arns = resourcesOf(record).flatMap(({ arn }) => arn ?? []);
  return {
    time: record.eventTime,
    eventId: textAt(record, 'eventID'),
    account: accountOf(record),
    region: record.awsRegion,
    service: busSource(record.eventSource).slice('aws.'.length),
    action: record.eventName,
    kind: kindOf(record),
    outcome: outcome.kind,
    errorCode: outcome.errorCode,
    actor: actor.name,
    actorKind: actor.kind,
    actorArn: actor.arn,
    role: actor.role,
    mfa: actor.mfa,
    from: origin.ip ?? origin.service,
    client: origin.client,
    about: subjectOf(record)?.name,
    resources: arns.length > 0 ? arns : undefined,
  };
}

function kindOf({ eventType, readOnly }: CloudTrailRecord): AuditKind {
  if (eventType === 'AwsConsoleSignIn') return 'sign-in';
  if (eventType === 'AwsServiceEvent') return 'service';
  return readOnly === true ? 'read' : 'change';
}
