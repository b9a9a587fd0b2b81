import { changed, deleted, made, type Reducer } from '../change.ts';
import { answered, asked, objectAt, textAt } from '../read.ts';
import { madeConfiguration, policyCalls } from './identity.ts';
import { groupOf, newOne } from './subjects.ts';

/** IAM groups; who is in one is a relationship, as AWS has it. Joining and leaving stand with the users. */
export const groupReducers: Readonly<Record<string, Reducer>> = {
  CreateGroup: (record) => {
    const request = asked(record);
    const answer = objectAt(answered(record), 'group');
    return [
      made(newOne('AWS::IAM::Group', record, answer, 'group'), (draft) => {
        draft.merge('configuration', {
          groupName: textAt(request, 'groupName'),
          ...madeConfiguration(answer, request, ['groupName', 'groupId']),
          groupPolicyList: [],
          attachedManagedPolicies: [],
        });
        if (!answer) draft.forget('configuration.groupId', 'configuration.arn', 'configuration.createDate');
      }),
    ];
  },
  UpdateGroup: (record) => {
    const { newGroupName, newPath } = asked(record);
    return [
      changed(groupOf(record), (draft) => {
        if (typeof newPath === 'string') draft.set('configuration.path', newPath);
        if (typeof newGroupName === 'string') {
          draft.set('configuration.groupName', newGroupName);
          draft.resourceName = newGroupName;
        }
        draft.ARN = undefined;
        draft.forget('configuration.arn');
      }),
    ];
  },
  DeleteGroup: (record) => [deleted(groupOf(record))],
  ...policyCalls({ kind: 'Group', inline: 'groupPolicyList', subject: groupOf }),
};
