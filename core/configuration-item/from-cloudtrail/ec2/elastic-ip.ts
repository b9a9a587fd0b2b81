import type { CloudTrailRecord } from '../../../cloudtrail/index.ts';
import { changed, type Reducer, type Subject } from '../change.ts';
import { answered, asked, pick, textAt } from '../read.ts';
import { begun, ended } from './edit.ts';
import { ec2Subject, ec2Where } from './subjects.ts';

const ATTACHED = ['associationId', 'instanceId', 'networkInterfaceId', 'privateIpAddress', 'networkInterfaceOwnerId'];

/** Elastic addresses and what each is attached to. */
export const elasticIpReducers: Readonly<Record<string, Reducer>> = {
  AllocateAddress: (record) => {
    const answer = answered(record);
    return begun(record, textAt(answer, 'allocationId'), (draft) => {
      draft.merge('configuration', {
        domain: 'vpc',
        ...pick(answer, 'publicIp', 'allocationId', 'domain', 'publicIpv4Pool', 'networkBorderGroup'),
      });
      draft.resourceName = textAt(answer, 'publicIp');
    });
  },
  ReleaseAddress: (record) => ended(record, textAt(asked(record), 'allocationId')),
  AssociateAddress: (record) => {
    const subject = addressOf(record);
    if (!subject) return [];
    return [
      changed(subject, (draft) => {
        // The call names an instance or one of its interfaces; the rest follows from it, untold.
        draft.forget(...ATTACHED.map((name) => `configuration.${name}`));
        draft.merge('configuration', {
          ...pick(asked(record), 'instanceId', 'networkInterfaceId', 'privateIpAddress'),
          associationId: textAt(answered(record), 'associationId'),
        });
        draft.unrelate('AWS::EC2::Instance');
        draft.relate('Is attached to Instance', 'AWS::EC2::Instance', textAt(asked(record), 'instanceId'));
      }),
    ];
  },
  DisassociateAddress: (record) => {
    const subject = addressOf(record);
    if (!subject) return [];
    return [
      changed(subject, (draft) => {
        for (const name of ATTACHED) draft.set(`configuration.${name}`, undefined);
        draft.unrelate('AWS::EC2::Instance');
      }),
    ];
  },
};

/** By its allocation, its association or the address itself. */
function addressOf(record: CloudTrailRecord): Subject | undefined {
  const { allocationId, associationId, publicIp } = asked(record);
  if (typeof allocationId === 'string') return ec2Subject(record, allocationId);
  const wanted = associationId ?? publicIp;
  if (typeof wanted !== 'string') return undefined;
  return ec2Where(record, 'AWS::EC2::EIP', ({ configuration }) =>
    [configuration?.associationId, configuration?.publicIp].includes(wanted),
  );
}
