import { createHash } from 'node:crypto';
import type {
  ConformancePackInputParameter,
  DeleteOrganizationConformancePackRequest,
  DescribeOrganizationConformancePackStatusesRequest,
  DescribeOrganizationConformancePackStatusesResponse,
  DescribeOrganizationConformancePacksRequest,
  DescribeOrganizationConformancePacksResponse,
  GetOrganizationConformancePackDetailedStatusRequest,
  GetOrganizationConformancePackDetailedStatusResponse,
  OrganizationResourceDetailedStatus,
  PutConformancePackRequest,
  PutOrganizationConformancePackRequest,
  PutOrganizationConformancePackResponse,
} from '@aws-sdk/client-config-service';
import { PackError, readConformancePack } from '../../../core/conformance-pack/index.ts';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Call, Operation } from '../../service.ts';
import { refusals } from './errors.ts';
import { pageByPlace } from './paging.ts';
import type { ConfigState } from './state.ts';

/** A pack for every account of the organisation, which all accounts of the engine are taken to be. */
export interface OrganisationPack {
  readonly name: string;
  readonly arn: string;
  readonly bucket: string | undefined;
  readonly prefix: string | undefined;
  readonly parameters: readonly ConformancePackInputParameter[];
  readonly excluded: readonly string[];
  readonly isUpdate: boolean;
  /** What came of it in each account. */
  readonly accounts: readonly { readonly account: string; readonly error?: { code: string; message: string } }[];
  /** ms since 1970 */
  readonly updatedAt: number;
}

/** How the packs of single accounts are made and taken away. */
export interface AccountPacks {
  put(call: Call<PutConformancePackRequest>): unknown;
  remove(call: Call<unknown>, name: string): void;
}

const PAGE = 20;

/** Conformance packs of an organisation: one pack put into each of its accounts. */
export function organisationPacks(state: ConfigState, packs: AccountPacks) {
  const kept = state.organisationPacks;

  const put: Operation<PutOrganizationConformancePackRequest, PutOrganizationConformancePackResponse> = (call) => {
    const { OrganizationConformancePackName: name = '', TemplateBody, TemplateS3Uri, ExcludedAccounts } = call.input;
    if (!TemplateBody && !TemplateS3Uri) throw new AwsError('ValidationException', 'Template body is invalid');
    if (TemplateBody) assertTemplate(TemplateBody);
    const scope = scopeOf(call);
    const before = kept.get(scope, name);
    const id = createHash('sha256').update(`${scope}/${name}`).digest('hex').slice(0, 8);
    const arn = `arn:aws:config:${call.region}:${call.account}:organization-conformance-pack/${name}-${id}`;
    const excluded = ExcludedAccounts ?? [];
    const parameters = call.input.ConformancePackInputParameters ?? [];
    const accounts = accountsIn(call).filter((account) => !excluded.includes(account));
    state.parts.store.write(() => {
      for (const { account } of before?.accounts ?? []) {
        if (!accounts.includes(account)) packs.remove({ ...call, account }, memberName(arn));
      }
      kept.put(scope, name, {
        name,
        arn,
        bucket: call.input.DeliveryS3Bucket,
        prefix: call.input.DeliveryS3KeyPrefix,
        parameters,
        excluded,
        isUpdate: before !== undefined,
        accounts: accounts.map((account) => {
          const input = {
            ConformancePackName: memberName(arn),
            TemplateBody,
            TemplateS3Uri,
            ConformancePackInputParameters: parameters,
          };
          return { account, ...putInto({ ...call, account, input }) };
        }),
        updatedAt: state.parts.clock.now(),
      });
    });
    return { OrganizationConformancePackArn: arn };
  };

  /** AWS answers before the accounts do: what goes wrong in one is told by its status. */
  function putInto(call: Call<PutConformancePackRequest>): { error?: { code: string; message: string } } {
    try {
      state.parts.store.write(() => packs.put(call));
      return {};
    } catch (error) {
      if (error instanceof AwsError) return { error: { code: error.code, message: error.message } };
      throw error;
    }
  }

  const accountsIn = ({ account, region }: Call<unknown>): string[] => {
    const known = state.knownScopes().filter((scope) => scope.endsWith(`/${region}`));
    return [...new Set([account, ...known.map((scope) => scope.split('/')[0] ?? '')])].sort();
  };

  /** The page of packs a call asks for. */
  const asked = (call: Call<DescribeOrganizationConformancePacksRequest>) =>
    pageByPlace(
      named(call, call.input.OrganizationConformancePackNames),
      call.input.Limit || PAGE,
      call.input.NextToken,
    );

  const describe: Operation<
    DescribeOrganizationConformancePacksRequest,
    DescribeOrganizationConformancePacksResponse
  > = (call) => {
    const { items, next } = asked(call);
    return {
      OrganizationConformancePacks: items.map((pack) => ({
        OrganizationConformancePackName: pack.name,
        OrganizationConformancePackArn: pack.arn,
        DeliveryS3Bucket: pack.bucket,
        DeliveryS3KeyPrefix: pack.prefix,
        ConformancePackInputParameters: [...pack.parameters],
        ExcludedAccounts: [...pack.excluded],
        LastUpdateTime: new Date(pack.updatedAt),
      })),
      NextToken: next,
    };
  };

  const statuses: Operation<
    DescribeOrganizationConformancePackStatusesRequest,
    DescribeOrganizationConformancePackStatusesResponse
  > = (call) => {
    const { items, next } = asked(call);
    return {
      OrganizationConformancePackStatuses: items.map((pack) => {
        const failed = pack.accounts.find(({ error }) => error)?.error;
        return {
          OrganizationConformancePackName: pack.name,
          Status: statusOf(pack, failed !== undefined),
          ErrorCode: failed?.code,
          ErrorMessage: failed?.message,
          LastUpdateTime: new Date(pack.updatedAt),
        };
      }),
      NextToken: next,
    };
  };

  const detailedStatus: Operation<
    GetOrganizationConformancePackDetailedStatusRequest,
    GetOrganizationConformancePackDetailedStatusResponse
  > = (call) => {
    const { OrganizationConformancePackName: name = '', Filters, Limit, NextToken } = call.input;
    const [pack] = named(call, [name]);
    const found = pack!.accounts
      .map(({ account, error }) => ({
        AccountId: account,
        ConformancePackName: memberName(pack!.arn),
        Status: statusOf(pack!, error !== undefined),
        ErrorCode: error?.code,
        ErrorMessage: error?.message,
        LastUpdateTime: new Date(pack!.updatedAt),
      }))
      .filter(
        ({ AccountId, Status }) =>
          (Filters?.AccountId ?? AccountId) === AccountId && (Filters?.Status ?? Status) === Status,
      );
    const { items, next } = pageByPlace(found, Limit || PAGE, NextToken);
    return { OrganizationConformancePackDetailedStatuses: items, NextToken: next };
  };

  const remove: Operation<DeleteOrganizationConformancePackRequest, void> = (call) => {
    const name = call.input.OrganizationConformancePackName!;
    const pack = kept.get(scopeOf(call), name);
    if (!pack) {
      throw refusals.noSuchOrganisationPack(
        `Could not find an OrganizationConformancePack for given request with resourceName ${name}`,
      );
    }
    state.parts.store.write(() => {
      for (const { account } of pack.accounts) packs.remove({ ...call, account }, memberName(pack.arn));
      kept.delete(scopeOf(call), name);
    });
  };

  function named(call: Call<unknown>, names: readonly string[] = []): OrganisationPack[] {
    if (names.length === 0) return kept.list(scopeOf(call));
    return names.map((name) => {
      const found = kept.get(scopeOf(call), name);
      if (found) return found;
      throw refusals.noSuchOrganisationPack(
        'One or more organization conformance packs with specified names are not present. Ensure your names are correct and try your request again later.',
      );
    });
  }

  return {
    PutOrganizationConformancePack: put,
    DescribeOrganizationConformancePacks: describe,
    DescribeOrganizationConformancePackStatuses: statuses,
    GetOrganizationConformancePackDetailedStatus: detailedStatus,
    DeleteOrganizationConformancePack: remove,
  };
}

function assertTemplate(text: string): void {
  try {
    readConformancePack(text);
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    throw new AwsError('OrganizationConformancePackTemplateValidationException', error.message);
  }
}

/** What an organisation's pack is called in an account. */
const memberName = (arn: string): string => `OrgConformsPack-${arn.slice(arn.lastIndexOf('/') + 1)}`;

const statusOf = ({ isUpdate }: OrganisationPack, isFailed: boolean): NonNullable<OrganizationResourceDetailedStatus> =>
  `${isUpdate ? 'UPDATE' : 'CREATE'}_${isFailed ? 'FAILED' : 'SUCCESSFUL'}`;
