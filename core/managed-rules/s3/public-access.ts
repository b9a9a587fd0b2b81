import { isObject, type Json } from '../../cloudtrail/index.ts';
import { actionsMeet, isPublic, statementsOf, textsOf } from '../policy.ts';
import { eachAt, isTrue, textAt, valueAt } from '../read.ts';
import type { JudgedItem } from '../rule.ts';

export const PUBLIC_ACCESS_BLOCKS = [
  'blockPublicAcls',
  'ignorePublicAcls',
  'blockPublicPolicy',
  'restrictPublicBuckets',
];

type Access = 'read' | 'write';

const PERMISSIONS: Readonly<Record<Access, readonly string[]>> = {
  read: ['READ', 'READACP', 'FULLCONTROL'],
  write: ['WRITE', 'WRITEACP', 'FULLCONTROL'],
};
const ACTIONS: Readonly<Record<Access, readonly string[]>> = {
  read: ['s3:Get*', 's3:List*', 's3:GetObject', 's3:ListBucket'],
  write: [
    's3:Put*',
    's3:Delete*',
    's3:Create*',
    's3:Abort*',
    's3:Replicate*',
    's3:Restore*',
    's3:PutObject',
    's3:DeleteObject',
  ],
};

/** How everyone can read or write a bucket; undefined when nobody but the invited can, or a public access block is in the way. */
export function publicAccess({ supplementaryConfiguration: parts }: JudgedItem, access: Access): string | undefined {
  const block = parts.PublicAccessBlockConfiguration;
  const grant = isTrue(block, 'ignorePublicAcls') ? undefined : publicGrant(parts.AccessControlList, access);
  if (grant !== undefined) return `The access control list gives ${grant} to everyone.`;
  if (isTrue(block, 'restrictPublicBuckets')) return undefined;
  const found = statementsOf(valueAt(parts.BucketPolicy, 'policyText'))
    .filter(isPublic)
    .flatMap((statement) => textsOf(statement, 'Action'))
    .find((action) => ACTIONS[access].some((pattern) => actionsMeet(action, pattern)));
  return found && `The bucket policy allows ${found} to everyone.`;
}

function publicGrant(list: Json | undefined, access: Access): string | undefined {
  for (const grant of eachAt(list, 'grantList')) {
    const grantee = valueAt(grant, 'grantee');
    const name = isObject(grantee)
      ? `${textAt(grantee, 'uri')}${textAt(grantee, 'id')}`
      : textAt({ grantee }, 'grantee');
    const permission = textAt(grant, 'permission');
    const isPublic = /(AllUsers|AuthenticatedUsers)$/.test(name);
    if (isPublic && PERMISSIONS[access].includes(permission.replaceAll(/[_\s]/g, '').toUpperCase())) return permission;
  }
  return undefined;
}
