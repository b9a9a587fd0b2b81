import { type Control, control } from './control.ts';

/** Data at rest: section 2 of CIS 3.0, section 3 of 7.0 (volumes are in 6 there). */
export const storage: readonly Control[] = [
  control({
    in: ['2.1.1', '3.1.1'],
    en: 'Buckets refuse requests without TLS',
    ko: 'S3 버킷 TLS 외 요청 거부',
    severity: 'medium',
    todo: {
      en: 'Add a statement to the bucket policy that denies s3:* to everyone where aws:SecureTransport is false.',
      ko: '버킷 정책에 aws:SecureTransport가 false인 모든 주체의 s3:*를 거부하는 구문을 추가합니다.',
    },
    by: ['S3_BUCKET_SSL_REQUESTS_ONLY'],
  }),
  control({
    in: ['2.1.2', '3.1.2'],
    en: 'Buckets want MFA to delete versions',
    ko: 'S3 버킷 MFA Delete 사용',
    severity: 'low',
    todo: {
      en: 'As root, run aws s3api put-bucket-versioning with MFADelete=Enabled; only root can. Object Lock is a way around it.',
      ko: '루트로 aws s3api put-bucket-versioning에 MFADelete=Enabled를 지정합니다(루트만 가능). 객체 잠금으로 대신할 수도 있습니다.',
    },
    by: ['S3_BUCKET_MFA_DELETE_ENABLED'],
  }),
  control({
    in: ['2.1.3', '3.1.3'],
    en: 'What buckets hold is known and classified',
    ko: 'S3 데이터 파악 및 분류',
    severity: 'low',
    todo: {
      en: 'See that Macie or another tool has looked through the buckets, and that somebody reads what it finds.',
      ko: 'Macie 등으로 버킷 데이터를 분류했는지, 그 결과를 담당자가 확인하는지 점검합니다.',
    },
  }),
  control({
    in: ['2.1.4', '3.1.4'],
    en: 'Buckets block public access',
    ko: 'S3 퍼블릭 액세스 차단',
    severity: 'high',
    todo: {
      en: 'Run aws s3api put-public-access-block with all four settings true; best on the account: aws s3control put-public-access-block.',
      ko: 'aws s3api put-public-access-block으로 네 설정을 모두 켭니다. 계정 전체에는 aws s3control put-public-access-block을 씁니다.',
    },
    by: ['S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED'],
  }),
  control({
    in: ['2.2.1', '6.1.1'],
    en: 'New volumes are encrypted',
    ko: 'EBS 볼륨 기본 암호화',
    severity: 'medium',
    todo: {
      en: 'Run aws ec2 enable-ebs-encryption-by-default in every region.',
      ko: '모든 리전에서 aws ec2 enable-ebs-encryption-by-default를 실행합니다.',
    },
    by: ['EC2_EBS_ENCRYPTION_BY_DEFAULT'],
  }),
  control({
    in: ['2.3.1', '3.2.1'],
    en: 'Databases are encrypted',
    ko: 'RDS 저장 데이터 암호화',
    severity: 'medium',
    todo: {
      en: 'Copy a snapshot with a KMS key, restore it as an encrypted instance, and move the application to that.',
      ko: '스냅샷을 KMS 키로 복사해 암호화된 인스턴스로 복원하고 애플리케이션을 옮깁니다.',
    },
    by: ['RDS_STORAGE_ENCRYPTED'],
  }),
  control({
    in: ['2.3.2', '3.2.2'],
    en: 'Databases take minor versions',
    ko: 'RDS 마이너 버전 자동 업그레이드',
    severity: 'low',
    todo: {
      en: 'Run aws rds modify-db-instance --auto-minor-version-upgrade on the instance.',
      ko: '인스턴스에 aws rds modify-db-instance --auto-minor-version-upgrade를 실행합니다.',
    },
    by: ['RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED'],
  }),
  control({
    in: ['2.3.3', '3.2.3'],
    en: 'Databases are not public',
    ko: 'RDS 퍼블릭 액세스 차단',
    severity: 'critical',
    todo: {
      en: 'Run aws rds modify-db-instance --no-publicly-accessible, and put the instance into private subnets.',
      ko: 'aws rds modify-db-instance --no-publicly-accessible을 실행하고 인스턴스를 프라이빗 서브넷에 둡니다.',
    },
    by: ['RDS_INSTANCE_PUBLIC_ACCESS_CHECK'],
  }),
  control({
    in: ['', '3.2.4'],
    en: 'Databases have a standby in another zone',
    ko: 'RDS 다중 AZ 구성',
    severity: 'low',
    todo: {
      en: 'Run aws rds modify-db-instance --multi-az on the instance.',
      ko: '인스턴스에 aws rds modify-db-instance --multi-az를 실행합니다.',
    },
    by: ['RDS_MULTI_AZ_SUPPORT'],
  }),
  control({
    in: ['2.4.1', '3.3.1'],
    en: 'File systems are encrypted',
    ko: 'EFS 암호화',
    severity: 'medium',
    todo: {
      en: 'Make an encrypted file system, copy the files, and mount that; encryption cannot be turned on later.',
      ko: '암호화된 파일 시스템을 새로 만들어 데이터를 옮깁니다. 암호화는 나중에 켤 수 없습니다.',
    },
    by: ['EFS_ENCRYPTED_CHECK'],
  }),
];
