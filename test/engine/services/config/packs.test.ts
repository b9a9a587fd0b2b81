import { readdirSync, readFileSync } from 'node:fs';
import {
  DeleteConformancePackCommand,
  DescribeConfigRulesCommand,
  DescribeConformancePackComplianceCommand,
  GetConformancePackComplianceSummaryCommand,
  PutConformancePackCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
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
