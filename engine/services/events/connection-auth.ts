import type {
  ConnectionAuthResponseParameters,
  ConnectionHttpParameters,
  CreateConnectionAuthRequestParameters,
} from '@aws-sdk/client-eventbridge';

/** What of a connection's parameters is shown: everything but secrets. */
export function shownAuth(auth: CreateConnectionAuthRequestParameters): ConnectionAuthResponseParameters {
  const {
    BasicAuthParameters: basic,
    ApiKeyAuthParameters: key,
    OAuthParameters: oauth,
    InvocationHttpParameters,
  } = auth;
  return {
    BasicAuthParameters: basic && { Username: basic.Username },
    ApiKeyAuthParameters: key && { ApiKeyName: key.ApiKeyName },
    OAuthParameters: oauth && {
      AuthorizationEndpoint: oauth.AuthorizationEndpoint,
      HttpMethod: oauth.HttpMethod,
      ClientParameters: { ClientID: oauth.ClientParameters?.ClientID },
      OAuthHttpParameters: oauth.OAuthHttpParameters && shownHttp(oauth.OAuthHttpParameters),
    },
    InvocationHttpParameters: InvocationHttpParameters && shownHttp(InvocationHttpParameters),
  };
}

/** Values marked secret are left out. */
function shownHttp(parameters: ConnectionHttpParameters): ConnectionHttpParameters {
  const shown = <T extends { IsValueSecret?: boolean }>(all: readonly T[] | undefined, value: keyof T) =>
    all?.map((each) => (each.IsValueSecret ? { ...each, [value]: undefined } : each));
  return {
    HeaderParameters: shown(parameters.HeaderParameters, 'Value'),
    QueryStringParameters: shown(parameters.QueryStringParameters, 'Value'),
    BodyParameters: shown(parameters.BodyParameters, 'Value'),
  };
}

/** The headers by which a connection proves itself, OAuth aside. */
export function authHeaders(auth: CreateConnectionAuthRequestParameters): Record<string, string> {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key, InvocationHttpParameters: http } = auth;
  const headers = (http?.HeaderParameters ?? []).map(({ Key = '', Value = '' }) => [Key, Value] as const);
  return {
    ...Object.fromEntries(headers),
    ...(basic && {
      Authorization: `Basic ${Buffer.from(`${basic.Username}:${basic.Password}`).toString('base64')}`,
    }),
    ...(key?.ApiKeyName && { [key.ApiKeyName]: key.ApiKeyValue ?? '' }),
  };
}
