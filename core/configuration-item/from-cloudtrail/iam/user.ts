import { changed, deleted, made, type Reducer } from '../change.ts';
import { answered, asked, isoTime, objectAt, tagsIn, textAt } from '../read.ts';
import { boundaryCalls, madeConfiguration, policyCalls, tagCalls } from './identity.ts';
import { groupOf, newOne, userOf } from './subjects.ts';

const TYPE = 'AWS::IAM::User';

/**
 * IAM users. Beside AWS's own properties an item has the credentials that the rules on them ask for: `accessKeys`, `loginProfile`
 * (false without a password) and `mfaDevices`.
 */
export const userReducers: Readonly<Record<string, Reducer>> = {
  CreateUser: (record) => {
    const request = asked(record);
    const answer = objectAt(answered(record), 'user');
    return [
      made(newOne(TYPE, record, answer, 'user'), (draft) => {
        draft.merge('configuration', {
          userName: textAt(request, 'userName'),
          ...madeConfiguration(answer, request, ['userName', 'userId']),
          userPolicyList: [],
          groupList: [],
          attachedManagedPolicies: [],
          accessKeys: [],
          loginProfile: false,
          mfaDevices: [],
        });
        if (!answer) draft.forget('configuration.userId', 'configuration.arn', 'configuration.createDate');
        draft.tag(tagsIn(request.tags));
      }),
    ];
  },
  UpdateUser: (record) => {
    const { newUserName, newPath } = asked(record);
    return [
      changed(userOf(record), (draft) => {
        if (typeof newPath === 'string') draft.set('configuration.path', newPath);
        if (typeof newUserName === 'string') {
          draft.set('configuration.userName', newUserName);
          draft.resourceName = newUserName;
        }
        if (draft.ARN === undefined) return;
        draft.ARN = renamed(draft.ARN, newPath, newUserName);
        draft.set('configuration.arn', draft.ARN);
      }),
    ];
  },
  DeleteUser: (record) => [deleted(userOf(record))],
  ...policyCalls({ kind: 'User', inline: 'userPolicyList', subject: userOf }),
  ...boundaryCalls('User', userOf),
  ...tagCalls({ tag: 'TagUser', untag: 'UntagUser' }, userOf),
  CreateLoginProfile: (record) => {
    const createDate = isoTime(objectAt(answered(record), 'loginProfile')?.createDate) ?? isoTime(record.eventTime);
    return [
      changed(userOf(record), (draft) => {
        draft.set('configuration.loginProfile', { createDate: createDate ?? null });
        draft.forget('configuration.passwordLastUsed');
      }),
    ];
  },
  DeleteLoginProfile: (record) => [changed(userOf(record), (draft) => draft.set('configuration.loginProfile', false))],
  EnableMFADevice: (record) => {
    const serialNumber = textAt(asked(record), 'serialNumber') ?? '';
    const enableDate = isoTime(record.eventTime) ?? null;
    return [
      changed(userOf(record), (draft) =>
        draft.put('configuration.mfaDevices', { serialNumber, enableDate }, (each) => isDevice(each, serialNumber)),
      ),
    ];
  },
  DeactivateMFADevice: (record) => {
    const serialNumber = textAt(asked(record), 'serialNumber');
    return [
      changed(userOf(record), (draft) =>
        draft.drop('configuration.mfaDevices', (each) => isDevice(each, serialNumber)),
      ),
    ];
  },
  AddUserToGroup: (record) => {
    const groupName = textAt(asked(record), 'groupName') ?? '';
    return [
      changed(userOf(record), (draft) => {
        draft.put('configuration.groupList', groupName, (each) => each === groupName);
        draft.relate('Is attached to Group', 'AWS::IAM::Group', groupName, groupName);
      }),
      changed(groupOf(record), (draft) => {
        const userName = textAt(asked(record), 'userName');
        draft.relate('Contains User', TYPE, userName, userName);
      }),
    ];
  },
  RemoveUserFromGroup: (record) => {
    const groupName = textAt(asked(record), 'groupName');
    return [
      changed(userOf(record), (draft) => {
        draft.drop('configuration.groupList', (each) => each === groupName);
        if (groupName !== undefined) draft.unrelate('AWS::IAM::Group', groupName);
      }),
      changed(groupOf(record), (draft) => {
        const userName = textAt(asked(record), 'userName');
        if (userName !== undefined) draft.unrelate(TYPE, userName);
      }),
    ];
  },
};

const isDevice = (each: unknown, serialNumber: string | undefined) => textAt(each, 'serialNumber') === serialNumber;

function renamed(arn: string, path: unknown, name: unknown): string {
  const [head = '', resource = ''] = arn.split(':user');
  const oldName = resource.split('/').at(-1) ?? '';
  const oldPath = resource.slice(0, resource.length - oldName.length);
  return `${head}:user${typeof path === 'string' ? path : oldPath}${typeof name === 'string' ? name : oldName}`;
}
