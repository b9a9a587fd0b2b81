import { describe, expect, it } from 'vitest';
import { collect } from '../../account/collect/index.ts';
import type { ConfigurationItem } from '../../core/configuration-item/index.ts';
import { judge, managedRule } from '../../core/managed-rules/index.ts';
import { trailkeeper } from '../support/cli.ts';
import { givenEndpoint, settings } from './answering.ts';

describe('a network, its machines and a database', () => {
  it('are collected as AWS Config has them', async () => {
    const collection = collect(settings(await givenEndpoint()), { regions: ['us-east-1'], now: Date.UTC(2026, 0, 1) });
    const items: ConfigurationItem[] = [];
    for await (const item of collection.items) items.push(item);
    const of = (type: string) => items.filter(({ resourceType }) => resourceType === type);
    expect(of('AWS::EC2::VPC')).toMatchObject([
      { configuration: { cidrBlock: '10.9.0.0/16', isDefault: false }, tags: { Name: 'shop' } },
    ]);
    const web = of('AWS::EC2::SecurityGroup').find(({ resourceName }) => resourceName === 'web');
    expect(web).toMatchObject({
      resourceId: expect.stringMatching(/^sg-/),
      awsAccountId: '123456789012',
      awsRegion: 'us-east-1',
      configuration: {
        groupName: 'web',
        ipPermissions: [
          {
            ipProtocol: 'tcp',
            fromPort: 22,
            toPort: 22,
            ipRanges: ['0.0.0.0/0'],
            ipv4Ranges: [{ cidrIp: '0.0.0.0/0', description: 'x' }],
          },
        ],
      },
      relationships: [{ resourceType: 'AWS::EC2::VPC', name: 'Is contained in Vpc' }],
    });
    expect(of('AWS::EC2::RouteTable').flatMap(({ configuration }) => configuration?.routes)).toContainEqual(
      expect.objectContaining({ destinationCidrBlock: '0.0.0.0/0', gatewayId: expect.stringMatching(/^igw-/) }),
    );
    expect(of('AWS::EC2::Instance')).toMatchObject([
      { configuration: { instanceType: 't3.micro', state: { name: 'running' } } },
    ]);
    expect(of('AWS::EC2::NetworkAcl')[0]?.configuration?.entries).toEqual(
      expect.arrayContaining([expect.objectContaining({ ruleNumber: 32767, egress: false })]),
    );
    expect(of('AWS::EC2::Volume').map(({ configuration }) => configuration?.encrypted)).toContain(true);
    expect(of('AWS::EC2::EIP')).toMatchObject([
      { configuration: { domain: 'vpc', instanceId: expect.stringMatching(/^i-/) } },
    ]);
    expect(of('AWS::EC2::InternetGateway')[0]?.configuration?.attachments).toMatchObject([
      { vpcId: expect.any(String) },
    ]);
    expect(of('AWS::RDS::DBInstance')).toMatchObject([
      {
        resourceName: 'shop',
        configuration: { dBInstanceIdentifier: 'shop', storageEncrypted: true, engine: 'mysql' },
        tags: { a: 'b' },
      },
    ]);

    const verdict = (rule: string, item: (typeof items)[number]) =>
      judge(managedRule(rule)!, [item], { parameters: {}, now: 0 }, '123456789012')[0]?.compliance;
    expect(verdict('INCOMING_SSH_DISABLED', web!)).toBe('NON_COMPLIANT');
    expect(verdict('RDS_STORAGE_ENCRYPTED', of('AWS::RDS::DBInstance')[0]!)).toBe('COMPLIANT');
  });
});

describe('a call that is denied', () => {
  it('is named with the permission it needs, and the rest goes on', async () => {
    const { out, err, code } = await trailkeeper(
      'collect',
      '--endpoint',
      await givenEndpoint(),
      '--region',
      'us-east-1',
    );
    expect(code).toBe(1);
    expect(out.trim().split('\n').length).toBeGreaterThan(8);
    const denied = err
      .trim()
      .split('\n')
      .map((line) => /not read: (\S+) in us-east-1 \(AccessDenied(Exception)?\)/.exec(line)?.[1]);
    expect(denied.sort()).toEqual([
      'cloudtrail:DescribeTrails',
      'iam:GetAccountAuthorizationDetails',
      'kms:ListKeys',
      'lambda:ListFunctions',
      's3:ListAllMyBuckets',
      'sns:ListTopics',
      'sqs:ListQueues',
    ]);
  });
});
