import { type Control, control } from './control.ts';

/** Identities and the account itself: section 1 of CIS 3.0, section 2 of 7.0. */
export const identity: readonly Control[] = [
  control('1.1', '2.2', 'Contact details of the account are current', '계정 연락처 최신 유지'),
  control('1.2', '2.3', 'A security contact is registered', '보안 연락처 등록'),
  control('1.3', '', 'Security questions are registered', '보안 질문 등록'),
  control('1.4', '2.4', 'Root has no access key', '루트 사용자 액세스 키 없음', 'IAM_ROOT_ACCESS_KEY_CHECK'),
  control('1.5', '2.5', 'Root signs in with MFA', '루트 사용자 MFA 사용', 'ROOT_ACCOUNT_MFA_ENABLED'),
  control(
    '1.6',
    '2.6',
    'Root has a hardware MFA device',
    '루트 사용자 하드웨어 MFA 사용',
    'ROOT_ACCOUNT_HARDWARE_MFA_ENABLED',
  ),
  control('1.7', '2.7', 'Root is not used day to day', '일상 업무에 루트 사용자 미사용'),
  control('1.8', '2.8', 'Passwords have 14 characters or more', '암호 길이 14자 이상', {
    rules: ['IAM_PASSWORD_POLICY'],
    isEnough: ({ MinimumPasswordLength: length = '14' }) => Number(length) >= 14,
  }),
  control('1.9', '2.9', 'Passwords are not used again', '암호 재사용 금지', {
    rules: ['IAM_PASSWORD_POLICY'],
    isEnough: ({ PasswordReusePrevention: last = '24' }) => Number(last) >= 24,
  }),
  control(
    '1.10',
    '2.10',
    'Users sign in to the console with MFA',
    '콘솔 사용자 MFA 사용',
    'MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS',
  ),
  control('1.11', '', 'No access key is made with a console user', '콘솔 사용자 생성 시 액세스 키 미발급'),
  control('1.12', '2.11', 'Credentials idle for 45 days are turned off', '45일간 미사용 자격 증명 비활성화', {
    rules: ['IAM_USER_UNUSED_CREDENTIALS_CHECK'],
    isEnough: ({ maxCredentialUsageAge: days = '90' }) => Number(days) <= 45,
  }),
  control('1.13', '', 'A user has one active access key at most', '사용자별 활성 액세스 키 1개 이하'),
  control('1.14', '2.12', 'Access keys are replaced every 90 days', '액세스 키 90일마다 교체', {
    rules: ['ACCESS_KEYS_ROTATED'],
    isEnough: ({ maxAccessKeyAge: days = '90' }) => Number(days) <= 90,
  }),
  control(
    '1.15',
    '2.13',
    'Users get their rights from groups',
    '그룹을 통한 사용자 권한 부여',
    'IAM_USER_NO_POLICIES_CHECK',
  ),
  control(
    '1.16',
    '2.14',
    'No policy allows everything',
    '전체 관리자 권한 정책 없음',
    'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS',
  ),
  control('1.17', '2.15', 'A role for AWS Support exists', 'AWS Support 역할 존재', {
    rules: ['IAM_POLICY_IN_USE'],
    isEnough: ({ policyARN = '' }) => policyARN.endsWith(':policy/AWSSupportAccess'),
  }),
  control('1.18', '2.16', 'Instances have roles', 'EC2 인스턴스 역할 사용', 'EC2_INSTANCE_PROFILE_ATTACHED'),
  control('1.19', '2.17', 'Expired certificates are removed from IAM', 'IAM의 만료된 인증서 제거'),
  control('1.20', '2.18', 'Access Analyzer is on in every region', '모든 리전 Access Analyzer 사용'),
  control('1.21', '2.19', 'People sign in through one identity provider', '자격 증명 공급자를 통한 중앙 로그인'),
  control('1.22', '2.20', 'Full CloudShell access is given to few', 'CloudShell 전체 권한 제한'),
  control('', '2.21', 'Resource policies do not name everyone', '리소스 정책에 모든 주체 허용 금지'),
  control('', '2.1.1', 'Root access is managed centrally', '루트 액세스 중앙 관리'),
  control('', '2.1.2', 'Every member account has guardrail policies', '모든 멤버 계정에 가드레일 정책 적용'),
  control('', '2.1.3', 'The management account runs no workload', '관리 계정에 워크로드 미배치'),
  control(
    '',
    '2.1.4',
    'Organizational units follow environment and sensitivity',
    '환경과 민감도에 따른 조직 단위 구성',
  ),
  control('', '2.1.5', "A delegated administrator manages the organization's policies", '위임 관리자의 조직 정책 관리'),
  control('', '2.1.6', 'Delegated administrators manage integrated services', '위임 관리자의 통합 서비스 관리'),
];
