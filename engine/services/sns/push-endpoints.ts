import type {
  CreateEndpointResponse,
  CreatePlatformEndpointInput,
  DeleteEndpointInput,
  GetEndpointAttributesInput,
  GetEndpointAttributesResponse,
  ListEndpointsByPlatformApplicationInput,
  ListEndpointsByPlatformApplicationResponse,
  SetEndpointAttributesInput,
} from '@aws-sdk/client-sns';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { invalid, noEndpoint } from './errors.ts';
import type { PushApplication, PushEndpoint } from './model.ts';
import { applicationArnOf, endpointArnFor } from './push-arn.ts';
import { checkArn, type SnsState } from './state.ts';

const NAMES = ['CustomUserData', 'Enabled', 'Token'];
const LONGEST_DATA = 2048;
const PAGE = 100;

/** Phones an application may push to. */
export function pushEndpoints(state: SnsState, application: (arn: string | undefined) => PushApplication) {
  const { store } = state.parts;

  const create: Operation<CreatePlatformEndpointInput, CreateEndpointResponse> = ({ input }) => {
    const { CustomUserData, Token = '', Attributes: given = {} } = input;
    const to = application(input.PlatformApplicationArn);
    checkAttributes(given);
    if (CustomUserData !== undefined) checkAttributes({ CustomUserData });
    const attributes = { Enabled: 'true', ...given, ...(CustomUserData !== undefined && { CustomUserData }), Token };
    return store.write(() => {
      const known = state.pushEndpoints.list(to.arn).find((each) => each.attributes.Token === Token);
      if (known && !sameAttributes(known.attributes, attributes)) {
        const why = `Endpoint ${known.arn} already exists with the same Token, but different attributes.`;
        throw invalid(`Token Reason: ${why}`);
      }
      const arn = known?.arn ?? endpointArnFor(to);
      state.pushEndpoints.put(to.arn, arn, { arn, attributes });
      return { EndpointArn: arn };
    });
  };

  const get: Operation<GetEndpointAttributesInput, GetEndpointAttributesResponse> = ({ input }) => ({
    Attributes: endpoint(input.EndpointArn).attributes,
  });

  const set: Operation<SetEndpointAttributesInput, object> = ({ input }) => {
    const given = input.Attributes ?? {};
    const found = endpoint(input.EndpointArn);
    checkAttributes(given);
    const attributes = { ...found.attributes, ...given };
    state.pushEndpoints.put(applicationArnOf(found.arn) ?? '', found.arn, { ...found, attributes });
    return {};
  };

  const list: Operation<ListEndpointsByPlatformApplicationInput, ListEndpointsByPlatformApplicationResponse> = ({
    input,
  }) => {
    const { arn } = application(input.PlatformApplicationArn);
    const { items, next } = page(state.pushEndpoints.list(arn), PAGE, input.NextToken, (each) => each.arn);
    return {
      Endpoints: items.map((each) => ({ EndpointArn: each.arn, Attributes: each.attributes })),
      NextToken: next,
    };
  };

  /** One that is gone already is deleted all the same; who subscribed it stays subscribed (recorded). */
  const remove: Operation<DeleteEndpointInput, object> = ({ input }) => {
    const arn = input.EndpointArn ?? '';
    state.pushEndpoints.delete(applicationOf(arn), arn);
    return {};
  };

  function endpoint(arn = ''): PushEndpoint {
    const found = state.pushEndpoints.get(applicationOf(arn), arn);
    if (!found) throw noEndpoint();
    return found;
  }

  return {
    CreatePlatformEndpoint: create,
    GetEndpointAttributes: get,
    SetEndpointAttributes: set,
    ListEndpointsByPlatformApplication: list,
    DeleteEndpoint: remove,
  };
}

function applicationOf(endpointArn: string): string {
  checkArn(endpointArn, 'EndpointArn');
  const application = applicationArnOf(endpointArn);
  if (application === undefined) {
    throw invalid('EndpointArn Reason: Wrong number of slashes in relative portion of the ARN.');
  }
  return application;
}

function checkAttributes(attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!NAMES.includes(name)) throw invalid(`Attributes Reason: Invalid attribute name: ${name}`);
    if (name === 'CustomUserData' && Buffer.byteLength(value) > LONGEST_DATA) {
      const why = `must be at most ${LONGEST_DATA} bytes long in UTF-8 encoding`;
      throw invalid(`Attributes Reason: Invalid value for attribute: ${name}: ${why}`);
    }
  }
}

const sameAttributes = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean =>
  NAMES.every((name) => one[name] === other[name]);
