/** Every call a collection makes, by what it is called here, with the permission it needs. All of them only read. */
export const CALLS = {
  'cloudtrail.DescribeTrails': 'cloudtrail:DescribeTrails',
  'cloudtrail.GetTrailStatus': 'cloudtrail:GetTrailStatus',
  'cloudtrail.ListTags': 'cloudtrail:ListTags',
  'ec2.DescribeAddresses': 'ec2:DescribeAddresses',
  'ec2.DescribeInstances': 'ec2:DescribeInstances',
  'ec2.DescribeInternetGateways': 'ec2:DescribeInternetGateways',
  'ec2.DescribeNetworkAcls': 'ec2:DescribeNetworkAcls',
  'ec2.DescribeRouteTables': 'ec2:DescribeRouteTables',
  'ec2.DescribeSecurityGroups': 'ec2:DescribeSecurityGroups',
  'ec2.DescribeSubnets': 'ec2:DescribeSubnets',
  'ec2.DescribeVolumes': 'ec2:DescribeVolumes',
  'ec2.DescribeVpcs': 'ec2:DescribeVpcs',
  'iam.GetAccountAuthorizationDetails': 'iam:GetAccountAuthorizationDetails',
  'iam.GetLoginProfile': 'iam:GetLoginProfile',
  'iam.ListAccessKeys': 'iam:ListAccessKeys',
  'iam.ListMFADevices': 'iam:ListMFADevices',
  'kms.DescribeKey': 'kms:DescribeKey',
  'kms.GetKeyPolicy': 'kms:GetKeyPolicy',
  'kms.GetKeyRotationStatus': 'kms:GetKeyRotationStatus',
  'kms.ListKeys': 'kms:ListKeys',
  'kms.ListResourceTags': 'kms:ListResourceTags',
  'lambda.GetFunction': 'lambda:GetFunction',
  'lambda.GetPolicy': 'lambda:GetPolicy',
  'lambda.ListFunctions': 'lambda:ListFunctions',
  'rds.DescribeDBInstances': 'rds:DescribeDBInstances',
  's3.GetBucketAcl': 's3:GetBucketAcl',
  's3.GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3.GetBucketLocation': 's3:GetBucketLocation',
  's3.GetBucketLogging': 's3:GetBucketLogging',
  's3.GetBucketPolicy': 's3:GetBucketPolicy',
  's3.GetBucketTagging': 's3:GetBucketTagging',
  's3.GetBucketVersioning': 's3:GetBucketVersioning',
  's3.GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3.ListBuckets': 's3:ListAllMyBuckets',
  'sns.GetTopicAttributes': 'sns:GetTopicAttributes',
  'sns.ListTagsForResource': 'sns:ListTagsForResource',
  'sns.ListTopics': 'sns:ListTopics',
  'sqs.GetQueueAttributes': 'sqs:GetQueueAttributes',
  'sqs.ListQueues': 'sqs:ListQueues',
  'sqs.ListQueueTags': 'sqs:ListQueueTags',
} as const;

export type CallName = keyof typeof CALLS;

/** The least a principal needs to collect. Who it is, it may ask without permission. */
export const collectPolicy = () => ({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'ReadConfigurations', Effect: 'Allow', Action: [...new Set(Object.values(CALLS))].sort(), Resource: '*' },
  ],
});
