import {
  ConfigServiceClient,
  DeleteOrganizationConformancePackCommand,
  DescribeConformancePacksCommand,
  DescribeOrganizationConformancePackStatusesCommand,
  DescribeOrganizationConformancePacksCommand,
  GetOrganizationConformancePackDetailedStatusCommand,
  PutOrganizationConformancePackCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it, onTestFinished } from 'vitest';
import { config } from '../../../../engine/services/config/index.ts';
import { serveServices } from '../../../support/serve.ts';
import { NOW, refusalOf } from './given.ts';
import { startRecorder } from './start-recorder.ts';

const HOME = '123456789012';
const OTHER = '210987654321';
const OrganizationConformancePackName = 'base';
const TemplateBody = `
Resources:
  Sealed:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: sealed
      Source: {Owner: AWS, SourceIdentifier: ENCRYPTED_VOLUMES}
`;

/** Two accounts with a recorder each. */
async function given() {
  const served = await serveServices({ config }, { start: NOW });
  const client = (accessKeyId: string) =>
    new ConfigServiceClient({ ...served.config, credentials: { accessKeyId, secretAccessKey: 's' } });
  const [home, other] = [client('AKIATEST'), client(OTHER)];
  onTestFinished(async () => {
    for (const each of [home, other]) each.destroy();
    await served.close();
  });
  for (const each of [home, other]) await startRecorder(each);
  const put = (more: object) =>
    home.send(new PutOrganizationConformancePackCommand({ OrganizationConformancePackName, ...more }));
  const packsOf = async (each: ConfigServiceClient) => {
    const { ConformancePackDetails = [] } = await each.send(new DescribeConformancePacksCommand({}));
    return ConformancePackDetails.map(({ ConformancePackName }) => ConformancePackName);
  };
  const statuses = async () => {
    const { OrganizationConformancePackDetailedStatuses = [] } = await home.send(
      new GetOrganizationConformancePackDetailedStatusCommand({ OrganizationConformancePackName }),
    );
    return OrganizationConformancePackDetailedStatuses.map(({ AccountId, Status }) => [AccountId, Status]);
  };
  return { home, other, put, packsOf, statuses };
}

describe('an organisation’s conformance pack', () => {
  it('is put into every account, and taken out of those left out later', async () => {
    const { home, other, put, packsOf, statuses } = await given();

    const { OrganizationConformancePackArn: arn = '' } = await put({ TemplateBody });
    const name = `OrgConformsPack-${arn.slice(arn.lastIndexOf('/') + 1)}`;
    const first = [await packsOf(home), await packsOf(other), await statuses()];
    await put({ TemplateBody, ExcludedAccounts: [OTHER] });
    const { OrganizationConformancePacks } = await home.send(new DescribeOrganizationConformancePacksCommand({}));

    expect(first).toEqual([
      [name],
      [name],
      [
        [HOME, 'CREATE_SUCCESSFUL'],
        [OTHER, 'CREATE_SUCCESSFUL'],
      ],
    ]);
    expect(await packsOf(other)).toEqual([]);
    expect(await statuses()).toEqual([[HOME, 'UPDATE_SUCCESSFUL']]);
    expect(OrganizationConformancePacks).toMatchObject([
      { OrganizationConformancePackArn: arn, ExcludedAccounts: [OTHER] },
    ]);
  });

  it('goes from every account when it is deleted', async () => {
    const { home, other, put, packsOf } = await given();
    const remove = () => home.send(new DeleteOrganizationConformancePackCommand({ OrganizationConformancePackName }));
    await put({ TemplateBody });

    await remove();

    expect([...(await packsOf(home)), ...(await packsOf(other))]).toEqual([]);
    expect(await refusalOf(remove())).toBe('NoSuchOrganizationConformancePackException');
  });

  it('says what went wrong in an account', async () => {
    const { home, put } = await given();

    await put({ TemplateS3Uri: 's3://none/pack.yaml' });
    const { OrganizationConformancePackStatuses } = await home.send(
      new DescribeOrganizationConformancePackStatusesCommand({}),
    );

    expect(OrganizationConformancePackStatuses).toMatchObject([
      { Status: 'CREATE_FAILED', ErrorCode: 'ConformancePackTemplateValidationException' },
    ]);
  });

  it('is refused without a template, or with one that is none', async () => {
    const { put } = await given();

    expect(await refusalOf(put({}))).toBe('ValidationException');
    expect(await refusalOf(put({ TemplateBody: 'Resources: [' }))).toBe(
      'OrganizationConformancePackTemplateValidationException',
    );
  });
});
