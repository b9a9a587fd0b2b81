import type { CloudTrailRecord, Json, JsonObject } from '../../../cloudtrail/index.ts';
import { changed, type Reducer, type Subject } from '../change.ts';
import type { Draft } from '../draft.ts';
import { answered, asked, at, flagAt, listAt, numberAt, objectAt, textAt } from '../read.ts';
import { begun, edited, ended } from './edit.ts';
import { addPermission, dropPermission, type Permission, permissionIn, permissionOfRule } from './permissions.ts';
import { ec2Subject, ec2Where } from './subjects.ts';

type Direction = 'ipPermissions' | 'ipPermissionsEgress';

/** Security groups with their permissions. */
export const securityGroupReducers: Readonly<Record<string, Reducer>> = {
  CreateSecurityGroup: (record) => {
    const request = asked(record);
    const groupId = textAt(answered(record), 'groupId');
    return begun(record, groupId, (draft) => {
      const vpcId = textAt(request, 'vpcId');
      draft.resourceName = textAt(request, 'groupName');
      draft.merge('configuration', {
        groupId,
        groupName: textAt(request, 'groupName'),
        description: textAt(request, 'groupDescription') ?? textAt(request, 'description'),
        ownerId: record.recipientAccountId,
        securityGroupArn: ec2Subject(record, groupId)?.arn,
        vpcId,
        ipPermissions: [],
        ipPermissionsEgress: [everywhere],
        tags: listAt(answered(record), 'tagSet'),
      });
      if (vpcId === undefined) draft.forget('configuration.vpcId');
      draft.relate('Is contained in Vpc', 'AWS::EC2::VPC', vpcId);
    });
  },
  DeleteSecurityGroup: (record) => ended(record, textAt(asked(record), 'groupId')),
  AuthorizeSecurityGroupIngress: (record) => permit(record, 'ipPermissions', addPermission),
  AuthorizeSecurityGroupEgress: (record) => permit(record, 'ipPermissionsEgress', addPermission),
  RevokeSecurityGroupIngress: (record) => permit(record, 'ipPermissions', dropPermission),
  RevokeSecurityGroupEgress: (record) => permit(record, 'ipPermissionsEgress', dropPermission),
  // Rules are named by ids that items do not have: which permission was replaced, nobody can tell.
  ModifySecurityGroupRules: (record) =>
    edited(record, textAt(asked(record), 'ModifySecurityGroupRulesRequest', 'GroupId') ?? groupIn(record), (draft) =>
      draft.forget('configuration.ipPermissions', 'configuration.ipPermissionsEgress'),
    ),
  UpdateSecurityGroupRuleDescriptionsIngress: (record) => describe(record, 'ipPermissions'),
  UpdateSecurityGroupRuleDescriptionsEgress: (record) => describe(record, 'ipPermissionsEgress'),
};

/** The way out that every group of a VPC begins with. */
const everywhere: Json = {
  ipProtocol: '-1',
  ipRanges: ['0.0.0.0/0'],
  ipv4Ranges: [{ cidrIp: '0.0.0.0/0' }],
  ipv6Ranges: [],
  prefixListIds: [],
  userIdGroupPairs: [],
};

const groupIn = (record: CloudTrailRecord) => textAt(asked(record), 'groupId');

function subjectOf(record: CloudTrailRecord): Subject | undefined {
  const id = groupIn(record);
  if (id !== undefined) return ec2Subject(record, id);
  const name = textAt(asked(record), 'groupName');
  return name === undefined
    ? undefined
    : ec2Where(record, 'AWS::EC2::SecurityGroup', ({ configuration }) => configuration?.groupName === name);
}

function permit(
  record: CloudTrailRecord,
  direction: Direction,
  apply: (draft: Draft, path: string, permission: Permission) => void,
) {
  const subject = subjectOf(record);
  if (!subject) return [];
  const permissions = permissionsIn(record, direction);
  return [
    changed(subject, (draft) => {
      const path = `configuration.${direction}`;
      if (permissions.length === 0) draft.forget(path);
      for (const permission of permissions) apply(draft, path, permission);
    }),
  ];
}

/** What is permitted or no longer: as the request says, in either of its forms, or where that names rules by id as the answer does. */
function permissionsIn(record: CloudTrailRecord, direction: Direction): Permission[] {
  const request = asked(record);
  const listed = listAt(request, 'ipPermissions');
  if (listed.length > 0) return listed.map((each) => permissionIn(each, record.recipientAccountId));
  if (textAt(request, 'ipProtocol') !== undefined)
    return [permissionIn(plainPermission(request), record.recipientAccountId)];
  const rules = [
    ...listAt(answered(record), 'revokedSecurityGroupRuleSet'),
    ...listAt(answered(record), 'securityGroupRuleSet'),
  ];
  const isEgress = direction === 'ipPermissionsEgress';
  return rules.filter((rule) => (flagAt(rule, 'isEgress') ?? isEgress) === isEgress).map(permissionOfRule);
}

const plainPermission = (request: JsonObject): Json => ({
  ipProtocol: textAt(request, 'ipProtocol') ?? '-1',
  fromPort: numberAt(request, 'fromPort') ?? null,
  toPort: numberAt(request, 'toPort') ?? null,
  ipRanges: textAt(request, 'cidrIp') === undefined ? [] : [{ cidrIp: textAt(request, 'cidrIp') }],
  groups:
    textAt(request, 'sourceSecurityGroupName') === undefined
      ? []
      : [{ groupName: textAt(request, 'sourceSecurityGroupName') }],
});

/** New descriptions replace those of the same ranges. */
const describe = (record: CloudTrailRecord, direction: Direction) => {
  const subject = subjectOf(record);
  const request = objectAt(asked(record)) ?? {};
  if (!subject || at(request, 'ipPermissions') === undefined) return [];
  return permit(record, direction, (draft, path, permission) => {
    dropPermission(draft, path, permission);
    addPermission(draft, path, permission);
  });
};
