import type { CloudTrailRecord, Json, JsonObject } from '../../../cloudtrail/index.ts';
import { asked, at, objectAt, textAt } from '../read.ts';
import { oneOrMore } from './settings.ts';

/** The grants of the access control lists AWS has names for, beside the owner's. */
const CANNED: Readonly<Record<string, readonly (readonly [grantee: string, permission: string])[]>> = {
  private: [],
  'bucket-owner-full-control': [],
  'public-read': [['AllUsers', 'Read']],
  'public-read-write': [
    ['AllUsers', 'Read'],
    ['AllUsers', 'Write'],
  ],
  'authenticated-read': [['AuthenticatedUsers', 'Read']],
  'log-delivery-write': [
    ['LogDelivery', 'Write'],
    ['LogDelivery', 'ReadAcp'],
  ],
};

const PERMISSIONS: Readonly<Record<string, string>> = {
  FULL_CONTROL: 'FullControl',
  READ: 'Read',
  WRITE: 'Write',
  READ_ACP: 'ReadAcp',
  WRITE_ACP: 'WriteAcp',
};

/**
 * The list a call sets, by name, in headers or as a document, as AWS Config has it; undefined where the record does not say. The owner
 * is only named by a document; elsewhere their id is null.
 */
export function aclIn(record: CloudTrailRecord): JsonObject | undefined {
  const request = asked(record);
  const document = objectAt(request, 'AccessControlPolicy');
  if (document) return listOf(ownerIn(document), grantsIn(document));
  if (objectAt(request, 'accessControlList') ?? Object.keys(request).some((name) => name.startsWith('x-amz-grant-'))) {
    return undefined;
  }
  const named = first(request['x-amz-acl']) ?? (record.eventName === 'CreateBucket' ? 'private' : undefined);
  const grants = named === undefined ? undefined : CANNED[named];
  if (!grants) return undefined;
  return listOf({ displayName: null, id: null }, [
    { grantee: { displayName: null, id: null }, permission: 'FullControl' },
    ...grants.map(([grantee, permission]) => ({ grantee, permission })),
  ]);
}

const listOf = (owner: JsonObject, grantList: readonly Json[]): JsonObject => ({
  grantSet: null,
  grantList,
  owner,
  isRequesterCharged: false,
});

const ownerIn = (document: JsonObject): JsonObject => ({
  displayName: textAt(document, 'Owner', 'DisplayName') ?? null,
  id: textAt(document, 'Owner', 'ID') ?? null,
});

const grantsIn = (document: JsonObject): readonly Json[] =>
  oneOrMore(at(document, 'AccessControlList', 'Grant')).map((grant) => {
    const uri = textAt(grant, 'Grantee', 'URI');
    const id = textAt(grant, 'Grantee', 'ID') ?? textAt(grant, 'Grantee', 'EmailAddress') ?? null;
    const permission = textAt(grant, 'Permission') ?? '';
    return {
      grantee: uri?.split('/').at(-1) ?? { displayName: null, id },
      permission: PERMISSIONS[permission] ?? permission,
    };
  });

/** Query parameters and headers stand in older records as lists of one. */
const first = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : textAt(value, 0));
