import { accountOf, type CloudTrailRecord } from '../../cloudtrail/index.ts';
import { changed, deleted, made, type Reducer, type Subject } from './change.ts';
import type { Draft } from './draft.ts';
import {
  answered,
  asked,
  documentText,
  isoTime,
  listAt,
  numberAt,
  objectAt,
  pick,
  tagsIn,
  textAt,
  textsAt,
} from './read.ts';

/** The key a call is about, which may name it by its id or ARN; an alias is told by the resources beside it. */
function keyOf(record: CloudTrailRecord): Subject {
  const names = [
    textAt(asked(record), 'keyId'),
    textAt(answered(record), 'keyId'),
    textAt(record.serviceEventDetails, 'keyId'),
    ...listAt(record, 'resources').map((one) => textAt(one, 'ARN')),
  ];
  const named = names.find((name) => name !== undefined && !name.includes('alias/'));
  const id = named?.split(':key/').at(-1);
  const arn = id && `arn:aws:kms:${record.awsRegion}:${accountOf(record)}:key/${id}`;
  return { type: 'AWS::KMS::Key', region: record.awsRegion, id, arn };
}

const change =
  (edit: (draft: Draft, record: CloudTrailRecord) => void): Reducer =>
  (record) => [changed(keyOf(record), (draft) => edit(draft, record))];

const state = (keyState: string) =>
  change((draft) => draft.merge('configuration', { keyState, enabled: keyState === 'Enabled' }));

const rotation = (isOn: boolean) => change((draft) => draft.set('supplementaryConfiguration.KeyRotationStatus', isOn));

/** KMS keys with their policy and rotation. */
export const keyReducers: Readonly<Record<string, Reducer>> = {
  CreateKey: (record) => {
    const request = asked(record);
    const { aWSAccountId, creationDate, ...metadata } = objectAt(answered(record), 'keyMetadata') ?? {};
    const id = textAt(metadata, 'keyId');
    return [
      made({ ...keyOf(record), id, arn: textAt(metadata, 'arn') }, (draft) => {
        draft.merge('configuration', {
          ...pick(request, 'description'),
          ...metadata,
          awsaccountId: aWSAccountId,
          creationDate: isoTime(creationDate),
        });
        const policy = documentText(request.policy);
        if (policy === undefined) draft.forget('supplementaryConfiguration.Policy');
        else draft.set('supplementaryConfiguration.Policy', policy);
        // Rotation can only be turned on later.
        draft.set('supplementaryConfiguration.KeyRotationStatus', false);
        draft.tag(tagsIn(request.tags));
      }),
    ];
  },
  EnableKey: state('Enabled'),
  DisableKey: state('Disabled'),
  ScheduleKeyDeletion: change((draft, record) =>
    draft.merge('configuration', {
      keyState: textAt(answered(record), 'keyState') ?? 'PendingDeletion',
      enabled: false,
      deletionDate: isoTime(answered(record).deletionDate),
      pendingDeletionWindowInDays: numberAt(asked(record), 'pendingWindowInDays'),
    }),
  ),
  CancelKeyDeletion: change((draft) => {
    draft.merge('configuration', { keyState: 'Disabled', enabled: false });
    draft.set('configuration.deletionDate', undefined);
    draft.set('configuration.pendingDeletionWindowInDays', undefined);
  }),
  DeleteKey: (record) => [deleted(keyOf(record))],
  PutKeyPolicy: change((draft, record) => {
    const policy = documentText(asked(record).policy);
    if (policy === undefined) draft.forget('supplementaryConfiguration.Policy');
    else draft.set('supplementaryConfiguration.Policy', policy);
  }),
  UpdateKeyDescription: change((draft, record) => draft.merge('configuration', pick(asked(record), 'description'))),
  EnableKeyRotation: rotation(true),
  DisableKeyRotation: rotation(false),
  TagResource: change((draft, record) => draft.tag(tagsIn(asked(record).tags))),
  UntagResource: change((draft, record) => draft.untag(textsAt(asked(record), 'tagKeys'))),
};
