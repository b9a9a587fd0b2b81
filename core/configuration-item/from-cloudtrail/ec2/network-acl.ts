import type { CloudTrailRecord, Json, JsonObject } from '../../../cloudtrail/index.ts';
import { changed, type Reducer } from '../change.ts';
import type { Draft } from '../draft.ts';
import { answered, asked, flagAt, isObject, listAt, numberAt, objectAt, textAt } from '../read.ts';
import { canonical } from './cidr.ts';
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
      draft.merge('configuration', { ...acl, entries: listAt(acl, 'entries').filter(isObject).map(entry) });
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
    const { networkAclId: _, ...given } = shaped(request);
    draft.put(ENTRIES, entry(canonical(given)), isEntry(record));
  });
}

/** Requests may name a protocol by its name; what there is none of, ports say, they have as an empty object. */
function entry({ protocol, portRange, icmpTypeCode, ...rest }: JsonObject): JsonObject {
  const name = textAt(protocol)?.toLowerCase();
  const filled = (part: Json | undefined) => (Object.keys(objectAt(part) ?? {}).length > 0 ? part : undefined);
  const range = filled(portRange);
  const icmp = filled(icmpTypeCode);
  return {
    ...rest,
    protocol: PROTOCOLS[name ?? ''] ?? name ?? null,
    ...(range && { portRange: range }),
    ...(icmp && { icmpTypeCode: icmp }),
  };
}

const PROTOCOLS: Readonly<Record<string, string>> = { all: '-1', icmp: '1', tcp: '6', udp: '17', icmpv6: '58' };

/** An entry is known by its number, one for each direction. */
const isEntry = (record: CloudTrailRecord) => (each: Json) =>
  numberAt(each, 'ruleNumber') === numberAt(asked(record), 'ruleNumber') &&
  flagAt(each, 'egress') === flagAt(asked(record), 'egress');

const isAssociation = (id: unknown) => (each: Json) => textAt(each, 'networkAclAssociationId') === id;
