import { developer } from '../callers.ts';
import type { Cast } from '../cast.ts';
import { type Call, type Journal, notAuthorized } from '../journal.ts';
import type { Random } from '../random.ts';
import { minute, type SeoulDay, second } from '../time.ts';

const commands = (cast: Cast): readonly Call[] => [
  {
    action: 'logs:FilterLogEvents',
    request: { logGroupName: `/aws/lambda/${cast.functionName}`, limit: 100, interleaved: true },
  },
  {
    action: 'ec2:DescribeInstances',
    request: { instancesSet: { items: [{ instanceId: cast.instances[0]!.id }] }, filterSet: {} },
  },
  { action: 's3:ListBuckets', request: { Host: `s3.${cast.region}.amazonaws.com` } },
  { action: 'cloudformation:DescribeStacks', request: { stackName: 'shop' } },
  { action: 'ecr:DescribeRepositories', request: { maxResults: 100 } },
  {
    action: 'sqs:GetQueueAttributes',
    request: { queueUrl: `https://sqs.${cast.region}.amazonaws.com/${cast.account}/orders`, attributeNames: ['All'] },
  },
  { action: 'dynamodb:DescribeTable', request: { tableName: 'orders' } },
  { action: 'ssm:GetParameter', request: { name: '/shop/feature-flags', withDecryption: true } },
  { action: 'lambda:GetFunction20150331v2', request: { functionName: cast.functionName } },
];

/** Developers open a session through Identity Center in the morning and work on the command line. */
export function developerSessions(journal: Journal, random: Random, days: readonly SeoulDay[]): void {
  const { cast } = journal;
  for (const { midnight, date, isWorkday } of days) {
    if (!isWorkday) continue;
    for (const who of cast.developers) {
      const ownDay = random.fork(`${date}/${who.userName}`);
      const since = midnight + ownDay.int(555, 640) * minute + ownDay.int(0, 59) * second;
      const caller = developer(cast, who, since, ownDay);
      for (
        let at = since + ownDay.int(10, 90) * second;
        at < midnight + 1080 * minute;
        at += ownDay.int(60, 2400) * second
      ) {
        const call = ownDay.pick(commands(cast));
        journal.call(ownDay, caller, at, ownDay.chance(0.004) ? denied(call, caller.identity.arn ?? '') : call);
      }
    }
  }
}

/** Now and then somebody tries what their role does not allow. */
function denied(call: Call, arn: string): Call {
  return { ...call, error: ['AccessDenied', notAuthorized(arn, call.action)] };
}
