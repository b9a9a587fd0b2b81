import type { CloudTrailRecord, Json } from '../../../cloudtrail/index.ts';
import { changed, deleted, made, type Reducer } from '../change.ts';
import type { Draft } from '../draft.ts';
import { answered, asked, documentIn, flagAt, isObject, isoTime, objectAt, pick, tagsIn, textAt } from '../read.ts';
import { tagCalls } from './identity.ts';
import { newOne, policyOf } from './subjects.ts';

const named = (record: CloudTrailRecord) => policyOf(textAt(asked(record), 'policyArn'));
const VERSIONS = 'configuration.policyVersionList';

/** The account's own managed policies with their versions. */
export const policyReducers: Readonly<Record<string, Reducer>> = {
  CreatePolicy: (record) => {
    const request = asked(record);
    const answer = objectAt(answered(record), 'policy');
    const createDate = isoTime(answer?.createDate) ?? isoTime(record.eventTime);
    return [
      made(newOne('AWS::IAM::Policy', record, answer, 'policy'), (draft) => {
        draft.merge('configuration', {
          path: '/',
          defaultVersionId: 'v1',
          attachmentCount: 0,
          permissionsBoundaryUsageCount: 0,
          isAttachable: true,
          ...pick(request, 'policyName', 'path', 'description'),
          ...pick(answer, 'policyName', 'policyId', 'arn', 'path', 'defaultVersionId', 'description'),
          createDate,
          updateDate: isoTime(answer?.updateDate) ?? createDate,
          policyVersionList: [version('v1', documentIn(request.policyDocument), true, createDate)],
        });
        if (!answer) draft.forget('configuration.policyId', 'configuration.arn');
        draft.tag(tagsIn(request.tags));
      }),
    ];
  },
  CreatePolicyVersion: (record) => {
    const request = asked(record);
    const answer = objectAt(answered(record), 'policyVersion');
    const versionId = textAt(answer, 'versionId');
    const isDefault = flagAt(answer, 'isDefaultVersion') ?? flagAt(request, 'setAsDefault') ?? false;
    const createDate = isoTime(answer?.createDate) ?? isoTime(record.eventTime);
    return [
      changed(named(record), (draft) => {
        if (versionId === undefined) return draft.forget(VERSIONS);
        draft.put(VERSIONS, version(versionId, documentIn(request.policyDocument), isDefault, createDate), (each) =>
          isVersion(each, versionId),
        );
        if (isDefault) makeDefault(draft, versionId);
        draft.merge('configuration', { updateDate: createDate });
      }),
    ];
  },
  SetDefaultPolicyVersion: (record) => [
    changed(named(record), (draft) => makeDefault(draft, textAt(asked(record), 'versionId') ?? '')),
  ],
  DeletePolicyVersion: (record) => [
    changed(named(record), (draft) =>
      draft.drop(VERSIONS, (each) => isVersion(each, textAt(asked(record), 'versionId'))),
    ),
  ],
  DeletePolicy: (record) => [deleted(named(record))],
  ...tagCalls({ tag: 'TagPolicy', untag: 'UntagPolicy' }, named),
};

const version = (
  versionId: string,
  document: Json | undefined,
  isDefaultVersion: boolean,
  createDate?: string,
): Json => ({
  versionId,
  isDefaultVersion,
  ...(document !== undefined && { document }),
  ...(createDate !== undefined && { createDate }),
});

const isVersion = (each: Json, id: string | undefined): boolean => textAt(each, 'versionId') === id;

/** Makes one version the one in force; a version that was never seen is one of those that are not known. */
function makeDefault(draft: Draft, id: string): void {
  draft.set('configuration.defaultVersionId', id);
  for (const each of draft.list(VERSIONS)) {
    if (!isObject(each)) continue;
    const marked = { ...each, isDefaultVersion: isVersion(each, id) };
    draft.put(VERSIONS, marked, (other) => isVersion(other, textAt(each, 'versionId')));
  }
}
