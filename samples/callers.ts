import type { UserIdentity } from '../core/cloudtrail/index.ts';
import type { Cast, Instance, Person, Role } from './cast.ts';
import type { Random } from './random.ts';
import { isoSeconds } from './time.ts';

/** Who makes a call, as the record shows it: identity, address, program, and how the call came in. */
export interface Caller {
  readonly identity: UserIdentity;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  /** `network`: signed by a program over TLS; `console`: through the web console; `service`: by AWS itself. */
  readonly way: 'network' | 'console' | 'service';
}

const browser =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const cli = (system: string, command: string) =>
  `aws-cli/2.31.13 md/awscrt#0.27.6 ua/2.1 os/${system} md/arch#x86_64 lang/python#3.13.7 md/command#${command}`;

/** An IAM user in the console, signed in at `since`. */
export const consoleUser = (cast: Cast, who: Person, since: number, random: Random, mfa: boolean): Caller => ({
  identity: {
    type: 'IAMUser',
    principalId: who.principalId,
    arn: `arn:aws:iam::${cast.account}:user/${who.userName}`,
    accountId: cast.account,
    accessKeyId: random.iamId('ASIA'),
    userName: who.userName,
    sessionContext: { attributes: { creationDate: isoSeconds(since), mfaAuthenticated: String(mfa) } },
  },
  sourceIPAddress: who.address,
  userAgent: browser,
  way: 'console',
});

/** An IAM user with a long-lived access key. */
export const keyUser = (
  cast: Cast,
  who: Pick<Person, 'userName' | 'principalId'> & { accessKeyId: string },
  from: { address: string; userAgent: string },
): Caller => ({
  identity: {
    type: 'IAMUser',
    principalId: who.principalId,
    arn: `arn:aws:iam::${cast.account}:user/${who.userName}`,
    accountId: cast.account,
    accessKeyId: who.accessKeyId,
    userName: who.userName,
  },
  sourceIPAddress: from.address,
  userAgent: from.userAgent,
  way: 'network',
});

/** A session of a role. */
const session = (cast: Cast, role: Role, name: string, since: number, random: Random): UserIdentity => ({
  type: 'AssumedRole',
  principalId: `${role.id}:${name}`,
  arn: `arn:aws:sts::${cast.account}:assumed-role/${role.name}/${name}`,
  accountId: cast.account,
  accessKeyId: random.iamId('ASIA'),
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: role.id,
      arn: role.arn,
      accountId: cast.account,
      userName: role.name,
    },
    attributes: { creationDate: isoSeconds(since), mfaAuthenticated: 'false' },
  },
});

/** A developer who came through Identity Center, on the command line. */
export const developer = (cast: Cast, who: Person, since: number, random: Random): Caller => ({
  identity: session(cast, cast.roles.developer, who.email, since, random),
  sourceIPAddress: who.address,
  userAgent: cli(
    'macos#25.1.0',
    random.pick(['s3.ls', 'logs.tail', 'ecs.describe-services', 'ec2.describe-instances']),
  ),
  way: 'network',
});

/** The build service, through the deploy role. */
export const deployer = (cast: Cast, run: string, address: string, since: number, random: Random): Caller => ({
  identity: session(cast, cast.roles.deploy, run, since, random),
  sourceIPAddress: address,
  userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.13.4 (+https://www.terraform.io) terraform-provider-aws/6.18.0',
  way: 'network',
});

/** A program on an instance, through its instance role. */
export const onInstance = (cast: Cast, instance: Instance, since: number, random: Random): Caller => {
  const identity = session(cast, cast.roles.web, instance.id, since, random);
  return {
    identity: { ...identity, sessionContext: { ...identity.sessionContext, ec2RoleDelivery: '2.0' } },
    sourceIPAddress: instance.privateIp,
    userAgent: 'amazon-ssm-agent/3.3.2746.0 aws-sdk-go/1.55.5 (go1.24.6; linux; amd64)',
    way: 'network',
  };
};

/** An AWS service through its service-linked role. */
export const serviceRole = (
  cast: Cast,
  role: Role,
  name: string,
  service: string,
  since: number,
  random: Random,
): Caller => {
  const { accessKeyId: _, ...identity } = session(cast, role, name, since, random);
  return {
    identity: { ...identity, invokedBy: service },
    sourceIPAddress: service,
    userAgent: service,
    way: 'service',
  };
};

/** An AWS service in its own name. */
export const service = (name: string): Caller => ({
  identity: { type: 'AWSService', invokedBy: name },
  sourceIPAddress: name,
  userAgent: name,
  way: 'service',
});
