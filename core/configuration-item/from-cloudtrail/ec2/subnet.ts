import type { Reducer } from '../change.ts';
import { answered, asked, flagAt, objectAt, textAt } from '../read.ts';
import { begun, edited, ended } from './edit.ts';
import { shaped } from './shape.ts';

const create: Reducer = (record) => {
  const subnet = shaped(objectAt(answered(record), 'subnet'));
  return begun(record, textAt(subnet, 'subnetId'), (draft) => {
    // What is answered is a state on the way, and the count of addresses goes down with each that is taken.
    draft.merge('configuration', { ...subnet, state: 'available' });
    draft.forget('configuration.availableIpAddressCount');
    draft.availabilityZone = textAt(subnet, 'availabilityZone');
    draft.relate('Is contained in Vpc', 'AWS::EC2::VPC', textAt(subnet, 'vpcId'));
  });
};

/** Subnets. */
export const subnetReducers: Readonly<Record<string, Reducer>> = {
  CreateSubnet: create,
  CreateDefaultSubnet: create,
  DeleteSubnet: (record) => ended(record, textAt(asked(record), 'subnetId')),
  ModifySubnetAttribute: (record) =>
    edited(record, textAt(asked(record), 'subnetId'), (draft) => {
      for (const name of ['mapPublicIpOnLaunch', 'assignIpv6AddressOnCreation', 'enableDns64']) {
        const flag = flagAt(asked(record), name);
        if (flag !== undefined) draft.set(`configuration.${name}`, flag);
      }
    }),
};
