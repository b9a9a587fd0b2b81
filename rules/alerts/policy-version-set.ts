import { anyOf, apiCall, defineAlert, record } from '../kit/index.ts';

export default defineAlert({
  id: 'policy-version-set',
  title: { en: 'Content of a policy replaced', ko: '정책 내용 교체' },
  severity: 'medium',
  on: anyOf(
    apiCall('iam.amazonaws.com', 'CreatePolicyVersion')
      .succeeded()
      .where({ requestParameters: { setAsDefault: [true] } }),
    apiCall('iam.amazonaws.com', 'SetDefaultPolicyVersion').succeeded(),
  ),
  about: ({ request }) => request.policyArn,
  why: {
    en: 'Everybody who has this policy has other rights now, though nothing was attached to anyone.',
    ko: '누구에게도 새로 연결하지 않았지만, 이 정책을 가진 모두의 권한이 바뀌었습니다.',
  },
  respond: {
    en: [
      'See the versions: aws iam list-policy-versions --policy-arn {about}',
      'See who has it: aws iam list-entities-for-policy --policy-arn {about}',
      'If {actor} did not intend it, set the earlier version as the default.',
    ],
    ko: [
      '버전을 확인합니다: aws iam list-policy-versions --policy-arn {about}',
      '누가 이 정책을 가졌는지 확인합니다: aws iam list-entities-for-policy --policy-arn {about}',
      '{actor}이(가) 의도하지 않았다면 이전 버전을 기본 버전으로 되돌립니다.',
    ],
  },
  controls: ['nist-800-53-r5:AC-6', 'nist-800-53-r5:CM-3', 'isms-p:2.5.6'],
  fires: [
    record('CreatePolicyVersion', {
      request: { policyArn: 'arn:aws:iam::123456789012:policy/ops', setAsDefault: true },
    }),
    record('SetDefaultPolicyVersion', {
      request: { policyArn: 'arn:aws:iam::123456789012:policy/ops', versionId: 'v1' },
    }),
  ],
  quiet: [
    record('CreatePolicyVersion', {
      request: { policyArn: 'arn:aws:iam::123456789012:policy/ops', setAsDefault: false },
    }),
    record('SetDefaultPolicyVersion', { errorCode: 'NoSuchEntity' }),
    record('DeletePolicyVersion'),
  ],
});
