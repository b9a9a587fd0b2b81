import {
  BatchGetAggregateResourceConfigCommand,
  ConfigServiceClient,
  DescribeAggregateComplianceByConfigRulesCommand,
  DescribeConfigurationAggregatorSourcesStatusCommand,
  DescribePendingAggregationRequestsCommand,
  GetAggregateComplianceDetailsByConfigRuleCommand,
  GetAggregateConfigRuleComplianceSummaryCommand,
  GetAggregateDiscoveredResourceCountsCommand,
  GetAggregateResourceConfigCommand,
  ListAggregateDiscoveredResourcesCommand,
  PutAggregationAuthorizationCommand,
  PutConfigRuleCommand,
  PutConfigurationAggregatorCommand,
  PutResourceConfigCommand,
  paginateListAggregateDiscoveredResources,
  SelectAggregateResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it, onTestFinished } from 'vitest';
import { config } from '../../../../engine/services/config/index.ts';
import { serveServices } from '../../../support/serve.ts';
import { NOW, refusalOf } from './given.ts';
import { startRecorder } from './start-recorder.ts';

const HOME = '123456789012';
const OTHER = '210987654321';
const ConfigurationAggregatorName = 'all';

/** Two accounts in two regions with a volume each, judged by one rule; clients by account and region. */
async function given() {
  const served = await serveServices({ config }, { start: NOW });
  const clients = new Map<string, ConfigServiceClient>();
  onTestFinished(async () => {
    for (const client of clients.values()) client.destroy();
    await served.close();
  });
  const client = (account: string, region: string) => {
    const key = `${account}/${region}`;
    const made =
      clients.get(key) ??
      new ConfigServiceClient({
        ...served.config,
        region,
        // An access key of twelve digits is an account of its own.
        credentials: { accessKeyId: account === HOME ? 'AKIATEST' : account, secretAccessKey: 's' },
      });
    clients.set(key, made);
    return made;
  };
  for (const [account, region] of [
    [HOME, 'us-east-1'],
    [HOME, 'eu-west-1'],
    [OTHER, 'us-east-1'],
  ] as const) {
    const there = client(account, region);
    await startRecorder(there);
    await there.send(
      new PutConfigRuleCommand({
        ConfigRule: { ConfigRuleName: 'sealed', Source: { Owner: 'AWS', SourceIdentifier: 'ENCRYPTED_VOLUMES' } },
      }),
    );
    await there.send(
      new PutResourceConfigCommand({
        ResourceType: 'AWS::EC2::Volume',
        SchemaVersionId: '1',
        ResourceId: `vol-${account}-${region}`,
        Configuration: JSON.stringify({
          encrypted: region === 'eu-west-1',
          attachments: [{ instanceId: 'i-1' }],
          state: { value: 'in-use' },
        }),
      }),
    );
  }
  const home = client(HOME, 'us-east-1');
  await home.send(
    new PutConfigurationAggregatorCommand({
      ConfigurationAggregatorName,
      AccountAggregationSources: [{ AccountIds: [HOME, OTHER], AllAwsRegions: true }],
    }),
  );
  const allow = () =>
    client(OTHER, 'us-east-1').send(
      new PutAggregationAuthorizationCommand({ AuthorizedAccountId: HOME, AuthorizedAwsRegion: 'us-east-1' }),
    );
  const resources = async () => {
    const { ResourceIdentifiers = [] } = await home.send(
      new ListAggregateDiscoveredResourcesCommand({ ConfigurationAggregatorName, ResourceType: 'AWS::EC2::Volume' }),
    );
    return ResourceIdentifiers.map(({ ResourceId }) => ResourceId);
  };
  return { home, other: client(OTHER, 'us-east-1'), allow, resources };
}

describe('an aggregator', () => {
  it('shows its own account’s regions, and other accounts once they allow it', async () => {
    const { home, other, allow, resources } = await given();
    const states = async () => {
      const { AggregatedSourceStatusList = [] } = await home.send(
        new DescribeConfigurationAggregatorSourcesStatusCommand({ ConfigurationAggregatorName }),
      );
      return AggregatedSourceStatusList.map(({ SourceId, AwsRegion, LastUpdateStatus }) => [
        SourceId,
        AwsRegion,
        LastUpdateStatus,
      ]);
    };
    const pending = async () =>
      (await other.send(new DescribePendingAggregationRequestsCommand({}))).PendingAggregationRequests;

    const before = { resources: await resources(), states: await states(), pending: await pending() };
    await allow();

    expect(before).toEqual({
      resources: [`vol-${HOME}-eu-west-1`, `vol-${HOME}-us-east-1`],
      states: [
        [HOME, 'eu-west-1', 'SUCCEEDED'],
        [HOME, 'us-east-1', 'SUCCEEDED'],
        [OTHER, 'us-east-1', 'FAILED'],
      ],
      pending: [{ RequesterAccountId: HOME, RequesterAwsRegion: 'us-east-1' }],
    });
    expect(await resources()).toHaveLength(3);
    expect(await pending()).toEqual([]);
  });

  it('lists page by page', async () => {
    const { home, allow } = await given();
    await allow();
    const found: string[] = [];
    const pages = paginateListAggregateDiscoveredResources(
      { client: home, pageSize: 1 },
      { ConfigurationAggregatorName, ResourceType: 'AWS::EC2::Volume' },
    );

    for await (const { ResourceIdentifiers = [] } of pages) {
      found.push(...ResourceIdentifiers.map(({ ResourceId = '' }) => ResourceId));
    }

    expect(found).toHaveLength(3);
  });

  it('gives items by account and region, and says which it has not', async () => {
    const { home, allow } = await given();
    await allow();
    const there = {
      SourceAccountId: OTHER,
      SourceRegion: 'us-east-1',
      ResourceType: 'AWS::EC2::Volume',
      ResourceId: `vol-${OTHER}-us-east-1`,
    } as const;
    const nowhere = { ...there, SourceRegion: 'eu-west-1' };

    const { BaseConfigurationItems, UnprocessedResourceIdentifiers } = await home.send(
      new BatchGetAggregateResourceConfigCommand({
        ConfigurationAggregatorName,
        ResourceIdentifiers: [there, nowhere],
      }),
    );
    const get = (ResourceIdentifier: typeof nowhere) =>
      home.send(new GetAggregateResourceConfigCommand({ ConfigurationAggregatorName, ResourceIdentifier }));

    expect(BaseConfigurationItems?.map(({ accountId }) => accountId)).toEqual([OTHER]);
    expect(UnprocessedResourceIdentifiers).toEqual([nowhere]);
    expect((await get(there)).ConfigurationItem?.resourceId).toBe(there.ResourceId);
    expect(await refusalOf(get(nowhere))).toBe('ResourceNotDiscoveredException');
  });

  it('answers queries over all it shows', async () => {
    const { home, allow } = await given();
    await allow();

    const { Results } = await home.send(
      new SelectAggregateResourceConfigCommand({
        ConfigurationAggregatorName,
        Expression:
          "SELECT accountId, awsRegion, COUNT(*) WHERE resourceType = 'AWS::EC2::Volume' GROUP BY accountId, awsRegion",
      }),
    );

    expect(Results?.map((row) => JSON.parse(row))).toEqual([
      { accountId: HOME, awsRegion: 'eu-west-1', 'COUNT(*)': 1 },
      { accountId: HOME, awsRegion: 'us-east-1', 'COUNT(*)': 1 },
      { accountId: OTHER, awsRegion: 'us-east-1', 'COUNT(*)': 1 },
    ]);
  });

  it('sums up what rules found and what there is', async () => {
    const { home, allow } = await given();
    await allow();

    const { AggregateComplianceByConfigRules: failing } = await home.send(
      new DescribeAggregateComplianceByConfigRulesCommand({
        ConfigurationAggregatorName,
        Filters: { ComplianceType: 'NON_COMPLIANT' },
      }),
    );
    const { AggregateEvaluationResults: results } = await home.send(
      new GetAggregateComplianceDetailsByConfigRuleCommand({
        ConfigurationAggregatorName,
        ConfigRuleName: 'sealed',
        AccountId: OTHER,
        AwsRegion: 'us-east-1',
      }),
    );
    const { AggregateComplianceCounts: counts } = await home.send(
      new GetAggregateConfigRuleComplianceSummaryCommand({ ConfigurationAggregatorName, GroupByKey: 'ACCOUNT_ID' }),
    );
    const { TotalDiscoveredResources, GroupedResourceCounts } = await home.send(
      new GetAggregateDiscoveredResourceCountsCommand({ ConfigurationAggregatorName, GroupByKey: 'AWS_REGION' }),
    );

    expect(failing?.map(({ AccountId, AwsRegion }) => `${AccountId}/${AwsRegion}`)).toEqual([
      `${HOME}/us-east-1`,
      `${OTHER}/us-east-1`,
    ]);
    expect(results).toMatchObject([{ AccountId: OTHER, ComplianceType: 'NON_COMPLIANT' }]);
    expect(
      counts?.map(({ GroupName, ComplianceSummary }) => [
        GroupName,
        ComplianceSummary?.CompliantResourceCount?.CappedCount,
        ComplianceSummary?.NonCompliantResourceCount?.CappedCount,
      ]),
    ).toEqual([
      [HOME, 1, 1],
      [OTHER, 0, 1],
    ]);
    expect(TotalDiscoveredResources).toBe(3);
    expect(GroupedResourceCounts).toEqual([
      { GroupName: 'eu-west-1', ResourceCount: 1 },
      { GroupName: 'us-east-1', ResourceCount: 2 },
    ]);
  });

  it('is refused without sources, and not there under another name', async () => {
    const { home } = await given();

    expect(
      await refusalOf(home.send(new PutConfigurationAggregatorCommand({ ConfigurationAggregatorName: 'none' }))),
    ).toBe('InvalidParameterValueException');
    expect(
      await refusalOf(
        home.send(
          new ListAggregateDiscoveredResourcesCommand({
            ConfigurationAggregatorName: 'none',
            ResourceType: 'AWS::EC2::Volume',
          }),
        ),
      ),
    ).toBe('NoSuchConfigurationAggregatorException');
  });
});
