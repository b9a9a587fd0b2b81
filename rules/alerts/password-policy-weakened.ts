import { anyOf, apiCall, defineAlert, record } from '../kit/index.ts';

/** Only what makes it weaker than CIS asks: shorter than 14, reuse allowed, a character class no longer required, or gone. */
const weaker = apiCall('iam.amazonaws.com', 'UpdateAccountPasswordPolicy')
  .succeeded()
  .where({
    requestParameters: {
      $or: [
        { minimumPasswordLength: [{ numeric: ['<', 14] }] },
        { passwordReusePrevention: [{ numeric: ['<', 24] }] },
        { requireSymbols: [false] },
        { requireNumbers: [false] },
        { requireUppercaseCharacters: [false] },
        { requireLowercaseCharacters: [false] },
      ],
    },
  });

export default defineAlert({
  id: 'password-policy-weakened',
  title: { en: 'Password policy weakened', ko: '비밀번호 정책 약화' },
  severity: 'medium',
  on: anyOf(weaker, apiCall('iam.amazonaws.com', 'DeleteAccountPasswordPolicy').succeeded()),
  about: () => 'account password policy',
  why: {
    en: 'Every IAM user may choose a weaker password from now on.',
    ko: '이제 모든 IAM 사용자가 더 약한 비밀번호를 쓸 수 있습니다.',
  },
  respond: {
    en: [
      'Read the policy: aws iam get-account-password-policy',
      'Ask {actor} whether this was intended; if not, put the earlier one back.',
    ],
    ko: [
      '정책을 확인합니다: aws iam get-account-password-policy',
      '{actor}에게 의도한 작업인지 확인하고, 아니라면 이전 정책으로 되돌립니다.',
    ],
  },
  controls: ['cis-aws-3.0:1.8', 'cis-aws-3.0:1.9', 'nist-800-53-r5:IA-5', 'isms-p:2.5.4'],
  fires: [
    record('DeleteAccountPasswordPolicy'),
    record('UpdateAccountPasswordPolicy', { request: { minimumPasswordLength: 8, requireSymbols: true } }),
    record('UpdateAccountPasswordPolicy', { request: { minimumPasswordLength: 20, requireNumbers: false } }),
  ],
  quiet: [
    record('UpdateAccountPasswordPolicy', {
      request: { minimumPasswordLength: 16, passwordReusePrevention: 24, requireSymbols: true, requireNumbers: true },
    }),
    record('DeleteAccountPasswordPolicy', { errorCode: 'NoSuchEntity' }),
  ],
});
