import { onInstance, service, serviceRole } from '../callers.ts';
import type { Instance } from '../cast.ts';
import type { Journal } from '../journal.ts';
import type { Random } from '../random.ts';
import { hour, isoSeconds, minute, second } from '../time.ts';

/** What goes on by itself, day and night: agents, deliveries, Config, scaling. */
export function machines(journal: Journal, random: Random, from: number, to: number): void {
  agents(journal, random.fork('agents'), from, to);
  deliveries(journal, random.fork('deliveries'), from, to);
  recorder(journal, random.fork('recorder'), from, to);
  scaling(journal, random.fork('scaling'), from, to);
  functionRole(journal, random.fork('function'), from, to);
}

/** Each instance takes credentials every six hours and reports to Systems Manager. */
function agents(journal: Journal, random: Random, from: number, to: number): void {
  const { cast } = journal;
  for (const instance of cast.instances) {
    const own = random.fork(instance.id);
    for (let since = from + own.int(0, 59) * minute; since < to; since += 6 * hour) {
      const caller = onInstance(cast, instance, since, own);
      assumed(journal, own, since, cast.roles.web, instance);
      for (
        let at = since + own.int(5, 60) * second;
        at < Math.min(since + 6 * hour, to);
        at += hour + own.int(-30, 30) * second
      ) {
        journal.call(own, caller, at, {
          action: 'ssm:UpdateInstanceInformation',
          request: {
            instanceId: instance.id,
            agentVersion: '3.3.2746.0',
            agentStatus: 'Active',
            platformType: 'Linux',
            platformName: 'Amazon Linux',
            iPAddress: instance.privateIp,
            computerName: `ip-${instance.privateIp.replaceAll('.', '-')}`,
          },
          readOnly: false,
        });
      }
    }
  }
}

function assumed(
  journal: Journal,
  random: Random,
  at: number,
  role: { arn: string; id: string; name: string },
  instance: Instance,
): void {
  journal.call(random, service('ec2.amazonaws.com'), at, {
    action: 'sts:AssumeRole',
    request: { roleArn: role.arn, roleSessionName: instance.id },
    response: {
      credentials: { accessKeyId: random.iamId('ASIA'), sessionToken: '', expiration: isoSeconds(at + 6 * hour) },
      assumedRoleUser: {
        assumedRoleId: `${role.id}:${instance.id}`,
        arn: `arn:aws:sts::${journal.cast.account}:assumed-role/${role.name}/${instance.id}`,
      },
    },
    resources: [{ type: 'AWS::IAM::Role', ARN: role.arn }],
  });
}

/** The trail looks at its bucket before it delivers, and has its files encrypted. */
function deliveries(journal: Journal, random: Random, from: number, to: number): void {
  const { cast } = journal;
  const bucket = cast.buckets.trail;
  const trail = service('cloudtrail.amazonaws.com');
  for (let at = from + 2 * minute; at < to; at += 30 * minute + random.int(-40, 40) * second) {
    journal.call(random, trail, at, {
      action: 's3:GetBucketAcl',
      request: { bucketName: bucket, Host: `${bucket}.s3.${cast.region}.amazonaws.com`, acl: '' },
      additional: {
        SignatureVersion: 'SigV4',
        CipherSuite: 'TLS_AES_128_GCM_SHA256',
        bytesTransferredIn: 0,
        AuthenticationMethod: 'AuthHeader',
        'x-amz-id-2': random.hex(40),
        bytesTransferredOut: 544,
      },
      resources: [{ type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }],
    });
    journal.call(random, trail, at + second, {
      action: 'kms:GenerateDataKey',
      request: {
        keySpec: 'AES_256',
        keyId: `arn:aws:kms:${cast.region}:${cast.account}:key/${cast.keyId}`,
        encryptionContext: {
          'aws:cloudtrail:arn': `arn:aws:cloudtrail:${cast.region}:${cast.account}:trail/${cast.trailName}`,
        },
      },
      resources: [{ type: 'AWS::KMS::Key', ARN: `arn:aws:kms:${cast.region}:${cast.account}:key/${cast.keyId}` }],
    });
  }
}

/** AWS Config describes what it records. */
function recorder(journal: Journal, random: Random, from: number, to: number): void {
  const { cast } = journal;
  for (let since = from + 7 * minute; since < to; since += 3 * hour) {
    const caller = serviceRole(cast, cast.roles.config, 'AWSConfig-Describe', 'config.amazonaws.com', since, random);
    [
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeVpcs',
      'iam:GetAccountPasswordPolicy',
      'iam:ListUsers',
      's3:GetBucketPolicy',
      's3:GetBucketEncryption',
      'lambda:ListFunctions20150331',
      'kms:ListKeys',
    ].forEach((action, step) => {
      const bucketName = cast.buckets.invoices;
      const request = action.startsWith('s3:')
        ? { bucketName, Host: `${bucketName}.s3.${cast.region}.amazonaws.com` }
        : {};
      journal.call(random, caller, since + step * second, { action, request });
    });
  }
}

/** The web fleet grows for the evening and shrinks at night. */
function scaling(journal: Journal, random: Random, from: number, to: number): void {
  const { cast } = journal;
  const grown: string[] = [];
  for (let at = from + 11 * minute; at < to; at += hour) {
    const hourInSeoul = (Math.floor(at / hour) + 9) % 24;
    const caller = serviceRole(cast, cast.roles.autoscaling, 'AutoScaling', 'autoscaling.amazonaws.com', at, random);
    const later = at + random.int(0, 1500) * second;
    if (hourInSeoul >= 17 && hourInSeoul <= 20) {
      const instanceId = `i-0${random.hex(16)}`;
      grown.push(instanceId);
      journal.call(random, caller, later, {
        action: 'ec2:RunInstances',
        request: {
          instancesSet: { items: [{ minCount: 1, maxCount: 1 }] },
          instanceType: 't3.medium',
          blockDeviceMapping: {},
          monitoring: { enabled: true },
          clientToken: random.uuid(),
          subnetId: random.pick(cast.instances).subnetId,
          launchTemplate: { launchTemplateName: cast.asgName, version: '$Latest' },
        },
        response: {
          requestId: random.uuid(),
          reservationId: `r-0${random.hex(16)}`,
          ownerId: cast.account,
          instancesSet: {
            items: [{ instanceId, instanceState: { code: 0, name: 'pending' }, instanceType: 't3.medium' }],
          },
        },
      });
      journal.call(random, caller, later + 2 * second, {
        action: 'ec2:CreateTags',
        request: {
          resourcesSet: { items: [{ resourceId: instanceId }] },
          tagSet: { items: [{ key: 'aws:autoscaling:groupName', value: cast.asgName }] },
        },
        response: { requestId: random.uuid(), _return: true },
      });
    } else if (hourInSeoul >= 1 && hourInSeoul <= 6 && grown.length > 0) {
      const instanceId = grown.shift()!;
      journal.call(random, caller, later, {
        action: 'ec2:TerminateInstances',
        request: { instancesSet: { items: [{ instanceId }] } },
        response: {
          requestId: random.uuid(),
          instancesSet: {
            items: [
              {
                instanceId,
                currentState: { code: 32, name: 'shutting-down' },
                previousState: { code: 16, name: 'running' },
              },
            ],
          },
        },
      });
    }
  }
}

/** The order handler's role is taken as its environments come and go, and makes their log streams. */
function functionRole(journal: Journal, random: Random, from: number, to: number): void {
  const { cast } = journal;
  const role = cast.roles.orders;
  for (let at = from + 3 * minute; at < to; at += random.int(70, 160) * minute) {
    journal.call(random, service('lambda.amazonaws.com'), at, {
      action: 'sts:AssumeRole',
      request: { roleArn: role.arn, roleSessionName: cast.functionName },
      response: {
        credentials: { accessKeyId: random.iamId('ASIA'), sessionToken: '', expiration: isoSeconds(at + 12 * hour) },
        assumedRoleUser: {
          assumedRoleId: `${role.id}:${cast.functionName}`,
          arn: `arn:aws:sts::${cast.account}:assumed-role/${role.name}/${cast.functionName}`,
        },
      },
      resources: [{ type: 'AWS::IAM::Role', ARN: role.arn }],
    });
    journal.call(random, serviceRole(cast, role, cast.functionName, 'lambda.amazonaws.com', at, random), at + second, {
      action: 'logs:CreateLogStream',
      request: {
        logGroupName: `/aws/lambda/${cast.functionName}`,
        logStreamName: `${isoSeconds(at).slice(0, 10).replaceAll('-', '/')}/[$LATEST]${random.hex(32)}`,
      },
    });
  }
}
