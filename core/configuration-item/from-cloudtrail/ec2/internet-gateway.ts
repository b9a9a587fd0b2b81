import type { Reducer } from '../change.ts';
import { answered, asked, objectAt, textAt } from '../read.ts';
import { begun, edited, ended } from './edit.ts';
import { shaped } from './shape.ts';

const gatewayIn = (record: Parameters<Reducer>[0]) => textAt(asked(record), 'internetGatewayId');
const vpcIn = (record: Parameters<Reducer>[0]) => textAt(asked(record), 'vpcId');
const ATTACHMENTS = 'configuration.attachments';

/** Internet gateways and the VPC each is attached to. */
export const internetGatewayReducers: Readonly<Record<string, Reducer>> = {
  CreateInternetGateway: (record) => {
    const gateway = shaped(objectAt(answered(record), 'internetGateway'));
    return begun(record, textAt(gateway, 'internetGatewayId'), (draft) => {
      draft.merge('configuration', { attachments: [], ...gateway });
    });
  },
  DeleteInternetGateway: (record) => ended(record, gatewayIn(record)),
  AttachInternetGateway: (record) =>
    edited(record, gatewayIn(record), (draft) => {
      // A gateway has one VPC at most: what was not known of its attachments is known now.
      draft.set(ATTACHMENTS, [{ vpcId: vpcIn(record) ?? null, state: 'available' }]);
      draft.relate('Is attached to Vpc', 'AWS::EC2::VPC', vpcIn(record));
    }),
  DetachInternetGateway: (record) =>
    edited(record, gatewayIn(record), (draft) => {
      draft.set(ATTACHMENTS, []);
      draft.unrelate('AWS::EC2::VPC');
    }),
};
