import type { CloudTrailRecord, Json, JsonObject } from '../../../cloudtrail/index.ts';
import type { Reducer } from '../change.ts';
import type { Draft } from '../draft.ts';
import { answered, asked, flagAt, isObject, listAt, objectAt, pick, textAt } from '../read.ts';
import { begun, edited, ended } from './edit.ts';
import { shaped } from './shape.ts';

const PUBLIC = ['configuration.publicIpAddress', 'configuration.publicDnsName'];

/** Instances, from their launch on. */
export const instanceReducers: Readonly<Record<string, Reducer>> = {
  RunInstances: (record) => instancesIn(record, answered(record)).flatMap((each) => run(record, each)),
  TerminateInstances: (record) =>
    instancesIn(record, asked(record)).flatMap((each) => ended(record, textAt(each, 'instanceId'))),
  // What is answered is a state on the way: pending or stopping.
  StartInstances: (record) => toState(record, { code: 16, name: 'running' }, ''),
  StopInstances: (record) =>
    toState(
      record,
      { code: 80, name: 'stopped' },
      `User initiated (${record.eventTime.slice(0, 19).replace('T', ' ')} GMT)`,
    ),
  MonitorInstances: (record) => monitored(record, 'enabled'),
  UnmonitorInstances: (record) => monitored(record, 'disabled'),
  ModifyInstanceAttribute: (record) => edited(record, idIn(record), (draft) => setAttributes(draft, record)),
  ModifyInstanceMetadataOptions: (record) => {
    const request = asked(record);
    const inner = objectAt(request, 'ModifyInstanceMetadataOptionsRequest');
    const options = objectAt(answered(record), 'ModifyInstanceMetadataOptionsResponse', 'instanceMetadataOptions');
    const set = { ...shaped(options ?? objectAt(answered(record), 'instanceMetadataOptions')) };
    return edited(record, textAt(inner, 'InstanceId') ?? idIn(record), (draft) => {
      draft.merge('configuration.metadataOptions', Object.keys(set).length > 0 ? set : optionsIn(inner ?? request));
    });
  },
  AssociateIamInstanceProfile: (record) => {
    const answer = objectAt(answered(record), 'AssociateIamInstanceProfileResponse') ?? answered(record);
    const made = objectAt(answer, 'iamInstanceProfileAssociation');
    const id = textAt(made, 'instanceId') ?? textAt(asked(record), 'AssociateIamInstanceProfileRequest', 'InstanceId');
    return edited(record, id ?? idIn(record), (draft) => {
      const profile = objectAt(made, 'iamInstanceProfile');
      if (profile) draft.set('configuration.iamInstanceProfile', profile);
      else draft.forget('configuration.iamInstanceProfile');
    });
  },
  DisassociateIamInstanceProfile: (record) => {
    const answer = objectAt(answered(record), 'DisassociateIamInstanceProfileResponse') ?? answered(record);
    return edited(record, textAt(answer, 'iamInstanceProfileAssociation', 'instanceId'), (draft) =>
      draft.set('configuration.iamInstanceProfile', undefined),
    );
  },
};

const idIn = (record: CloudTrailRecord) => textAt(asked(record), 'instanceId');
const instancesIn = (_: CloudTrailRecord, parameters: Json) => listAt(parameters, 'instancesSet').filter(isObject);

function run(record: CloudTrailRecord, answer: Parameters<typeof shaped>[0]) {
  const { groups, stateReason: _, ...instance } = shaped(answer);
  return begun(record, textAt(instance, 'instanceId'), (draft) => {
    draft.merge('configuration', { ...instance, ...settled(instance), securityGroups: groups ?? [] });
    draft.availabilityZone = textAt(instance, 'placement', 'availabilityZone');
    draft.resourceCreationTime = textAt(instance, 'launchTime') ?? draft.resourceCreationTime;
    draft.relate('Is contained in Subnet', 'AWS::EC2::Subnet', textAt(instance, 'subnetId'));
    draft.relate('Is contained in Vpc', 'AWS::EC2::VPC', textAt(instance, 'vpcId'));
    for (const group of listAt(groups ?? null)) {
      draft.relate('Is associated with SecurityGroup', 'AWS::EC2::SecurityGroup', textAt(group, 'groupId'));
    }
    // A public address and the volumes come after the call; a subnet may give the one, the image decides the other.
    if (textAt(instance, 'publicIpAddress') === undefined) draft.forget(...PUBLIC);
    if (listAt(instance, 'blockDeviceMappings').length === 0) draft.forget('configuration.blockDeviceMappings');
    draft.mark('configuration.networkInterfaces[].association');
    draft.mark('configuration.networkInterfaces[].privateIpAddresses[].association');
    // Systems Manager is not told to manage an instance by any call on it.
    draft.mark('relationships.*');
  });
}

/** What is on its way in the answer, as it is once the instance runs. */
const settled = (instance: JsonObject): JsonObject => ({
  state: { code: 16, name: 'running' },
  stateTransitionReason: '',
  monitoring: { state: textAt(instance, 'monitoring', 'state')?.replace('pending', 'enabled') ?? 'disabled' },
  ...(instance.metadataOptions !== undefined && {
    metadataOptions: { ...objectAt(instance, 'metadataOptions'), state: 'applied' },
  }),
  networkInterfaces: listAt(instance, 'networkInterfaces')
    .filter(isObject)
    .map((each) => ({
      ...each,
      ...(isObject(each.attachment) && { attachment: { ...each.attachment, status: 'attached' } }),
    })),
});

const toState = (record: CloudTrailRecord, state: Json, reason: string) =>
  instancesIn(record, asked(record)).flatMap((each) =>
    edited(record, textAt(each, 'instanceId'), (draft) => {
      draft.merge('configuration', { state, stateTransitionReason: reason });
      // A reason of EC2's own is there or goes. An address that is not an elastic one is another after each start, and none in between.
      draft.forget('configuration.stateReason', ...PUBLIC);
    }),
  );

const monitored = (record: CloudTrailRecord, state: string) =>
  instancesIn(record, asked(record)).flatMap((each) =>
    edited(record, textAt(each, 'instanceId'), (draft) => draft.set('configuration.monitoring', { state })),
  );

function setAttributes(draft: Draft, record: CloudTrailRecord): void {
  const request = asked(record);
  for (const name of ['ebsOptimized', 'sourceDestCheck', 'enaSupport']) {
    const flag = flagAt(request, name);
    if (flag !== undefined) draft.set(`configuration.${name}`, flag);
  }
  const type = textAt(request, 'instanceType', 'value') ?? textAt(request, 'instanceType');
  if (type !== undefined) draft.set('configuration.instanceType', type);
  const groups = listAt(request, 'groupSet').map((each) => pick(isObject(each) ? each : {}, 'groupId'));
  if (groups.length === 0) return;
  draft.set('configuration.securityGroups', groups);
  draft.unrelate('AWS::EC2::SecurityGroup');
  for (const { groupId } of groups) {
    draft.relate('Is associated with SecurityGroup', 'AWS::EC2::SecurityGroup', textAt(groupId));
  }
}

/** The request's own words, of which the answer has the outcome. */
const optionsIn = (request: Parameters<typeof shaped>[0]) => ({
  ...pick(request, 'httpTokens', 'httpEndpoint', 'httpPutResponseHopLimit', 'httpProtocolIpv6', 'instanceMetadataTags'),
  ...Object.fromEntries(
    Object.entries(pick(request, 'HttpTokens', 'HttpEndpoint', 'HttpPutResponseHopLimit')).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      value,
    ]),
  ),
});
