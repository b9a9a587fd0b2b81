import type { CloudTrailRecord, Json, JsonObject } from '../../../cloudtrail/index.ts';
import { type Change, changed, type Reducer, type Subject } from '../change.ts';
import type { Draft } from '../draft.ts';
import { asked, documentIn, isoTime, objectAt, pick, tagsIn, textAt, textsAt } from '../read.ts';
import { policyName, policyOf } from './subjects.ts';

/** What users, groups and roles have in common: policies of their own and attached ones. */
export interface IdentityKind {
  /** In the names of calls: `User`. */
  readonly kind: 'User' | 'Group' | 'Role';
  /** The property with the embedded policies: `userPolicyList`. */
  readonly inline: string;
  readonly subject: (record: CloudTrailRecord) => Subject;
}

/** PutUserPolicy, DeleteUserPolicy, AttachUserPolicy, DetachUserPolicy, and the same of groups and roles. */
export function policyCalls({ kind, inline, subject }: IdentityKind): Record<string, Reducer> {
  const change = (edit: (draft: Draft, request: JsonObject) => void) => (record: CloudTrailRecord) => [
    changed(subject(record), (draft) => edit(draft, asked(record))),
  ];
  const byName = (name: string | undefined) => (each: Json) => textAt(each, 'policyName') === name;
  const byArn = (arn: string | undefined) => (each: Json) => textAt(each, 'policyArn') === arn;
  return {
    [`Put${kind}Policy`]: change((draft, request) => {
      const name = textAt(request, 'policyName') ?? '';
      const policyDocument = documentIn(request.policyDocument);
      draft.put(
        `configuration.${inline}`,
        { policyName: name, ...(policyDocument && { policyDocument }) },
        byName(name),
      );
    }),
    [`Delete${kind}Policy`]: change((draft, request) =>
      draft.drop(`configuration.${inline}`, byName(textAt(request, 'policyName'))),
    ),
    [`Attach${kind}Policy`]: (record) => {
      const policyArn = textAt(asked(record), 'policyArn') ?? '';
      const attached = { policyName: policyName(policyArn) ?? '', policyArn };
      return [
        changed(subject(record), (draft) =>
          draft.put('configuration.attachedManagedPolicies', attached, byArn(policyArn)),
        ),
        ...counted(policyArn, 1),
      ];
    },
    [`Detach${kind}Policy`]: (record) => {
      const policyArn = textAt(asked(record), 'policyArn') ?? '';
      return [
        changed(subject(record), (draft) => draft.drop('configuration.attachedManagedPolicies', byArn(policyArn))),
        ...counted(policyArn, -1),
      ];
    },
  };
}

/** How often a policy of the account is attached, as far as that was known before; AWS's own policies are no resources. */
function counted(policyArn: string, by: number): Change[] {
  if (policyArn === '' || policyArn.split(':')[4] === 'aws') return [];
  const edit = (draft: Draft) => {
    const count = draft.at('configuration.attachmentCount');
    if (typeof count === 'number') draft.set('configuration.attachmentCount', Math.max(0, count + by));
    draft.set('configuration.arn', policyArn);
  };
  return [changed(policyOf(policyArn), edit)];
}

/** TagUser and UntagUser, TagRole and UntagRole, ...: whatever the call names. */
export const tagCalls = (
  names: { readonly tag: string; readonly untag: string },
  subject: (record: CloudTrailRecord) => Subject,
): Record<string, Reducer> => ({
  [names.tag]: (record) => [changed(subject(record), (draft) => draft.tag(tagsIn(asked(record).tags)))],
  [names.untag]: (record) => [changed(subject(record), (draft) => draft.untag(textsAt(asked(record), 'tagKeys')))],
});

/** Put...PermissionsBoundary and Delete...PermissionsBoundary. */
export const boundaryCalls = (
  kind: 'User' | 'Role',
  subject: (record: CloudTrailRecord) => Subject,
): Record<string, Reducer> => ({
  [`Put${kind}PermissionsBoundary`]: (record) => [
    changed(subject(record), (draft) =>
      draft.set('configuration.permissionsBoundary', boundary(textAt(asked(record), 'permissionsBoundary'))),
    ),
  ],
  [`Delete${kind}PermissionsBoundary`]: (record) => [
    changed(subject(record), (draft) => draft.set('configuration.permissionsBoundary', undefined)),
  ],
});

const boundary = (arn: string | undefined): Json | undefined =>
  arn === undefined ? undefined : { permissionsBoundaryType: 'Policy', permissionsBoundaryArn: arn };

/** What the answer says of something made: path, names, ids and the time, and the boundary it was made with. */
export function madeConfiguration(answer: JsonObject | undefined, request: JsonObject, names: readonly string[]) {
  const createDate = isoTime(answer?.createDate);
  const arn =
    textAt(request, 'permissionsBoundary') ?? textAt(objectAt(answer, 'permissionsBoundary'), 'permissionsBoundaryArn');
  const permissionsBoundary = boundary(arn);
  return {
    path: textAt(request, 'path') ?? '/',
    ...pick(answer, 'path', 'arn', ...names),
    ...(createDate !== undefined && { createDate }),
    ...(permissionsBoundary && { permissionsBoundary }),
  };
}
