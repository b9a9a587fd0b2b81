import { apiCall, defineAlert, record, textAt } from '../kit/index.ts';

export default defineAlert({
  id: 'identity-provider-changed',
  title: { en: 'Identity provider changed', ko: 'ID 공급자 변경' },
  severity: 'high',
  on: apiCall(
    'iam.amazonaws.com',
    'CreateSAMLProvider',
    'UpdateSAMLProvider',
    'DeleteSAMLProvider',
    'CreateOpenIDConnectProvider',
    'UpdateOpenIDConnectProviderThumbprint',
    'AddClientIDToOpenIDConnectProvider',
    'DeleteOpenIDConnectProvider',
  ).succeeded(),
  about: ({ request, response }) =>
    textAt(request, 'sAMLProviderArn') ??
    textAt(request, 'openIDConnectProviderArn') ??
    textAt(response, 'sAMLProviderArn') ??
    textAt(response, 'openIDConnectProviderArn') ??
    textAt(request, 'name') ??
    textAt(request, 'url'),
  why: {
    en: 'Who controls an identity provider can sign in as anybody it vouches for.',
    ko: 'ID 공급자를 장악한 사람은 그 공급자가 보증하는 누구로든 로그인할 수 있습니다.',
  },
  respond: {
    en: [
      'Ask {actor} and the owner of single sign-on whether this was planned.',
      'See the providers: aws iam list-saml-providers',
      'And the others: aws iam list-open-id-connect-providers',
      'Remove one nobody knows, then look for roles assumed through it.',
    ],
    ko: [
      '{actor}와(과) 싱글 사인온 담당자에게 계획된 변경인지 확인합니다.',
      'SAML 공급자를 확인합니다: aws iam list-saml-providers',
      'OIDC 공급자를 확인합니다: aws iam list-open-id-connect-providers',
      '아무도 모르는 공급자는 제거하고, 그 공급자로 맡은 역할을 찾습니다.',
    ],
  },
  controls: ['nist-800-53-r5:IA-8', 'nist-800-53-r5:CM-3', 'isms-p:2.5.3'],
  fires: [
    record('CreateSAMLProvider', {
      request: { name: 'okta', sAMLMetadataDocument: '<?xml version="1.0"?>' },
      response: { sAMLProviderArn: 'arn:aws:iam::123456789012:saml-provider/okta' },
    }),
    record('UpdateSAMLProvider', { request: { sAMLProviderArn: 'arn:aws:iam::123456789012:saml-provider/okta' } }),
    record('CreateOpenIDConnectProvider', { request: { url: 'https://token.actions.githubusercontent.com' } }),
  ],
  quiet: [
    record('CreateSAMLProvider', { errorCode: 'AccessDenied', request: { name: 'okta' } }),
    record('CreateRole', { request: { roleName: 'sso' } }),
  ],
});
