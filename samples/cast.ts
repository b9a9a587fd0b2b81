import type { Random } from './random.ts';

/** A person of the made-up company, a shop in Seoul. */
export interface Person {
  readonly userName: string;
  readonly email: string;
  readonly principalId: string;
  /** The address of home or office, from the ranges reserved for documentation. */
  readonly address: string;
}

/** An IAM role with its ids. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
}

export interface Instance {
  readonly id: string;
  readonly privateIp: string;
  readonly subnetId: string;
}

/** Everybody and everything that is in the account when the week begins. */
export interface Cast {
  readonly account: string;
  readonly region: string;
  /** IAM users who sign in to the console, with MFA. */
  readonly admins: readonly Person[];
  /** People who come through Identity Center. */
  readonly developers: readonly Person[];
  /** An IAM user of old whose access key has leaked. */
  readonly leaked: Person & { readonly accessKeyId: string };
  readonly roles: Record<'deploy' | 'web' | 'orders' | 'developer' | 'autoscaling' | 'config', Role>;
  readonly instances: readonly Instance[];
  readonly buckets: Record<'media' | 'invoices' | 'trail' | 'artifacts', string>;
  readonly trailName: string;
  readonly vpcId: string;
  readonly securityGroups: Record<'web' | 'database', string>;
  readonly keyId: string;
  readonly functionName: string;
  readonly asgName: string;
}

const office = '203.0.113.24';
/** Where the intruder calls from. */
export const intruderAddress = '198.51.100.77';
/** The hosted runners of the build service. */
export const runnerAddresses = ['192.0.2.101', '192.0.2.118', '192.0.2.140', '192.0.2.163'];

/** The account, made up anew for each seed. */
export function makeCast(random: Random, account: string, region: string): Cast {
  const person = (userName: string, address = office): Person => ({
    userName,
    email: `${userName}@hanbit.example`,
    principalId: random.iamId('AIDA'),
    address,
  });
  const role = (name: string, path = ''): Role => ({
    name,
    arn: `arn:aws:iam::${account}:role/${path}${name}`,
    id: random.iamId('AROA'),
  });
  const instance = (zone: number): Instance => ({
    id: `i-0${random.hex(16)}`,
    privateIp: `10.20.${zone}.${random.int(10, 250)}`,
    subnetId: `subnet-0${random.hex(16)}`,
  });
  return {
    account,
    region,
    admins: [person('yuna.seo'), person('jaehyun.oh', '203.0.113.58')],
    developers: [
      person('minjun.lee'),
      person('jiwoo.kim'),
      person('haneul.choi', '192.0.2.45'),
      person('doyun.jung', '203.0.113.91'),
    ],
    leaked: { ...person('batch-upload', '203.0.113.24'), accessKeyId: random.iamId('AKIA') },
    roles: {
      deploy: role('github-deploy'),
      web: role('web-instance'),
      orders: role('order-handler-role'),
      developer: role(`AWSReservedSSO_DeveloperAccess_${random.hex(16)}`, `aws-reserved/sso.amazonaws.com/${region}/`),
      autoscaling: role('AWSServiceRoleForAutoScaling', 'aws-service-role/autoscaling.amazonaws.com/'),
      config: role('AWSServiceRoleForConfig', 'aws-service-role/config.amazonaws.com/'),
    },
    instances: [instance(1), instance(2), instance(1), instance(2)],
    buckets: {
      media: 'hanbit-shop-media',
      invoices: 'hanbit-shop-invoices',
      trail: `hanbit-trail-${account}`,
      artifacts: 'hanbit-shop-artifacts',
    },
    trailName: 'management-events',
    vpcId: `vpc-0${random.hex(16)}`,
    securityGroups: { web: `sg-0${random.hex(16)}`, database: `sg-0${random.hex(16)}` },
    keyId: random.uuid(),
    functionName: 'order-handler',
    asgName: 'shop-web',
  };
}
