import type {
  CreatePlatformApplicationInput,
  CreatePlatformApplicationResponse,
  DeletePlatformApplicationInput,
  GetPlatformApplicationAttributesInput,
  GetPlatformApplicationAttributesResponse,
  ListPlatformApplicationsInput,
  ListPlatformApplicationsResponse,
  SetPlatformApplicationAttributesInput,
} from '@aws-sdk/client-sns';
import { partitionOf, scopeOf, scopeOfArn } from '../../arn.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { invalid, noApplication } from './errors.ts';
import type { PushApplication } from './model.ts';
import { checkArn, type SnsState } from './state.ts';

const PLATFORMS = [
  ...['ADM', 'APNS', 'APNS_SANDBOX', 'APNS_VOIP', 'APNS_VOIP_SANDBOX', 'BAIDU', 'GCM', 'MACOS', 'MACOS_SANDBOX'],
  ...['MPNS', 'WNS'],
];
/** A key of theirs has no name beside it. */
const NO_PRINCIPAL = ['GCM'];
const PAGE = 100;
const SECRETS = ['PlatformCredential', 'PlatformPrincipal'];

/** Applications of the push services of phones. Nothing is pushed here, so the keys to those services are not even kept. */
export function pushApplications(state: SnsState) {
  const { store } = state.parts;

  const create: Operation<CreatePlatformApplicationInput, CreatePlatformApplicationResponse> = (call) => {
    const { Name: name = '', Platform: platform = '', Attributes: given = {} } = call.input;
    checkName(name);
    if (!PLATFORMS.includes(platform)) throw invalid(`Platform Reason: ${platform} is not supported`);
    checkSecrets(platform, given);
    const { account, region } = call;
    const arn = `arn:${partitionOf(region)}:sns:${region}:${account}:app/${platform}/${name}`;
    const attributes = { Enabled: 'true', ...state.applicationAt(arn)?.attributes, ...withoutSecrets(given) };
    state.applications.put(scopeOf(call), arn, { arn, platform, attributes });
    return { PlatformApplicationArn: arn };
  };

  const get: Operation<GetPlatformApplicationAttributesInput, GetPlatformApplicationAttributesResponse> = ({
    input,
  }) => ({ Attributes: application(input.PlatformApplicationArn).attributes });

  const set: Operation<SetPlatformApplicationAttributesInput, object> = ({ input }) => {
    const found = application(input.PlatformApplicationArn);
    const attributes = { ...found.attributes, ...withoutSecrets(input.Attributes ?? {}) };
    state.applications.put(scopeOfArn(found.arn), found.arn, { ...found, attributes });
    return {};
  };

  const list: Operation<ListPlatformApplicationsInput, ListPlatformApplicationsResponse> = (call) => {
    const all = state.applications.list(scopeOf(call));
    const { items, next } = page(all, PAGE, call.input.NextToken, ({ arn }) => arn);
    return {
      PlatformApplications: items.map(({ arn, attributes }) => ({
        PlatformApplicationArn: arn,
        Attributes: attributes,
      })),
      NextToken: next,
    };
  };

  const remove: Operation<DeletePlatformApplicationInput, object> = ({ input }) => {
    const arn = input.PlatformApplicationArn ?? '';
    checkArn(arn, 'PlatformApplicationArn');
    store.write(() => {
      for (const endpoint of state.pushEndpoints.list(arn)) state.pushEndpoints.delete(arn, endpoint.arn);
      state.applications.delete(scopeOfArn(arn), arn);
    });
    return {};
  };

  function application(arn = ''): PushApplication {
    checkArn(arn, 'PlatformApplicationArn');
    const found = state.applicationAt(arn);
    if (!found) throw noApplication();
    return found;
  }

  return {
    application,
    operations: {
      CreatePlatformApplication: create,
      GetPlatformApplicationAttributes: get,
      SetPlatformApplicationAttributes: set,
      ListPlatformApplications: list,
      DeletePlatformApplication: remove,
    },
  };
}

function checkName(name: string): void {
  if (name === '') throw invalid(`${name} Reason: cannot be empty`);
  if (name.length > 256) throw invalid(`${name} Reason: must be at most 256 characters long`);
  if (/[^\w.-]/.test(name)) {
    throw invalid(`${name} Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'`);
  }
}

function checkSecrets(platform: string, { PlatformCredential: key, PlatformPrincipal: name }: Record<string, string>) {
  if (name !== undefined && key === undefined) {
    throw invalid('Attributes Reason: PlatformPrincipal attribute provided without PlatformCredential');
  }
  if (key !== undefined && name === undefined && !NO_PRINCIPAL.includes(platform)) {
    throw invalid('Attributes Reason: PlatformCredential attribute provided without PlatformPrincipal');
  }
}

const withoutSecrets = (attributes: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !SECRETS.includes(name)));
