import { accountOf, type CloudTrailRecord, type JsonObject, textAt } from '../../../cloudtrail/index.ts';
import type { Subject } from '../change.ts';
import { asked } from '../read.ts';

const GLOBAL = 'global';

/** The user a call names; of a call that names none the caller. The id is known where the caller is that user. */
export function userOf(record: CloudTrailRecord, named = textAt(asked(record), 'userName')): Subject {
  const { userIdentity: caller } = record;
  const isUser = caller?.type === 'IAMUser' && caller.accountId === accountOf(record);
  const name = named ?? (isUser ? caller.userName : undefined);
  const isSelf = isUser && name !== undefined && caller.userName === name;
  const id = isSelf && /^AIDA\w+$/.test(caller.principalId ?? '') ? caller.principalId : undefined;
  return { type: 'AWS::IAM::User', region: GLOBAL, name, id, arn: isSelf ? caller.arn : undefined };
}

export const groupOf = (record: CloudTrailRecord, name = textAt(asked(record), 'groupName')): Subject => ({
  type: 'AWS::IAM::Group',
  region: GLOBAL,
  name,
});

export const roleOf = (record: CloudTrailRecord, name = textAt(asked(record), 'roleName')): Subject => ({
  type: 'AWS::IAM::Role',
  region: GLOBAL,
  name,
});

export const policyOf = (arn: string | undefined): Subject => ({
  type: 'AWS::IAM::Policy',
  region: GLOBAL,
  arn,
  name: policyName(arn),
});

/** The last part of a policy's ARN, behind its path. */
export const policyName = (arn: string | undefined): string | undefined => arn?.split('/').at(-1);

/** Something that was made: by the id, name and ARN it was answered with; not every answer repeats the name. */
export function newOne(type: string, record: CloudTrailRecord, answer: JsonObject | undefined, kind: string): Subject {
  const arn = textAt(answer, 'arn');
  const name = textAt(answer, `${kind}Name`) ?? textAt(asked(record), `${kind}Name`) ?? arn?.split('/').at(-1);
  return { type, region: GLOBAL, id: textAt(answer, `${kind}Id`), name, arn };
}
