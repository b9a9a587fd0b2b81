import { deployer } from '../callers.ts';
import { runnerAddresses } from '../cast.ts';
import type { Journal } from '../journal.ts';
import type { Random } from '../random.ts';
import { hour, isoSeconds, minute, type SeoulDay, second } from '../time.ts';

/** The build service deploys several times a working day: it takes the deploy role with its own token, plans, and changes a little. */
export function deploys(journal: Journal, random: Random, days: readonly SeoulDay[]): void {
  for (const { midnight, date, isWorkday } of days) {
    const ownDay = random.fork(date);
    const count = isWorkday ? ownDay.int(4, 8) : ownDay.int(0, 1);
    for (let run = 0; run < count; run += 1) {
      deploy(
        journal,
        ownDay.fork(`run/${run}`),
        midnight + ownDay.int(570, 1110) * minute + ownDay.int(0, 59) * second,
      );
    }
  }
}

function deploy(journal: Journal, random: Random, at: number): void {
  const { cast } = journal;
  const { deploy: role } = cast.roles;
  const run = `shop-${random.int(10_000_000_000, 19_999_999_999)}`;
  const address = random.pick(runnerAddresses);
  const caller = deployer(cast, run, address, at, random);
  let now = at;
  const next = () => (now += random.int(1, 6) * second);

  journal.call(
    random,
    {
      identity: {
        type: 'WebIdentityUser',
        principalId: `arn:aws:iam::${cast.account}:oidc-provider/token.actions.githubusercontent.com:sts.amazonaws.com:repo:hanbit-shop/shop:ref:refs/heads/main`,
        userName: 'repo:hanbit-shop/shop:ref:refs/heads/main',
        identityProvider: `arn:aws:iam::${cast.account}:oidc-provider/token.actions.githubusercontent.com`,
      },
      sourceIPAddress: address,
      userAgent: 'aws-sdk-nodejs/3.917.0 configure-aws-credentials-for-github-actions',
      way: 'network',
    },
    now,
    {
      action: 'sts:AssumeRoleWithWebIdentity',
      request: { roleArn: role.arn, roleSessionName: run, durationSeconds: 3600 },
      response: {
        credentials: {
          accessKeyId: caller.identity.accessKeyId,
          sessionToken: '',
          expiration: isoSeconds(at + hour),
        },
        subjectFromWebIdentityToken: 'repo:hanbit-shop/shop:ref:refs/heads/main',
        assumedRoleUser: { assumedRoleId: `${role.id}:${run}`, arn: caller.identity.arn },
        provider: `arn:aws:iam::${cast.account}:oidc-provider/token.actions.githubusercontent.com`,
        audience: 'sts.amazonaws.com',
      },
      resources: [{ type: 'AWS::IAM::Role', ARN: role.arn }],
    },
  );
  journal.call(random, caller, next(), { action: 'sts:GetCallerIdentity' });
  for (const action of [
    'ec2:DescribeVpcs',
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeLaunchTemplates',
    'autoscaling:DescribeAutoScalingGroups',
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeTargetGroups',
    'logs:DescribeLogGroups',
    'iam:GetRole',
    'iam:ListAttachedRolePolicies',
    'lambda:GetFunction20150331v2',
    'kms:DescribeKey',
  ]) {
    journal.call(random, caller, next(), { action, request: {} });
  }
  const { functionName } = cast;
  journal.call(random, caller, next(), {
    action: 'lambda:UpdateFunctionCode20150331v2',
    request: {
      functionName,
      s3Bucket: cast.buckets.artifacts,
      s3Key: `${functionName}/${run}.zip`,
      publish: false,
      dryRun: false,
    },
    response: {
      functionName,
      runtime: 'nodejs24.x',
      codeSize: random.int(180_000, 240_000),
      lastModified: isoSeconds(now),
      version: '$LATEST',
    },
  });
  if (random.chance(0.35)) {
    const version = random.int(12, 90);
    journal.call(random, caller, next(), {
      action: 'ec2:CreateLaunchTemplateVersion',
      request: {
        CreateLaunchTemplateVersionRequest: {
          LaunchTemplateName: cast.asgName,
          SourceVersion: version,
          LaunchTemplateData: { ImageId: `ami-0${random.hex(16)}` },
        },
      },
      response: {
        CreateLaunchTemplateVersionResponse: {
          launchTemplateVersion: { launchTemplateName: cast.asgName, versionNumber: version + 1 },
        },
      },
    });
    journal.call(random, caller, next(), {
      action: 'autoscaling:StartInstanceRefresh',
      request: { autoScalingGroupName: cast.asgName, strategy: 'Rolling' },
      response: { instanceRefreshId: random.uuid() },
    });
  }
}
