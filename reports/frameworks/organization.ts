import { type Control, control } from './control.ts';

/** The organization: section 2.1 of 7.0. */
export const organization: readonly Control[] = [
  control({
    in: ['', '2.1.1'],
    en: 'Root access is managed centrally',
    ko: '루트 액세스 중앙 관리',
    severity: 'medium',
    todo: {
      en: 'See that aws iam list-organizations-features names RootCredentialsManagement and RootSessions.',
      ko: 'aws iam list-organizations-features에 RootCredentialsManagement와 RootSessions가 있는지 확인합니다.',
    },
  }),
  control({
    in: ['', '2.1.2'],
    en: 'Every member account has guardrail policies',
    ko: '모든 멤버 계정에 가드레일 정책 적용',
    severity: 'medium',
    todo: {
      en: 'For each account, see which policies aws organizations list-policies-for-target names besides FullAWSAccess.',
      ko: '각 계정에서 aws organizations list-policies-for-target으로 FullAWSAccess 외의 정책이 적용되는지 확인합니다.',
    },
  }),
  control({
    in: ['', '2.1.3'],
    en: 'The management account runs no workload',
    ko: '관리 계정에 워크로드 미배치',
    severity: 'medium',
    todo: {
      en: 'Look for instances, functions, databases and buckets of applications in the management account, and move them.',
      ko: '관리 계정에 애플리케이션 인스턴스, 함수, 데이터베이스, 버킷이 있는지 확인하고 다른 계정으로 옮깁니다.',
    },
  }),
  control({
    in: ['', '2.1.4'],
    en: 'Organizational units follow environment and sensitivity',
    ko: '환경과 민감도에 따른 조직 단위 구성',
    severity: 'low',
    todo: {
      en: 'Compare the tree of aws organizations list-organizational-units-for-parent with your environments.',
      ko: 'aws organizations list-organizational-units-for-parent의 구조를 운영 환경 구분과 비교합니다.',
    },
  }),
  control({
    in: ['', '2.1.5'],
    en: "A delegated administrator manages the organization's policies",
    ko: '위임 관리자의 조직 정책 관리',
    severity: 'low',
    todo: {
      en: 'See that aws organizations describe-resource-policy delegates policies to an account other than the management account.',
      ko: 'aws organizations describe-resource-policy가 정책 관리를 관리 계정 외의 계정에 위임하는지 확인합니다.',
    },
  }),
  control({
    in: ['', '2.1.6'],
    en: 'Delegated administrators manage integrated services',
    ko: '위임 관리자의 통합 서비스 관리',
    severity: 'low',
    todo: {
      en: 'See that aws organizations list-delegated-administrators names an account for each integrated service.',
      ko: 'aws organizations list-delegated-administrators에 통합 서비스마다 위임 계정이 있는지 확인합니다.',
    },
  }),
];
