import { textAt } from './read.ts';
import type { CloudTrailRecord } from './record.ts';
import type { Subject } from './subject.ts';

/** By source, which member of a request names a resource of which type. */
const types: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'cloudtrail.amazonaws.com': { trailName: 'AWS::CloudTrail::Trail', name: 'AWS::CloudTrail::Trail' },
  'config.amazonaws.com': {
    configRuleName: 'AWS::Config::ConfigRule',
    configurationRecorderName: 'AWS::Config::ConfigurationRecorder',
    deliveryChannelName: 'AWS::Config::DeliveryChannel',
  },
  'dynamodb.amazonaws.com': { tableName: 'AWS::DynamoDB::Table' },
  'ec2.amazonaws.com': {
    groupId: 'AWS::EC2::SecurityGroup',
    instanceId: 'AWS::EC2::Instance',
    internetGatewayId: 'AWS::EC2::InternetGateway',
    networkAclId: 'AWS::EC2::NetworkAcl',
    routeTableId: 'AWS::EC2::RouteTable',
    subnetId: 'AWS::EC2::Subnet',
    volumeId: 'AWS::EC2::Volume',
    vpcId: 'AWS::EC2::VPC',
  },
  'iam.amazonaws.com': {
    accessKeyId: 'AWS::IAM::AccessKey',
    groupName: 'AWS::IAM::Group',
    instanceProfileName: 'AWS::IAM::InstanceProfile',
    policyArn: 'AWS::IAM::Policy',
    policyName: 'AWS::IAM::Policy',
    roleName: 'AWS::IAM::Role',
    userName: 'AWS::IAM::User',
  },
  'kms.amazonaws.com': { keyId: 'AWS::KMS::Key' },
  'lambda.amazonaws.com': { functionName: 'AWS::Lambda::Function' },
  'logs.amazonaws.com': { logGroupName: 'AWS::Logs::LogGroup' },
  'monitoring.amazonaws.com': { alarmName: 'AWS::CloudWatch::Alarm' },
  's3.amazonaws.com': { bucketName: 'AWS::S3::Bucket' },
  'sns.amazonaws.com': { topicArn: 'AWS::SNS::Topic' },
  'sqs.amazonaws.com': { queueName: 'AWS::SQS::Queue', queueUrl: 'AWS::SQS::Queue' },
  'sts.amazonaws.com': { roleArn: 'AWS::IAM::Role' },
};

/**
 * The resources a record's request names, with their types, as the event history is looked up by them.
 * @see AWS CloudTrail User Guide, "Resource types supported by event history"; which member names what is unverified
 */
export function namedResources(record: CloudTrailRecord): Subject[] {
  return Object.entries(types[record.eventSource] ?? {}).flatMap(([member, type]) => {
    const name = textAt(record.requestParameters, member);
    return name === undefined ? [] : [{ name, type }];
  });
}
