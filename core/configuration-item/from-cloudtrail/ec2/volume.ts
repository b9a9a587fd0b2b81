import type { Reducer } from '../change.ts';
import { answered, asked, isoTime, objectAt, textAt } from '../read.ts';
import { begun, edited, ended } from './edit.ts';
import { shaped } from './shape.ts';

const volumeIn = (record: Parameters<Reducer>[0]) => textAt(asked(record), 'volumeId');
const ATTACHMENTS = 'configuration.attachments';

/** Volumes that are made by a call of their own; those an image brings along come with no record. */
export const volumeReducers: Readonly<Record<string, Reducer>> = {
  CreateVolume: (record) => {
    const { status: _, requestId: __, ...volume } = shaped(answered(record));
    const id = textAt(volume, 'volumeId');
    return begun(record, id, (draft) => {
      draft.merge('configuration', {
        encrypted: false,
        ...volume,
        state: 'available',
        attachments: [],
      });
      // A request may name the key by its alias; an encrypted volume without a key named has AWS's.
      if (volume.encrypted === true && volume.kmsKeyId === undefined) draft.forget('configuration.kmsKeyId');
      draft.availabilityZone = textAt(volume, 'availabilityZone');
      draft.resourceCreationTime = textAt(volume, 'createTime') ?? draft.resourceCreationTime;
    });
  },
  DeleteVolume: (record) => ended(record, volumeIn(record)),
  AttachVolume: (record) =>
    edited(record, volumeIn(record), (draft) => {
      const { instanceId = null, device = null } = asked(record);
      const attachment = {
        volumeId: volumeIn(record) ?? null,
        instanceId,
        device,
        state: 'attached',
        attachTime: isoTime(answered(record).attachTime) ?? isoTime(record.eventTime) ?? null,
        deleteOnTermination: answered(record).deleteOnTermination === true,
      };
      draft.set('configuration.state', 'in-use');
      draft.put(ATTACHMENTS, attachment, (each) => textAt(each, 'instanceId') === instanceId);
      draft.relate('Is attached to Instance', 'AWS::EC2::Instance', textAt(instanceId));
    }),
  DetachVolume: (record) =>
    edited(record, volumeIn(record), (draft) => {
      const instanceId = textAt(asked(record), 'instanceId') ?? textAt(answered(record), 'instanceId');
      if (instanceId === undefined) return draft.forget(ATTACHMENTS, 'configuration.state');
      draft.drop(ATTACHMENTS, (each) => textAt(each, 'instanceId') === instanceId);
      if (draft.list(ATTACHMENTS).length === 0) draft.set('configuration.state', 'available');
      draft.unrelate('AWS::EC2::Instance', instanceId);
    }),
  ModifyVolume: (record) => {
    const request = objectAt(asked(record), 'ModifyVolumeRequest') ?? asked(record);
    const answer = objectAt(answered(record), 'ModifyVolumeResponse') ?? answered(record);
    const target = shaped(objectAt(answer, 'volumeModification'));
    return edited(record, textAt(request, 'VolumeId') ?? volumeIn(record), (draft) =>
      draft.merge('configuration', {
        ...(target.targetSize !== undefined && { size: target.targetSize }),
        ...(target.targetVolumeType !== undefined && { volumeType: target.targetVolumeType }),
        ...(target.targetIops !== undefined && { iops: target.targetIops }),
      }),
    );
  },
};
