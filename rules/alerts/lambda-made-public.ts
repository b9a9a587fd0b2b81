import { anyOf, apiCall, defineAlert, record } from '../kit/index.ts';

const source = 'lambda.amazonaws.com';

export default defineAlert({
  id: 'lambda-made-public',
  title: { en: 'Lambda function made public', ko: 'Lambda 함수 공개' },
  severity: 'high',
  on: anyOf(
    apiCall(source, 'AddPermission20150331v2')
      .succeeded()
      .where({ requestParameters: { principal: ['*'] } }),
    apiCall(source, 'CreateFunctionUrlConfig', 'UpdateFunctionUrlConfig')
      .succeeded()
      .where({ requestParameters: { authType: ['NONE'] } }),
  ),
  about: ({ request }) => request.functionName,
  why: {
    en: 'Anyone may run the function, with the rights of its role and on your bill.',
    ko: '누구나 이 함수를 실행할 수 있고, 함수 역할의 권한과 비용을 쓰게 됩니다.',
  },
  respond: {
    en: [
      'Read its policy: aws lambda get-policy --region {region} --function-name {about}',
      'Ask {actor} whether it is meant to be public; if not, remove the statement or the URL.',
    ],
    ko: [
      '정책을 확인합니다: aws lambda get-policy --region {region} --function-name {about}',
      '{actor}에게 공개하려는 것인지 확인하고, 아니라면 해당 정책 문이나 URL을 제거합니다.',
    ],
  },
  controls: ['nist-800-53-r5:AC-3', 'isms-p:2.10.2'],
  fires: [
    record('AddPermission20150331v2', {
      request: { functionName: 'orders', principal: '*', action: 'lambda:InvokeFunction', statementId: 'all' },
    }),
    record('CreateFunctionUrlConfig', { request: { functionName: 'orders', authType: 'NONE' } }),
  ],
  quiet: [
    record('AddPermission20150331v2', { request: { functionName: 'orders', principal: 's3.amazonaws.com' } }),
    record('CreateFunctionUrlConfig', { request: { functionName: 'orders', authType: 'AWS_IAM' } }),
  ],
});
