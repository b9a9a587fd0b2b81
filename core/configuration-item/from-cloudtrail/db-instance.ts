import { accountOf, type CloudTrailRecord } from '../../cloudtrail/index.ts';
import { changed, deleted, made, type Reducer, type Subject } from './change.ts';
import type { Draft } from './draft.ts';
import { answered, asked, isoTime, listAt, objectAt, tagsIn, textAt, textsAt } from './read.ts';

/** What AWS Config has as the zone of an instance with a standby in another. */
const SEVERAL_ZONES = 'Multiple Availability Zones';
/** What an instance has once it is there, and what a call that makes one may not tell yet. */
const LATER = [
  'endpoint',
  'instanceCreateTime',
  'latestRestorableTime',
  'availabilityZone',
  'secondaryAvailabilityZone',
];

/** The instance a call names; its resourceId, `dbiResourceId`, is only in answers. */
function instanceOf(record: CloudTrailRecord, name = textAt(asked(record), 'dBInstanceIdentifier')): Subject {
  const told = name ?? textAt(answered(record), 'dBInstanceIdentifier');
  const lower = told?.toLowerCase();
  return {
    type: 'AWS::RDS::DBInstance',
    region: record.awsRegion,
    id: textAt(answered(record), 'dbiResourceId'),
    name: lower,
    arn: lower && `arn:aws:rds:${record.awsRegion}:${accountOf(record)}:db:${lower}`,
  };
}

const create: Reducer = (record) => [
  made(instanceOf(record), (draft) => {
    configure(draft, record);
    const identifier = instanceOf(record).name;
    if (answered(record).dBInstanceIdentifier === undefined) {
      draft.merge('configuration', { dBInstanceIdentifier: identifier });
      draft.forget('configuration.*');
    }
    draft.set('configuration.dBInstanceStatus', 'available');
    settle(draft);
    for (const name of LATER)
      if (draft.at(`configuration.${name}`) === undefined) draft.forget(`configuration.${name}`);
    draft.tag(tagsIn(asked(record).tags));
  }),
];

const change =
  (edit: (draft: Draft, record: CloudTrailRecord) => void): Reducer =>
  (record) => [changed(instanceOf(record), (draft) => edit(draft, record))];

/** RDS database instances. */
export const dbInstanceReducers: Readonly<Record<string, Reducer>> = {
  CreateDBInstance: create,
  CreateDBInstanceReadReplica: create,
  RestoreDBInstanceFromDBSnapshot: create,
  RestoreDBInstanceFromS3: create,
  RestoreDBInstanceToPointInTime: (record) => {
    const target = textAt(asked(record), 'targetDBInstanceIdentifier');
    return create({
      ...record,
      requestParameters: { ...asked(record), ...(target && { dBInstanceIdentifier: target }) },
    });
  },
  ModifyDBInstance: change((draft, record) => {
    configure(draft, record);
    if (asked(record).applyImmediately === true) settle(draft);
    const { newDBInstanceIdentifier } = asked(record);
    if (typeof newDBInstanceIdentifier === 'string' && asked(record).applyImmediately === true) {
      draft.resourceName = newDBInstanceIdentifier.toLowerCase();
      draft.set('configuration.dBInstanceIdentifier', draft.resourceName);
    }
  }),
  StartDBInstance: change((draft) => draft.set('configuration.dBInstanceStatus', 'available')),
  StopDBInstance: change((draft) => draft.set('configuration.dBInstanceStatus', 'stopped')),
  DeleteDBInstance: (record) => [deleted(instanceOf(record))],
  AddTagsToResource: (record) => tagged(record, (draft) => draft.tag(tagsIn(asked(record).tags))),
  RemoveTagsFromResource: (record) => tagged(record, (draft) => draft.untag(textsAt(asked(record), 'tagKeys'))),
};

/** What the answer tells. What is asked for is not always in force at once, so it is not taken for granted. */
function configure(draft: Draft, record: CloudTrailRecord): void {
  // The status is one on the way, such as `modifying`.
  const { instanceCreateTime, dBInstanceStatus: _, tagList: __, ...answer } = answered(record);
  draft.merge('configuration', {
    ...answer,
    ...(instanceCreateTime !== undefined && { instanceCreateTime: isoTime(instanceCreateTime) ?? null }),
  });
  draft.ARN = textAt(answer, 'dBInstanceArn') ?? draft.ARN;
  draft.availabilityZone =
    answer.multiAZ === true ? SEVERAL_ZONES : (textAt(answer, 'availabilityZone') ?? draft.availabilityZone);
  for (const group of listAt(answer, 'vpcSecurityGroups')) {
    draft.relate('Is associated with SecurityGroup', 'AWS::EC2::SecurityGroup', textAt(group, 'vpcSecurityGroupId'));
  }
  draft.relate(
    'Is associated with DBSubnetGroup',
    'AWS::RDS::DBSubnetGroup',
    textAt(answer, 'dBSubnetGroup', 'dBSubnetGroupName'),
  );
}

/** What is pending and does not wait for a maintenance window, as it is a little later. */
function settle(draft: Draft): void {
  const { pendingCloudwatchLogsExports: logs, ...pending } =
    objectAt(draft.at('configuration.pendingModifiedValues')) ?? {};
  for (const [name, value] of Object.entries(pending)) {
    const elsewhere = ELSEWHERE[name];
    if (elsewhere) draft.forget(...elsewhere);
    else if (value !== undefined) draft.set(`configuration.${name}`, value);
  }
  if (logs !== undefined) {
    const [on, off] = [textsAt(logs, 'logTypesToEnable'), textsAt(logs, 'logTypesToDisable')];
    for (const type of off) draft.drop(LOGS, (each) => each === type);
    for (const type of on) draft.put(LOGS, type, (each) => each === type);
  }
  draft.set('configuration.pendingModifiedValues', {});
}

const LOGS = 'configuration.enabledCloudwatchLogsExports';
/** What is pending under other names than it has once it is so; a password is nowhere. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  dBSubnetGroupName: ['configuration.dBSubnetGroup'],
  masterUserPassword: [],
  port: ['configuration.endpoint'],
};

/** The same calls tag everything RDS has. */
function tagged(record: CloudTrailRecord, edit: (draft: Draft) => void) {
  const [, name] = /:db:(.+)$/.exec(textAt(asked(record), 'resourceName') ?? '') ?? [];
  return name === undefined ? [] : [changed(instanceOf(record, name), edit)];
}
