import { type Control, control } from './control.ts';

/** Users, keys, policies and roles: the rest of the section. */
export const identity: readonly Control[] = [
  control({
    in: ['1.10', '2.10'],
    en: 'Users sign in to the console with MFA',
    ko: '콘솔 사용자 MFA 사용',
    severity: 'high',
    todo: {
      en: 'Have the user register an MFA device, or take the console password away: aws iam delete-login-profile.',
      ko: '사용자에게 MFA 디바이스를 등록하게 하거나 콘솔 암호를 제거합니다: aws iam delete-login-profile.',
    },
    by: ['MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS'],
  }),
  control({
    in: ['1.11', ''],
    en: 'No access key is made with a console user',
    ko: '콘솔 사용자 생성 시 액세스 키 미발급',
    severity: 'low',
    todo: {
      en: 'In the credential report, look for users with a password whose access key is as old as the user and was never used; delete such keys.',
      ko: '자격 증명 보고서에서 암호가 있으면서 사용자 생성과 동시에 만들어지고 한 번도 쓰이지 않은 액세스 키를 찾아 삭제합니다.',
    },
  }),
  control({
    in: ['1.12', '2.11'],
    en: 'Credentials idle for 45 days are turned off',
    ko: '45일간 미사용 자격 증명 비활성화',
    severity: 'medium',
    todo: {
      en: 'Turn the key off (aws iam update-access-key --status Inactive) or delete the password; delete both when nobody misses them.',
      ko: '키를 비활성화하거나(aws iam update-access-key --status Inactive) 암호를 삭제하고, 문제가 없으면 완전히 제거합니다.',
    },
    by: [
      {
        rules: ['IAM_USER_UNUSED_CREDENTIALS_CHECK'],
        isEnough: ({ maxCredentialUsageAge: days = '90' }) => Number(days) <= 45,
      },
    ],
  }),
  control({
    in: ['1.13', ''],
    en: 'A user has one active access key at most',
    ko: '사용자별 활성 액세스 키 1개 이하',
    severity: 'low',
    todo: {
      en: 'In the credential report, look for users with two active keys, and turn the older one off.',
      ko: '자격 증명 보고서에서 활성 키가 두 개인 사용자를 찾아 오래된 키를 비활성화합니다.',
    },
  }),
  control({
    in: ['1.14', '2.12'],
    en: 'Access keys are replaced every 90 days',
    ko: '액세스 키 90일마다 교체',
    severity: 'medium',
    todo: {
      en: 'Make a new key, move what uses the old one, turn the old one off, then delete it. A role needs no key at all.',
      ko: '새 키를 만들어 사용처를 옮긴 뒤 기존 키를 비활성화하고 삭제합니다. 역할을 쓰면 키가 필요 없습니다.',
    },
    by: [{ rules: ['ACCESS_KEYS_ROTATED'], isEnough: ({ maxAccessKeyAge: days = '90' }) => Number(days) <= 90 }],
  }),
  control({
    in: ['1.15', '2.13'],
    en: 'Users get their rights from groups',
    ko: '그룹을 통한 사용자 권한 부여',
    severity: 'low',
    todo: {
      en: "Put the user's rights into a group, add the user to it, then remove the user's own policies.",
      ko: '사용자 권한을 그룹으로 옮기고 사용자를 그룹에 추가한 뒤, 사용자에게 직접 연결된 정책을 제거합니다.',
    },
    by: ['IAM_USER_NO_POLICIES_CHECK'],
  }),
  control({
    in: ['1.16', '2.14'],
    en: 'No policy allows everything',
    ko: '전체 관리자 권한 정책 없음',
    severity: 'high',
    todo: {
      en: 'Write down what the holders of the policy really do, allow that much, and delete the statement with "*" on "*".',
      ko: '정책 사용자가 실제로 하는 작업만 허용하도록 고치고, "*"에 "*"를 허용하는 구문을 삭제합니다.',
    },
    by: ['IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS'],
  }),
  control({
    in: ['1.17', '2.15'],
    en: 'A role for AWS Support exists',
    ko: 'AWS Support 역할 존재',
    severity: 'low',
    todo: {
      en: 'Make a role for whoever opens cases and attach arn:aws:iam::aws:policy/AWSSupportAccess.',
      ko: '지원 사례를 여는 담당자용 역할을 만들고 arn:aws:iam::aws:policy/AWSSupportAccess를 연결합니다.',
    },
    by: [
      {
        rules: ['IAM_POLICY_IN_USE'],
        isEnough: ({ policyARN = '' }) => policyARN.endsWith(':policy/AWSSupportAccess'),
      },
    ],
  }),
  control({
    in: ['1.18', '2.16'],
    en: 'Instances have roles',
    ko: 'EC2 인스턴스 역할 사용',
    severity: 'medium',
    todo: {
      en: 'Associate an instance profile (aws ec2 associate-iam-instance-profile) and remove access keys from the instance.',
      ko: '인스턴스 프로파일을 연결하고(aws ec2 associate-iam-instance-profile) 인스턴스에 저장된 액세스 키를 제거합니다.',
    },
    by: ['EC2_INSTANCE_PROFILE_ATTACHED'],
  }),
  control({
    in: ['1.19', '2.17'],
    en: 'Expired certificates are removed from IAM',
    ko: 'IAM의 만료된 인증서 제거',
    severity: 'low',
    todo: {
      en: 'Run aws iam list-server-certificates and delete those whose Expiration is past.',
      ko: 'aws iam list-server-certificates를 실행해 Expiration이 지난 인증서를 삭제합니다.',
    },
  }),
  control({
    in: ['1.20', '2.18'],
    en: 'Access Analyzer is on in every region',
    ko: '모든 리전 Access Analyzer 사용',
    severity: 'medium',
    todo: {
      en: 'In each region, see that aws accessanalyzer list-analyzers names an ACTIVE analyzer of external access.',
      ko: '각 리전에서 aws accessanalyzer list-analyzers에 ACTIVE 상태의 외부 액세스 분석기가 있는지 확인합니다.',
    },
  }),
  control({
    in: ['1.21', '2.19'],
    en: 'People sign in through one identity provider',
    ko: '자격 증명 공급자를 통한 중앙 로그인',
    severity: 'medium',
    todo: {
      en: 'See that people come through Identity Center or a provider, and that aws iam list-users shows no person.',
      ko: '사용자가 Identity Center나 자격 증명 공급자로 로그인하는지, aws iam list-users에 개인 계정이 없는지 확인합니다.',
    },
  }),
  control({
    in: ['1.22', '2.20'],
    en: 'Full CloudShell access is given to few',
    ko: 'CloudShell 전체 권한 제한',
    severity: 'low',
    todo: {
      en: 'Run aws iam list-entities-for-policy on AWSCloudShellFullAccess and detach it from those who need not move files.',
      ko: 'aws iam list-entities-for-policy로 AWSCloudShellFullAccess 연결 대상을 확인하고, 파일 전송이 필요 없는 대상에서 분리합니다.',
    },
  }),
  control({
    in: ['', '2.21'],
    en: 'Resource policies do not name everyone',
    ko: '리소스 정책에 모든 주체 허용 금지',
    severity: 'high',
    todo: {
      en: 'Look for policies with Principal "*" and no condition on buckets, queues, topics, keys, functions and secrets; Access Analyzer lists them.',
      ko: '버킷, 대기열, 주제, 키, 함수, 보안 암호 정책에서 조건 없이 Principal "*"를 허용한 구문을 찾습니다. Access Analyzer가 목록을 보여줍니다.',
    },
  }),
];
