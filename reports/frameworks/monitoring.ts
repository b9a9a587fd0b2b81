import { type Control, control } from './control.ts';

const SUBJECTS: readonly (readonly [string, string])[] = [
  ['Unauthorized API calls', '권한 없는 API 호출'],
  ['Console sign-in without MFA', 'MFA 없는 콘솔 로그인'],
  ['Use of root', '루트 사용자 사용'],
  ['IAM policy changes', 'IAM 정책 변경'],
  ['CloudTrail changes', 'CloudTrail 설정 변경'],
  ['Failed console sign-ins', '콘솔 로그인 실패'],
  ['KMS keys disabled or to be deleted', 'KMS 키 비활성화 및 삭제 예약'],
  ['S3 bucket policy changes', 'S3 버킷 정책 변경'],
  ['Config changes', 'AWS Config 설정 변경'],
  ['Security group changes', '보안 그룹 변경'],
  ['Network ACL changes', '네트워크 ACL 변경'],
  ['Network gateway changes', '네트워크 게이트웨이 변경'],
  ['Route table changes', '라우팅 테이블 변경'],
  ['VPC changes', 'VPC 변경'],
  ['Organizations changes', 'AWS Organizations 변경'],
];

/** Alarms: section 4 of CIS 3.0, section 5 of 7.0. The catalogue's alarms decide them. */
export const monitoring: readonly Control[] = [
  ...SUBJECTS.map(([en, ko], index) =>
    control(`4.${index + 1}`, `5.${index + 1}`, `${en} raise an alarm`, `${ko} 경보`),
  ),
  control('4.16', '5.16', 'Security Hub is on', 'Security Hub 사용', 'SECURITYHUB_ENABLED'),
];
