import {
  PutConformancePackCommand,
  PutResourceConfigCommand,
  SelectResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../core/cloudtrail/index.ts';
import { sharedData, sharedJson } from '../../../support/shared.ts';
import { givenConfig, givenRecorder, refusalOf } from './given.ts';

describe('SelectResourceConfig', () => {
  it('answers rows as texts, page by page, with the names of the columns', async () => {
    const { client, put } = await givenRecorder();
    for (const id of ['a', 'b', 'c']) await put(id, { size: 1 }, { env: 'prod' });
    const Expression = "SELECT resourceId, configuration.size WHERE tags.tag = 'env=prod' ORDER BY resourceId";

    const first = await client.send(new SelectResourceConfigCommand({ Expression, Limit: 2 }));
    const second = await client.send(
      new SelectResourceConfigCommand({ Expression, Limit: 2, NextToken: first.NextToken }),
    );

    expect(first.QueryInfo?.SelectFields).toEqual([{ Name: 'resourceId' }, { Name: 'configuration.size' }]);
    expect([...(first.Results ?? []), ...(second.Results ?? [])].map((row) => JSON.parse(row))).toEqual([
      { resourceId: 'a', configuration: { size: 1 } },
      { resourceId: 'b', configuration: { size: 1 } },
      { resourceId: 'c', configuration: { size: 1 } },
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  it('tells how a conformance pack and its rules stand, as in the guide', async () => {
    const { client, put } = await givenRecorder();
    await put('books', {});
    const TemplateBody = `
Resources:
  Versioned:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: versioned
      Source: {Owner: AWS, SourceIdentifier: S3_BUCKET_VERSIONING_ENABLED}`;
    await client.send(new PutConformancePackCommand({ ConformancePackName: 'pack', TemplateBody }));

    const { Results = [] } = await client.send(
      new SelectResourceConfigCommand({
        Expression: `SELECT resourceName, resourceType, configuration.complianceType, configuration.nonCompliantRuleCount
          WHERE resourceType = 'AWS::Config::ConformancePackCompliance'`,
      }),
    );

    expect(Results.map((row) => JSON.parse(row))).toEqual([
      {
        resourceName: 'pack',
        resourceType: 'AWS::Config::ConformancePackCompliance',
        configuration: { complianceType: 'NON_COMPLIANT', nonCompliantRuleCount: 1 },
      },
    ]);
  });

  it('does not show the configuration of third-party resources, as the guide says', async () => {
    const { client } = await givenRecorder();
    await client.send(
      new PutResourceConfigCommand({
        ResourceType: 'MyOrg::Server::Rack',
        ResourceId: 'rack-1',
        SchemaVersionId: '1',
        Configuration: '{"height":42}',
      }),
    );

    const { Results = [] } = await client.send(
      new SelectResourceConfigCommand({
        Expression: "SELECT resourceId, configuration WHERE resourceType = 'MyOrg::Server::Rack'",
      }),
    );

    expect(Results.map((row) => JSON.parse(row))).toEqual([{ resourceId: 'rack-1', configuration: null }]);
  });

  it('refuses what is no expression', async () => {
    const { client } = await givenConfig();
    const asked = client.send(new SelectResourceConfigCommand({ Expression: 'SELECT DISTINCT resourceId' }));
    expect(await refusalOf(asked)).toBe('InvalidExpressionException');
  });
});

interface Case {
  readonly id: string;
  readonly expression: string;
  readonly expected: { readonly rows?: JsonObject[]; readonly error?: string };
}

describe.skipIf(!sharedData)('items of other accounts, imported', () => {
  it('are all found by a query of whoever imported them', async () => {
    const { client } = await givenConfig();
    for (const item of sharedJson<JsonObject[]>('cases/config-items.json')) {
      await client.send(
        new PutResourceConfigCommand({
          ResourceType: String(item.resourceType),
          ResourceId: String(item.resourceId),
          SchemaVersionId: 'trailkeeper-item',
          Configuration: JSON.stringify(item),
        }),
      );
    }

    for (const { id, expression, expected } of sharedJson<Case[]>('cases/config-queries.json')) {
      const asked = client.send(new SelectResourceConfigCommand({ Expression: expression, Limit: 100 }));
      if (expected.error) expect(await refusalOf(asked), id).toBe(expected.error);
      else {
        const rows = ((await asked).Results ?? []).map((row) => JSON.parse(row) as JsonObject);
        expect(rows, id).toHaveLength(expected.rows?.length ?? 0);
        expect(rows, id).toEqual(expect.arrayContaining(expected.rows ?? []));
      }
    }
  });
});
