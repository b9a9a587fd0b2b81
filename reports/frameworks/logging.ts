import { type Control, control } from './control.ts';

/** What is written down: section 3 of CIS 3.0, section 4 of 7.0. */
export const logging: readonly Control[] = [
  control(
    '3.1',
    '4.1',
    'A trail records every region',
    '모든 리전 CloudTrail 기록',
    'MULTI_REGION_CLOUD_TRAIL_ENABLED',
  ),
  control(
    '3.2',
    '4.2',
    'Log files can be validated',
    'CloudTrail 로그 파일 검증',
    'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED',
  ),
  control('3.3', '4.3', 'Config records every region', '모든 리전 AWS Config 사용'),
  control('3.4', '4.4', "Access to the trail's bucket is logged", 'CloudTrail 버킷 액세스 로깅'),
  control(
    '3.5',
    '4.5',
    'Log files are encrypted with a KMS key',
    'CloudTrail 로그 KMS 암호화',
    'CLOUD_TRAIL_ENCRYPTION_ENABLED',
  ),
  control('3.6', '4.6', 'Symmetric keys rotate', '대칭 KMS 키 자동 교체', 'CMK_BACKING_KEY_ROTATION_ENABLED'),
  control('3.7', '4.7', 'Every VPC has flow logs', '모든 VPC 흐름 로그 사용', 'VPC_FLOW_LOGS_ENABLED'),
  control('3.8', '4.8', 'Writes of S3 objects are recorded', 'S3 객체 쓰기 이벤트 기록'),
  control('3.9', '4.9', 'Reads of S3 objects are recorded', 'S3 객체 읽기 이벤트 기록'),
  control('', '4.10', 'Web front ends log access', '웹 프런트엔드 액세스 로깅'),
];
