import type { CloudTrailRecord, Json } from '../../../cloudtrail/index.ts';
import { changed, type Reducer } from '../change.ts';
import type { Draft } from '../draft.ts';
import { answered, asked, flagAt, numberAt, objectAt, textAt } from '../read.ts';
import { begun, edited, ended } from './edit.ts';
import { shaped } from './shape.ts';
import { ec2Where } from './subjects.ts';

const ENTRIES = 'configuration.entries';
const ASSOCIATIONS = 'configuration.associations';

/** Network access control lists with their entries and subnets. */
export const networkAclReducers: Readonly<Record<string, Reducer>> = {
  CreateNetworkAcl: (record) => {
    const acl = shaped(objectAt(answered(record), 'networkAcl'));
    return begun(record, textAt(acl, 'networkAclId'), (draft) => {
      draft.merge('configuration', acl);
      draft.relate('Is contained in Vpc', 'AWS::EC2::VPC', textAt(acl, 'vpcId'));
    });
  },
  DeleteNetworkAcl: (record) => ended(record, textAt(asked(record), 'networkAclId')),
  CreateNetworkAclEntry: putEntry,
  ReplaceNetworkAclEntry: putEntry,
  DeleteNetworkAclEntry: (record) =>
    edited(record, textAt(asked(record), 'networkAclId'), (draft) => draft.drop(ENTRIES, isEntry(record))),
  ReplaceNetworkAclAssociation: (record) => {
    const { associationId, networkAclId } = asked(record);
    const from = ec2Where(record, 'AWS::EC2::NetworkAcl', ({ configuration }) =>
      JSON.stringify(configuration?.associations ?? []).includes(`"${associationId}"`),
    );
    const newId = textAt(answered(record), 'newAssociationId');
    let subnetId: string | undefined;
    return [
      changed(from, (draft) => {
        subnetId = textAt(draft.list(ASSOCIATIONS).find(isAssociation(associationId)), 'subnetId');
        draft.drop(ASSOCIATIONS, isAssociation(associationId));
      }),
      ...edited(record, textAt(networkAclId), (draft) => {
        const association = { networkAclAssociationId: newId ?? null, networkAclId: networkAclId ?? null };
        draft.put(ASSOCIATIONS, { ...association, ...(subnetId && { subnetId }) }, isAssociation(newId));
      }),
    ];
  },
};

function putEntry(record: CloudTrailRecord) {
  const request = asked(record);
  return edited(record, textAt(request, 'networkAclId'), (draft: Draft) => {
    const { aclProtocol, portRange, icmpTypeCode, networkAclId: _, ...entry } = shaped(request);
    const filled = (part: Json | undefined) => (Object.keys(objectAt(part) ?? {}).length > 0 ? part : undefined);
    const range = filled(portRange);
    const icmp = filled(icmpTypeCode);
    draft.put(
      ENTRIES,
      {
        protocol: aclProtocol ?? null,
        ...entry,
        ...(range && { portRange: range }),
        ...(icmp && { icmpTypeCode: icmp }),
      },
      isEntry(record),
    );
  });
}

/** An entry is known by its number, one for each direction. */
const isEntry = (record: CloudTrailRecord) => (each: Json) =>
  numberAt(each, 'ruleNumber') === numberAt(asked(record), 'ruleNumber') &&
  flagAt(each, 'egress') === flagAt(asked(record), 'egress');

const isAssociation = (id: unknown) => (each: Json) => textAt(each, 'networkAclAssociationId') === id;
