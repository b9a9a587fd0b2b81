import { changed, deleted, made, type Reducer } from '../change.ts';
import { answered, asked, documentIn, objectAt, tagsIn, textAt } from '../read.ts';
import { boundaryCalls, madeConfiguration, policyCalls, tagCalls } from './identity.ts';
import { newOne, roleOf } from './subjects.ts';

/** IAM roles, service-linked ones too. */
export const roleReducers: Readonly<Record<string, Reducer>> = {
  CreateRole: (record) => create(record),
  CreateServiceLinkedRole: (record) => create(record),
  UpdateAssumeRolePolicy: (record) => {
    const document = documentIn(asked(record).policyDocument);
    return [
      changed(roleOf(record), (draft) =>
        document === undefined
          ? draft.forget('configuration.assumeRolePolicyDocument')
          : draft.set('configuration.assumeRolePolicyDocument', document),
      ),
    ];
  },
  DeleteRole: (record) => [deleted(roleOf(record))],
  ...policyCalls({ kind: 'Role', inline: 'rolePolicyList', subject: roleOf }),
  ...boundaryCalls('Role', roleOf),
  ...tagCalls({ tag: 'TagRole', untag: 'UntagRole' }, roleOf),
  AddRoleToInstanceProfile: (record) => {
    const instanceProfileName = textAt(asked(record), 'instanceProfileName') ?? '';
    return [
      changed(roleOf(record), (draft) =>
        draft.put('configuration.instanceProfileList', { instanceProfileName }, isProfile(instanceProfileName)),
      ),
    ];
  },
  RemoveRoleFromInstanceProfile: (record) => {
    const instanceProfileName = textAt(asked(record), 'instanceProfileName');
    return [
      changed(roleOf(record), (draft) =>
        draft.drop('configuration.instanceProfileList', isProfile(instanceProfileName)),
      ),
    ];
  },
};

const create: Reducer = (record) => {
  const request = asked(record);
  const answer = objectAt(answered(record), 'role');
  const document = documentIn(answer?.assumeRolePolicyDocument ?? request.assumeRolePolicyDocument);
  return [
    made(newOne('AWS::IAM::Role', record, answer, 'role'), (draft) => {
      draft.merge('configuration', {
        roleName: textAt(request, 'roleName'),
        ...madeConfiguration(answer, request, ['roleName', 'roleId']),
        assumeRolePolicyDocument: document,
        instanceProfileList: [],
        rolePolicyList: [],
        attachedManagedPolicies: [],
      });
      if (document === undefined) draft.forget('configuration.assumeRolePolicyDocument');
      if (!answer) draft.forget('configuration.roleId', 'configuration.arn', 'configuration.createDate');
      // A service attaches its policies to its own role without a call that would be recorded.
      if (record.eventName === 'CreateServiceLinkedRole') draft.forget('configuration.attachedManagedPolicies');
      draft.tag(tagsIn(request.tags));
    }),
  ];
};

const isProfile = (name: string | undefined) => (each: unknown) => textAt(each, 'instanceProfileName') === name;
