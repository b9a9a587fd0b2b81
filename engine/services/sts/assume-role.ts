import { createHash } from 'node:crypto';
import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../errors.ts';
import type { Caller, Operation } from '../../service.ts';
import { credentials } from './credentials.ts';
import type { Session, StsState } from './state.ts';

const HOUR = 3600;

/** A role's id (`AROA...`), by its ARN; undefined for one the engine does not know. */
export type RolePort = (roleArn: string) => string | undefined;

/**
 * Takes on a role. Trust policies are not enforced: any caller may take on any role.
 * Roles need not exist in the engine; one that is not known gets an id made from its ARN.
 */
export function assumeRole(state: StsState, role: RolePort): Operation<AssumeRoleRequest, AssumeRoleResponse> {
  return ({ input: { RoleArn, RoleSessionName, DurationSeconds = HOUR, Tags = [], TransitiveTagKeys = [] } }) => {
    checkTags(Tags, TransitiveTagKeys);
    const session = assume(state, role, RoleArn!, RoleSessionName!, DurationSeconds);
    return {
      Credentials: credentials(session),
      AssumedRoleUser: { Arn: session.caller.arn, AssumedRoleId: session.caller.userId },
    };
  };
}

/** Temporary credentials of a role for `seconds`, as `AssumeRole` gives them. */
export function assume(
  state: StsState,
  role: RolePort,
  roleArn: string,
  sessionName: string,
  seconds: number,
): Session {
  const identity = roleSession(role, roleArn, sessionName);
  return state.issue(identity, seconds);
}

function roleSession(role: RolePort, roleArn: string, sessionName: string): Omit<Caller, 'accessKeyId'> {
  const [arn, partition, service, , account, resource] = roleArn.split(':');
  if (arn !== 'arn' || !partition || !service || !account || !resource?.startsWith('role/')) {
    throw new AwsError('ValidationError', `${roleArn} is invalid`);
  }
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  return {
    accountId: account,
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${sessionName}`,
    userId: `${role(roleArn) ?? madeUpId(roleArn)}:${sessionName}`,
  };
}

/** Always the same for the same role. */
const madeUpId = (roleArn: string): string =>
  `AROA${createHash('sha256').update(roleArn).digest('hex').toUpperCase().slice(0, 17)}`;

function checkTags(tags: NonNullable<AssumeRoleRequest['Tags']>, transitive: readonly string[]): void {
  const keys = tags.map(({ Key }) => Key!.toLowerCase());
  if (new Set(keys).size < keys.length) {
    throw new AwsError(
      'InvalidParameterValue',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  if (transitive.some((key) => !keys.includes(key.toLowerCase()))) {
    throw new AwsError(
      'InvalidParameterValue',
      'The specified transitive tag key must be included in the requested tags.',
    );
  }
}
