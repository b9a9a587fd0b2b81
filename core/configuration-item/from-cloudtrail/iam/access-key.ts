import type { JsonObject } from '../../../cloudtrail/index.ts';
import { changed, deleted, made, type Reducer, type Subject } from '../change.ts';
import { answered, asked, isoTime, objectAt, pick, textAt } from '../read.ts';
import { userOf } from './subjects.ts';

/** Access keys: resources of their own, which AWS Config does not have, and a part of their user. */
export const accessKeyReducers: Readonly<Record<string, Reducer>> = {
  CreateAccessKey: (record) => {
    const answer = objectAt(answered(record), 'accessKey');
    const key = {
      ...pick(answer, 'accessKeyId', 'status'),
      createDate: isoTime(answer?.createDate) ?? isoTime(record.eventTime) ?? null,
    };
    const user = userOf(record, textAt(answer, 'userName') ?? textAt(asked(record), 'userName'));
    const id = textAt(answer, 'accessKeyId');
    return [
      made(keyOf(id), (draft) => draft.merge('configuration', { userName: user.name, ...key })),
      changed(user, (draft) => {
        draft.put('configuration.accessKeys', key, isKey(id));
        draft.mark('configuration.accessKeys[].lastUsedDate');
      }),
    ];
  },
  UpdateAccessKey: (record) => {
    const id = textAt(asked(record), 'accessKeyId');
    const status = textAt(asked(record), 'status');
    const user = userOf(record);
    return [
      changed(keyOf(id), (draft) => draft.merge('configuration', { userName: user.name, accessKeyId: id, status })),
      changed(user, (draft) => {
        const before = draft.list('configuration.accessKeys').find(isKey(id)) as JsonObject | undefined;
        // Of a key that was not seen being made, the age is not known: it stays one of those that may be there.
        if (before) draft.put('configuration.accessKeys', { ...before, ...pick({ status }, 'status') }, isKey(id));
      }),
    ];
  },
  DeleteAccessKey: (record) => {
    const id = textAt(asked(record), 'accessKeyId');
    return [deleted(keyOf(id)), changed(userOf(record), (draft) => draft.drop('configuration.accessKeys', isKey(id)))];
  },
};

const keyOf = (id: string | undefined): Subject => ({ type: 'AWS::IAM::AccessKey', region: 'global', id });
const isKey = (id: string | undefined) => (each: unknown) => textAt(each, 'accessKeyId') === id;
