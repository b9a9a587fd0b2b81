import { consoleUser, keyUser } from './callers.ts';
import { type Cast, intruderAddress } from './cast.ts';
import { type Call, type Journal, notAuthorized } from './journal.ts';
import type { Random } from './random.ts';
import { iamDate, minute, second } from './time.ts';

const agent = (command: string) =>
  `aws-cli/2.31.2 md/awscrt#0.27.6 ua/2.1 os/linux#6.12.38+kali-amd64 md/arch#x86_64 lang/python#3.13.7 md/command#${command}`;

/** When the trail was stopped and when it ran again: nothing is recorded between. */
export interface Blackout {
  readonly from: number;
  readonly to: number;
}

/** How long before the end of the week the intrusion begins. */
export const intrusionLead = 150 * minute;

export const plantedUser = 'svc-backup';

/**
 * Somebody found an access key of old. They look around, mostly in vain, make a user with a key and administrator rights, sign in as that
 * user, open a bucket and a security group, and stop the trail. Twenty minutes later an administrator notices and closes what was opened.
 */
export function intrusion(journal: Journal, random: Random, end: number): Blackout {
  const { cast } = journal;
  const begin = end - intrusionLead;
  let now = begin;
  const after = (least: number, most: number) => (now += random.int(least, most) * second);

  const thief = keyUser(cast, cast.leaked, { address: intruderAddress, userAgent: agent('sts.get-caller-identity') });
  journal.call(random, thief, now, { action: 'sts:GetCallerIdentity' });
  for (const call of reconnaissance(cast)) journal.call(random, thief, after(2, 9), call);

  now += 4 * minute;
  const planted = {
    userName: plantedUser,
    principalId: random.iamId('AIDA'),
    accessKeyId: random.iamId('AKIA'),
    address: intruderAddress,
    email: '',
  };
  const arn = `arn:aws:iam::${cast.account}:user/${plantedUser}`;
  journal.call(random, thief, now, {
    action: 'iam:CreateUser',
    request: { userName: plantedUser },
    response: {
      user: { path: '/', userName: plantedUser, userId: planted.principalId, arn, createDate: iamDate(now) },
    },
  });
  after(8, 15);
  journal.call(random, thief, now, {
    action: 'iam:CreateAccessKey',
    request: { userName: plantedUser },
    response: {
      accessKey: {
        userName: plantedUser,
        accessKeyId: planted.accessKeyId,
        status: 'Active',
        createDate: iamDate(now),
      },
    },
  });
  journal.call(random, thief, after(10, 20), {
    action: 'iam:AttachUserPolicy',
    request: { userName: plantedUser, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  });
  after(15, 30);
  journal.call(random, thief, now, {
    action: 'iam:CreateLoginProfile',
    request: { userName: plantedUser, passwordResetRequired: false },
    response: { loginProfile: { userName: plantedUser, createDate: iamDate(now), passwordResetRequired: false } },
  });

  now += 3 * minute;
  const inConsole = consoleUser(cast, planted, now, random, false);
  journal.signIn(random, inConsole, now, {});
  journal.call(random, inConsole, after(20, 40), {
    action: 's3:ListBuckets',
    request: { Host: `s3.${cast.region}.amazonaws.com` },
  });
  const inShell = keyUser(cast, planted, { address: intruderAddress, userAgent: agent('s3api.put-bucket-policy') });
  for (const call of [...openBucket(cast), openGroup(cast, random)]) journal.call(random, inShell, after(15, 50), call);

  now += 2 * minute;
  const trail = `arn:aws:cloudtrail:${cast.region}:${cast.account}:trail/${cast.trailName}`;
  journal.call(random, inShell, now, { action: 'cloudtrail:StopLogging', request: { name: trail } });
  const stopped = now;

  now += 20 * minute;
  const admin = cast.admins[0]!;
  const rescuer = consoleUser(cast, admin, now - 2 * minute, random, true);
  journal.call(random, rescuer, now, { action: 'cloudtrail:StartLogging', request: { name: trail } });
  for (const call of cleanUp(cast, planted.accessKeyId, random)) journal.call(random, rescuer, after(20, 60), call);
  return { from: stopped, to: stopped + 20 * minute };
}

function reconnaissance(cast: Cast): Call[] {
  const arn = `arn:aws:iam::${cast.account}:user/${cast.leaked.userName}`;
  const denied = (action: string, code = 'AccessDenied'): Call => ({
    action,
    request: {},
    error: [code, notAuthorized(arn, action)],
  });
  const unauthorized = (action: string): Call => ({
    action,
    request: {},
    error: ['Client.UnauthorizedOperation', 'You are not authorized to perform this operation.'],
  });
  return [
    { action: 's3:ListBuckets', request: { Host: `s3.${cast.region}.amazonaws.com` } },
    { action: 'iam:ListUsers', request: {} },
    { action: 'iam:ListAttachedUserPolicies', request: { userName: cast.leaked.userName } },
    ...['ec2:DescribeInstances', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSnapshots', 'ec2:DescribeVpcs'].map(
      unauthorized,
    ),
    denied('rds:DescribeDBInstances'),
    ...['lambda:ListFunctions20150331', 'secretsmanager:ListSecrets', 'dynamodb:ListTables', 'kms:ListKeys'].map(
      (action) => denied(action, 'AccessDeniedException'),
    ),
    denied('iam:ListRoles'),
    denied('iam:GetAccountAuthorizationDetails'),
    denied('organizations:ListAccounts', 'AccessDeniedException'),
    denied('guardduty:ListDetectors', 'AccessDeniedException'),
    denied('ssm:DescribeParameters', 'AccessDeniedException'),
    { ...unauthorized('ec2:DescribeInstances'), region: 'us-west-2' },
    { ...unauthorized('ec2:DescribeInstances'), region: 'eu-west-1' },
    denied('cloudtrail:DescribeTrails', 'AccessDeniedException'),
    { action: 'iam:GetUser', request: { userName: cast.leaked.userName } },
  ];
}

function openBucket(cast: Cast): Call[] {
  const bucketName = cast.buckets.invoices;
  const Host = `${bucketName}.s3.${cast.region}.amazonaws.com`;
  const resources = [{ type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucketName}` }];
  return [
    {
      action: 's3:PutBucketPublicAccessBlock',
      request: { publicAccessBlock: '', bucketName, Host, PublicAccessBlockConfiguration: blocks(false) },
      resources,
    },
    {
      action: 's3:PutBucketPolicy',
      request: { bucketPolicy: publicPolicy(bucketName), bucketName, Host, policy: '' },
      resources,
    },
  ];
}

export const blocks = (on: boolean) => ({
  xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/',
  BlockPublicAcls: on,
  IgnorePublicAcls: on,
  BlockPublicPolicy: on,
  RestrictPublicBuckets: on,
});

export const publicPolicy = (bucketName: string) => ({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Read', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucketName}/*` },
  ],
});

const sshFromAnywhere = {
  items: [
    {
      ipProtocol: 'tcp',
      fromPort: 22,
      toPort: 22,
      groups: {},
      ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] },
      ipv6Ranges: {},
      prefixListIds: {},
    },
  ],
};

function openGroup(cast: Cast, random: Random): Call {
  const groupId = cast.securityGroups.web;
  return {
    action: 'ec2:AuthorizeSecurityGroupIngress',
    request: { groupId, ipPermissions: sshFromAnywhere },
    response: {
      requestId: random.uuid(),
      _return: true,
      securityGroupRuleSet: {
        items: [
          {
            groupOwnerId: cast.account,
            groupId,
            securityGroupRuleId: `sgr-0${random.hex(16)}`,
            isEgress: false,
            ipProtocol: 'tcp',
            fromPort: 22,
            toPort: 22,
            cidrIpv4: '0.0.0.0/0',
          },
        ],
      },
    },
  };
}

function cleanUp(cast: Cast, accessKeyId: string, random: Random): Call[] {
  const bucketName = cast.buckets.invoices;
  const Host = `${bucketName}.s3.${cast.region}.amazonaws.com`;
  return [
    { action: 'iam:UpdateAccessKey', request: { userName: plantedUser, accessKeyId, status: 'Inactive' } },
    {
      action: 'iam:UpdateAccessKey',
      request: { userName: cast.leaked.userName, accessKeyId: cast.leaked.accessKeyId, status: 'Inactive' },
    },
    {
      action: 'iam:DetachUserPolicy',
      request: { userName: plantedUser, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    },
    {
      action: 's3:PutBucketPublicAccessBlock',
      request: { publicAccessBlock: '', bucketName, Host, PublicAccessBlockConfiguration: blocks(true) },
    },
    {
      action: 'ec2:RevokeSecurityGroupIngress',
      request: { groupId: cast.securityGroups.web, ipPermissions: sshFromAnywhere },
      response: { requestId: random.uuid(), _return: true },
    },
  ];
}
