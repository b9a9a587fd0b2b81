import type { Reducer } from '../change.ts';
import { answered, asked, flagAt, objectAt, textAt } from '../read.ts';
import { begun, edited, ended } from './edit.ts';
import { shaped } from './shape.ts';

const create: Reducer = (record) => {
  const vpc = shaped(objectAt(answered(record), 'vpc'));
  return begun(record, textAt(vpc, 'vpcId'), (draft) => {
    // What is answered is a state on the way.
    draft.merge('configuration', { ...vpc, state: 'available' });
  });
};

const vpcIn = (record: Parameters<Reducer>[0]) => textAt(asked(record), 'vpcId');

/** VPCs. What AWS makes along with one (its default group, list and route table) is not told by any record. */
export const vpcReducers: Readonly<Record<string, Reducer>> = {
  CreateVpc: create,
  CreateDefaultVpc: create,
  DeleteVpc: (record) => ended(record, vpcIn(record)),
  ModifyVpcAttribute: (record) =>
    edited(record, vpcIn(record), (draft) => {
      for (const name of ['enableDnsHostnames', 'enableDnsSupport']) {
        const flag = flagAt(asked(record), name);
        if (flag !== undefined) draft.set(`configuration.${name}`, flag);
      }
    }),
  AssociateDhcpOptions: (record) =>
    edited(record, vpcIn(record), (draft) =>
      draft.merge('configuration', { dhcpOptionsId: textAt(asked(record), 'dhcpOptionsId') }),
    ),
  AssociateVpcCidrBlock: (record) =>
    edited(record, vpcIn(record), (draft) => {
      for (const name of ['cidrBlockAssociation', 'ipv6CidrBlockAssociation']) {
        const block = objectAt(answered(record), name);
        const id = textAt(block, 'associationId');
        if (block) draft.put(`configuration.${name}Set`, shaped(block), (each) => textAt(each, 'associationId') === id);
      }
    }),
};
