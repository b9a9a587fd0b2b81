import { consoleUser } from '../callers.ts';
import type { Cast, Person } from '../cast.ts';
import type { Call, Journal } from '../journal.ts';
import type { Random } from '../random.ts';
import { hour, minute, type SeoulDay, second } from '../time.ts';

/** What administrators look at: the calls that pages of the console make when they open. */
const pages = (cast: Cast): readonly (readonly Call[])[] => [
  [
    { action: 'ec2:DescribeInstances', request: { maxResults: 1000, instancesSet: {}, filterSet: {} } },
    {
      action: 'ec2:DescribeInstanceStatus',
      request: { maxResults: 1000, instancesSet: {}, filterSet: {}, includeAllInstances: false },
    },
    { action: 'ec2:DescribeVolumes', request: { maxResults: 1000, volumeSet: {}, filterSet: {} } },
    { action: 'monitoring:DescribeAlarms', request: { maxRecords: 100 } },
  ],
  [
    { action: 's3:ListBuckets', request: { Host: `s3.${cast.region}.amazonaws.com` } },
    {
      action: 's3:GetBucketPublicAccessBlock',
      request: {
        bucketName: cast.buckets.media,
        Host: `${cast.buckets.media}.s3.amazonaws.com`,
        publicAccessBlock: '',
      },
    },
    {
      action: 's3:GetBucketPolicyStatus',
      request: { bucketName: cast.buckets.media, Host: `${cast.buckets.media}.s3.amazonaws.com`, policyStatus: '' },
    },
  ],
  [
    { action: 'iam:ListUsers', request: { maxItems: 1000 } },
    { action: 'iam:ListMFADevices', request: { userName: cast.leaked.userName } },
    { action: 'iam:GetAccountSummary' },
    { action: 'iam:ListAccessKeys', request: { userName: cast.leaked.userName } },
  ],
  [
    { action: 'logs:DescribeLogGroups', request: { limit: 50 } },
    { action: 'logs:DescribeMetricFilters', request: { logGroupName: 'trail', limit: 50 } },
  ],
  [
    { action: 'cloudtrail:DescribeTrails', request: { includeShadowTrails: true, trailNameList: [] } },
    { action: 'cloudtrail:GetTrailStatus', request: { name: cast.trailName } },
    { action: 'cloudtrail:LookupEvents', request: { maxResults: 50 } },
  ],
  [
    { action: 'rds:DescribeDBInstances', request: { maxRecords: 100 } },
    { action: 'rds:DescribeDBClusters', request: { maxRecords: 100 } },
    { action: 'rds:DescribeEvents', request: { duration: 1440 } },
  ],
  [
    { action: 'lambda:ListFunctions20150331', request: { maxItems: 50 } },
    { action: 'lambda:GetFunctionConfiguration20150331v2', request: { functionName: cast.functionName } },
  ],
  [
    { action: 'ce:GetCostAndUsage', request: { granularity: 'DAILY', metrics: ['UnblendedCost'] } },
    { action: 'config:DescribeComplianceByConfigRule', request: {} },
  ],
];

/** Administrators sign in with MFA once or twice a working day, between nine and six, and look around. */
export function consoleSessions(journal: Journal, random: Random, days: readonly SeoulDay[]): void {
  for (const { midnight, date, isWorkday } of days) {
    if (!isWorkday) continue;
    for (const admin of journal.cast.admins) {
      const ownDay = random.fork(`${date}/${admin.userName}`);
      const times = ownDay.chance(0.5) ? [ownDay.int(545, 660), ownDay.int(800, 1040)] : [ownDay.int(545, 660)];
      for (const at of times)
        consoleSession(journal, ownDay, admin, midnight + at * minute + ownDay.int(0, 59) * second);
    }
  }
}

function consoleSession(journal: Journal, random: Random, admin: Person, signedIn: number): void {
  const { cast } = journal;
  const caller = consoleUser(cast, admin, signedIn, random, true);
  const mfaDevice = `arn:aws:iam::${cast.account}:mfa/${admin.userName}`;
  if (random.chance(0.06)) {
    journal.signIn(random, caller, signedIn - 40 * second, { error: 'Failed authentication' });
  }
  journal.signIn(random, caller, signedIn, { mfaDevice });
  let at = signedIn + 5 * second;
  for (let page = random.int(4, 12); page > 0; page -= 1) {
    for (const call of random.pick(pages(cast))) {
      at += random.int(0, 1) * second;
      journal.call(random, caller, at, call);
    }
    at += random.int(20, 400) * second;
    if (at > signedIn + hour) return;
  }
}
