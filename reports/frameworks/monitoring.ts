import type { Severity } from '../../core/message/index.ts';
import { type Control, control } from './control.ts';

const SUBJECTS: readonly (readonly [string, string, Severity])[] = [
  ['Unauthorized API calls', '권한 없는 API 호출', 'medium'],
  ['Console sign-in without MFA', 'MFA 없는 콘솔 로그인', 'high'],
  ['Use of root', '루트 사용자 사용', 'high'],
  ['IAM policy changes', 'IAM 정책 변경', 'medium'],
  ['CloudTrail changes', 'CloudTrail 설정 변경', 'high'],
  ['Failed console sign-ins', '콘솔 로그인 실패', 'medium'],
  ['KMS keys disabled or to be deleted', 'KMS 키 비활성화 및 삭제 예약', 'medium'],
  ['S3 bucket policy changes', 'S3 버킷 정책 변경', 'medium'],
  ['Config changes', 'AWS Config 설정 변경', 'medium'],
  ['Security group changes', '보안 그룹 변경', 'low'],
  ['Network ACL changes', '네트워크 ACL 변경', 'low'],
  ['Network gateway changes', '네트워크 게이트웨이 변경', 'low'],
  ['Route table changes', '라우팅 테이블 변경', 'low'],
  ['VPC changes', 'VPC 변경', 'low'],
  ['Organizations changes', 'AWS Organizations 변경', 'medium'],
];

/** Alarms: section 4 of CIS 3.0, section 5 of 7.0. Alarms that watch for at least what the catalogue's do decide them. */
export const monitoring: readonly Control[] = [
  ...SUBJECTS.map(([en, ko, severity], index) =>
    control({
      in: [`4.${index + 1}`, `5.${index + 1}`],
      en: `${en} raise an alarm`,
      ko: `${ko} 경보`,
      severity,
      todo: {
        en: "Deploy the catalogue's alarm (trailkeeper apply, or sst deploy), and see that somebody confirmed the subscription to its topic.",
        ko: '카탈로그의 경보를 배포하고(trailkeeper apply 또는 sst deploy) 알림 주제의 구독을 확인받은 수신자가 있는지 점검합니다.',
      },
    }),
  ),
  control({
    in: ['4.16', '5.16'],
    en: 'Security Hub is on',
    ko: 'Security Hub 사용',
    severity: 'medium',
    todo: {
      en: 'Run aws securityhub enable-security-hub in every region.',
      ko: '모든 리전에서 aws securityhub enable-security-hub를 실행합니다.',
    },
    by: ['SECURITYHUB_ENABLED'],
  }),
];
