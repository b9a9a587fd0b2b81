import { accountOf, type CloudTrailRecord, type JsonObject } from '../../cloudtrail/index.ts';
import { changed, deleted, made, type Reducer, type Subject } from './change.ts';
import type { Draft } from './draft.ts';
import { answered, asked, isoTime, listAt, tagsIn, textAt, textsAt } from './read.ts';

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
  const { instanceCreateTime, pendingModifiedValues, tagList: _, ...answer } = answered(record);
  const values: JsonObject = {
    ...answer,
    ...(instanceCreateTime !== undefined && { instanceCreateTime: isoTime(instanceCreateTime) ?? null }),
    // A password on its way is told as asterisks.
    ...(pendingModifiedValues !== undefined && { pendingModifiedValues }),
  };
  draft.merge('configuration', values);
  draft.ARN = textAt(answer, 'dBInstanceArn') ?? draft.ARN;
  draft.availabilityZone = textAt(answer, 'availabilityZone') ?? draft.availabilityZone;
  for (const group of listAt(answer, 'vpcSecurityGroups')) {
    draft.relate('Is associated with SecurityGroup', 'AWS::EC2::SecurityGroup', textAt(group, 'vpcSecurityGroupId'));
  }
  draft.relate(
    'Is associated with DBSubnetGroup',
    'AWS::RDS::DBSubnetGroup',
    textAt(answer, 'dBSubnetGroup', 'dBSubnetGroupName'),
  );
}

/** The same calls tag everything RDS has. */
function tagged(record: CloudTrailRecord, edit: (draft: Draft) => void) {
  const [, name] = /:db:(.+)$/.exec(textAt(asked(record), 'resourceName') ?? '') ?? [];
  return name === undefined ? [] : [changed(instanceOf(record, name), edit)];
}
