import type { CloudTrailRecord } from '../../cloudtrail/index.ts';
import type { Reducer } from './change.ts';
import { dbInstanceReducers } from './db-instance.ts';
import { elasticIpReducers } from './ec2/elastic-ip.ts';
import { instanceReducers } from './ec2/instance.ts';
import { internetGatewayReducers } from './ec2/internet-gateway.ts';
import { networkAclReducers } from './ec2/network-acl.ts';
import { routeTableReducers } from './ec2/route-table.ts';
import { securityGroupReducers } from './ec2/security-group.ts';
import { subnetReducers } from './ec2/subnet.ts';
import { tagReducers } from './ec2/tags.ts';
import { volumeReducers } from './ec2/volume.ts';
import { vpcReducers } from './ec2/vpc.ts';
import { accessKeyReducers } from './iam/access-key.ts';
import { groupReducers } from './iam/group.ts';
import { policyReducers } from './iam/policy.ts';
import { roleReducers } from './iam/role.ts';
import { userReducers } from './iam/user.ts';
import { keyReducers } from './kms-key.ts';
import { functionReducers } from './lambda-function.ts';
import { queueReducers } from './queue.ts';
import { bucketReducers } from './s3/bucket.ts';
import { topicReducers } from './topic.ts';
import { trailReducers } from './trail.ts';

/** The calls that change resources: by eventSource and eventName, what each changes. */
export const reducers: Readonly<Record<string, Readonly<Record<string, Reducer>>>> = {
  'cloudtrail.amazonaws.com': trailReducers,
  'ec2.amazonaws.com': {
    ...securityGroupReducers,
    ...networkAclReducers,
    ...routeTableReducers,
    ...vpcReducers,
    ...subnetReducers,
    ...internetGatewayReducers,
    ...instanceReducers,
    ...volumeReducers,
    ...elasticIpReducers,
    ...tagReducers,
  },
  'iam.amazonaws.com': {
    ...userReducers,
    ...groupReducers,
    ...roleReducers,
    ...policyReducers,
    ...accessKeyReducers,
  },
  'kms.amazonaws.com': keyReducers,
  'lambda.amazonaws.com': functionReducers,
  'rds.amazonaws.com': dbInstanceReducers,
  's3.amazonaws.com': bucketReducers,
  'sns.amazonaws.com': topicReducers,
  'sqs.amazonaws.com': queueReducers,
};

/** Lambda's calls carry the version of its API: `CreateFunction20150331`, `AddPermission20150331v2`. */
const plainName = (name: string): string => name.replace(/20\d{6}(v\d)?$/, '');

/** What a call changes, where it is one that changes resources rebuilt here. */
export function reducerOf({
  eventSource,
  eventName,
}: Pick<CloudTrailRecord, 'eventSource' | 'eventName'>): Reducer | undefined {
  const ofService = Object.hasOwn(reducers, eventSource) ? reducers[eventSource] : undefined;
  const name = plainName(eventName);
  return ofService && Object.hasOwn(ofService, name) ? ofService[name] : undefined;
}
