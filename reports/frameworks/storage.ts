import { type Control, control } from './control.ts';

/** Data at rest: section 2 of CIS 3.0, section 3 of 7.0 (volumes are in 6 there). */
export const storage: readonly Control[] = [
  control(
    '2.1.1',
    '3.1.1',
    'Buckets refuse requests without TLS',
    'S3 버킷 TLS 외 요청 거부',
    'S3_BUCKET_SSL_REQUESTS_ONLY',
  ),
  control(
    '2.1.2',
    '3.1.2',
    'Buckets want MFA to delete versions',
    'S3 버킷 MFA Delete 사용',
    'S3_BUCKET_MFA_DELETE_ENABLED',
  ),
  control('2.1.3', '3.1.3', 'What buckets hold is known and classified', 'S3 데이터 파악 및 분류'),
  control(
    '2.1.4',
    '3.1.4',
    'Buckets block public access',
    'S3 퍼블릭 액세스 차단',
    'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED',
  ),
  control('2.2.1', '6.1.1', 'New volumes are encrypted', 'EBS 볼륨 기본 암호화', 'EC2_EBS_ENCRYPTION_BY_DEFAULT'),
  control('2.3.1', '3.2.1', 'Databases are encrypted', 'RDS 저장 데이터 암호화', 'RDS_STORAGE_ENCRYPTED'),
  control(
    '2.3.2',
    '3.2.2',
    'Databases take minor versions',
    'RDS 마이너 버전 자동 업그레이드',
    'RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED',
  ),
  control('2.3.3', '3.2.3', 'Databases are not public', 'RDS 퍼블릭 액세스 차단', 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK'),
  control('', '3.2.4', 'Databases have a standby in another zone', 'RDS 다중 AZ 구성', 'RDS_MULTI_AZ_SUPPORT'),
  control('2.4.1', '3.3.1', 'File systems are encrypted', 'EFS 암호화', 'EFS_ENCRYPTED_CHECK'),
];
