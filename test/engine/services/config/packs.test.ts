import { readdirSync, readFileSync } from 'node:fs';
import {
  ConfigServiceClient,
  DeleteConformancePackCommand,
  DescribeConfigRulesCommand,
  DescribeConformancePackComplianceCommand,
  DescribeRemediationConfigurationsCommand,
  GetConformancePackComplianceSummaryCommand,
  ListConformancePackComplianceScoresCommand,
  PutConformancePackCommand,
  PutResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';
import { sharedData, sharedPath } from '../../../support/shared.ts';
import { givenRecorder, refusalOf } from './given.ts';

const TEMPLATE = `
Resources:
  Versioned:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: versioned
      Source: {Owner: AWS, SourceIdentifier: S3_BUCKET_VERSIONING_ENABLED}
  Unknown:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: unknown-with-a-name-that-is-longer-than-the-limit-leaves-room-for
      Source: {Owner: AWS, SourceIdentifier: MACIE_STATUS_CHECK}
`;

describe('a conformance pack', () => {
  it('has its rules made, judged and taken away together', async () => {
    const { client, put } = await givenRecorder();
    await put('books', {});
    await client.send(new PutConformancePackCommand({ ConformancePackName: 'pack', TemplateBody: TEMPLATE }));

    const { ConformancePackRuleComplianceList: rules = [] } = await client.send(
      new DescribeConformancePackComplianceCommand({ ConformancePackName: 'pack' }),
    );
    const { ConformancePackComplianceSummaryList: summary } = await client.send(
      new GetConformancePackComplianceSummaryCommand({ ConformancePackNames: ['pack'] }),
    );
    await client.send(new DeleteConformancePackCommand({ ConformancePackName: 'pack' }));
    const { ConfigRules } = await client.send(new DescribeConfigRulesCommand({}));

    expect(rules.map(({ ConfigRuleName, ComplianceType }) => [ConfigRuleName?.split('-')[0], ComplianceType])).toEqual([
      ['versioned', 'NON_COMPLIANT'],
      ['unknown', 'INSUFFICIENT_DATA'],
    ]);
    expect(summary).toEqual([{ ConformancePackName: 'pack', ConformancePackComplianceStatus: 'NON_COMPLIANT' }]);
    expect(rules.every(({ ConfigRuleName = '' }) => ConfigRuleName.length <= 64)).toBe(true);
    expect(ConfigRules).toEqual([]);
  });

  it('is read from a bucket, too', async () => {
    const running = await engine();
    const client = new ConfigServiceClient(clientOptions(running));
    const s3 = new S3Client({ ...clientOptions(running), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'packs' }));
    await s3.send(new PutObjectCommand({ Bucket: 'packs', Key: 'a/pack.yaml', Body: TEMPLATE }));
    const put = (TemplateS3Uri: string) =>
      client.send(new PutConformancePackCommand({ ConformancePackName: 'pack', TemplateS3Uri }));

    await put('s3://packs/a/pack.yaml');
    const { ConfigRules } = await client.send(new DescribeConfigRulesCommand({}));

    expect(ConfigRules).toHaveLength(2);
    expect(await refusalOf(put('s3://packs/none.yaml'))).toBe('ConformancePackTemplateValidationException');
    client.destroy();
    s3.destroy();
  });

  it('brings its remediations', async () => {
    const { client } = await givenRecorder();
    const TemplateBody = `${TEMPLATE}  Remedy:
    Type: AWS::Config::RemediationConfiguration
    Properties:
      ConfigRuleName: versioned
      TargetId: AWS-ConfigureS3BucketVersioning
      Parameters: {BucketName: {ResourceValue: {Value: RESOURCE_ID}}}
`;
    await client.send(new PutConformancePackCommand({ ConformancePackName: 'pack', TemplateBody }));
    const { ConfigRules = [] } = await client.send(new DescribeConfigRulesCommand({}));
    const { RemediationConfigurations } = await client.send(
      new DescribeRemediationConfigurationsCommand({
        ConfigRuleNames: ConfigRules.map(({ ConfigRuleName = '' }) => ConfigRuleName),
      }),
    );

    expect(RemediationConfigurations).toMatchObject([
      {
        ConfigRuleName: expect.stringMatching(/^versioned-conformance-pack-/),
        TargetId: 'AWS-ConfigureS3BucketVersioning',
        Parameters: { BucketName: { ResourceValue: { Value: 'RESOURCE_ID' } } },
      },
    ]);
  });

  it('has a score: the share of verdicts that are good', async () => {
    const { client } = await givenRecorder();
    for (const encrypted of [true, false]) {
      await client.send(
        new PutResourceConfigCommand({
          ResourceType: 'AWS::EC2::Volume',
          ResourceId: `vol-${encrypted}`,
          SchemaVersionId: '1',
          Configuration: JSON.stringify({ encrypted, state: { value: 'in-use' } }),
        }),
      );
    }
    const TemplateBody = TEMPLATE.replace('S3_BUCKET_VERSIONING_ENABLED', 'ENCRYPTED_VOLUMES');
    await client.send(new PutConformancePackCommand({ ConformancePackName: 'pack', TemplateBody }));

    const { ConformancePackComplianceScores: scores } = await client.send(
      new ListConformancePackComplianceScoresCommand({}),
    );

    expect(scores).toMatchObject([{ ConformancePackName: 'pack', Score: '50' }]);
  });

  it('is refused when its template is none', async () => {
    const { client } = await givenRecorder();
    const asked = client.send(
      new PutConformancePackCommand({ ConformancePackName: 'pack', TemplateBody: 'Resources: [' }),
    );
    expect(await refusalOf(asked)).toBe('ConformancePackTemplateValidationException');
  });
});

describe.skipIf(!sharedData)("AWS's pack for CIS", () => {
  it('is taken as it is', async () => {
    const root = sharedPath('config/conformance_packs');
    const file = readdirSync(root, { recursive: true, encoding: 'utf8' }).find((name) =>
      /CIS.*1\.4.*Level1/i.test(name),
    );
    const { client } = await givenRecorder();
    const TemplateBody = readFileSync(`${root}/${file}`, 'utf8');
    await client.send(new PutConformancePackCommand({ ConformancePackName: 'cis', TemplateBody }));
    const { ConfigRules = [] } = await client.send(new DescribeConfigRulesCommand({}));
    expect(ConfigRules.length).toBeGreaterThan(10);
  });
});
