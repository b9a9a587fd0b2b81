import { type Control, control } from './control.ts';

/** Whether a rule on passwords asks for as much: one without any parameter asks for AWS's defaults. */
const asks = (parameters: Readonly<Record<string, string>>, name: string, least: number): boolean =>
  Object.keys(parameters).length === 0 || Number(parameters[name] ?? 0) >= least;

/** Root, and the account itself: the first part of section 1 of CIS 3.0, of section 2 of 7.0. */
export const account: readonly Control[] = [
  control({
    in: ['1.1', '2.2'],
    en: 'Contact details of the account are current',
    ko: '계정 연락처 최신 유지',
    severity: 'low',
    todo: {
      en: 'Compare the result of aws account get-contact-information with whom AWS should call today.',
      ko: 'aws account get-contact-information 결과가 현재 연락 담당자와 일치하는지 확인합니다.',
    },
  }),
  control({
    in: ['1.2', '2.3'],
    en: 'A security contact is registered',
    ko: '보안 연락처 등록',
    severity: 'medium',
    todo: {
      en: 'See that aws account get-alternate-contact --alternate-contact-type SECURITY names a team that reads its mail.',
      ko: 'aws account get-alternate-contact --alternate-contact-type SECURITY 결과에 실제로 메일을 확인하는 팀이 등록되어 있는지 확인합니다.',
    },
  }),
  control({
    in: ['1.3', ''],
    en: 'Security questions are registered',
    ko: '보안 질문 등록',
    severity: 'low',
    todo: {
      en: 'Look at the account page of the console as root. AWS no longer takes new questions; note it where there are none.',
      ko: '루트 사용자로 콘솔의 계정 페이지를 확인합니다. AWS가 새 질문 등록을 중단했으므로, 등록된 질문이 없으면 그 사실을 기록합니다.',
    },
  }),
  control({
    in: ['1.4', '2.4'],
    en: 'Root has no access key',
    ko: '루트 사용자 액세스 키 없음',
    severity: 'critical',
    todo: {
      en: 'Sign in as root, delete the access keys under Security credentials, and move what used them to a role.',
      ko: '루트로 로그인해 보안 자격 증명에서 액세스 키를 삭제하고, 키를 쓰던 작업은 역할로 옮깁니다.',
    },
    by: ['IAM_ROOT_ACCESS_KEY_CHECK'],
  }),
  control({
    in: ['1.5', '2.5'],
    en: 'Root signs in with MFA',
    ko: '루트 사용자 MFA 사용',
    severity: 'critical',
    todo: {
      en: 'Sign in as root and assign an MFA device under Security credentials.',
      ko: '루트로 로그인해 보안 자격 증명에서 MFA 디바이스를 등록합니다.',
    },
    by: ['ROOT_ACCOUNT_MFA_ENABLED'],
  }),
  control({
    in: ['1.6', '2.6'],
    en: 'Root has a hardware MFA device',
    ko: '루트 사용자 하드웨어 MFA 사용',
    severity: 'critical',
    todo: {
      en: "Replace root's virtual device by a security key or hardware token, and keep it in a safe.",
      ko: '루트의 가상 MFA를 보안 키나 하드웨어 토큰으로 바꾸고 금고에 보관합니다.',
    },
    by: ['ROOT_ACCOUNT_HARDWARE_MFA_ENABLED'],
  }),
  control({
    in: ['1.7', '2.7'],
    en: 'Root is not used day to day',
    ko: '일상 업무에 루트 사용자 미사용',
    severity: 'high',
    todo: {
      en: 'Look up password_last_used of <root_account> in the credential report, and what root did: trailkeeper query, or aws cloudtrail lookup-events with AttributeKey=Username,AttributeValue=root.',
      ko: '자격 증명 보고서에서 <root_account>의 password_last_used를 확인하고, aws cloudtrail lookup-events(AttributeKey=Username,AttributeValue=root)로 루트가 한 일을 확인합니다.',
    },
  }),
  control({
    in: ['1.8', '2.8'],
    en: 'Passwords have 14 characters or more',
    ko: '암호 길이 14자 이상',
    severity: 'medium',
    todo: {
      en: 'Run aws iam update-account-password-policy --minimum-password-length 14 with the other settings you keep.',
      ko: '유지할 다른 설정과 함께 aws iam update-account-password-policy --minimum-password-length 14를 실행합니다.',
    },
    by: [
      {
        rules: ['IAM_PASSWORD_POLICY'],
        isEnough: (parameters) => asks(parameters, 'MinimumPasswordLength', 14),
      },
    ],
  }),
  control({
    in: ['1.9', '2.9'],
    en: 'Passwords are not used again',
    ko: '암호 재사용 금지',
    severity: 'low',
    todo: {
      en: 'Run aws iam update-account-password-policy --password-reuse-prevention 24 with the other settings you keep.',
      ko: '유지할 다른 설정과 함께 aws iam update-account-password-policy --password-reuse-prevention 24를 실행합니다.',
    },
    by: [
      {
        rules: ['IAM_PASSWORD_POLICY'],
        isEnough: (parameters) => asks(parameters, 'PasswordReusePrevention', 24),
      },
    ],
  }),
];
