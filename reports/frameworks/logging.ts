import { type Control, control } from './control.ts';

/** What is written down: section 3 of CIS 3.0, section 4 of 7.0. */
export const logging: readonly Control[] = [
  control({
    in: ['3.1', '4.1'],
    en: 'A trail records every region',
    ko: '모든 리전 CloudTrail 기록',
    severity: 'high',
    todo: {
      en: 'Run aws cloudtrail update-trail --is-multi-region-trail and aws cloudtrail start-logging, or deploy the trail of the plan.',
      ko: 'aws cloudtrail update-trail --is-multi-region-trail과 aws cloudtrail start-logging을 실행하거나 Trailkeeper의 추적을 배포합니다.',
    },
    by: ['MULTI_REGION_CLOUD_TRAIL_ENABLED'],
  }),
  control({
    in: ['3.2', '4.2'],
    en: 'Log files can be validated',
    ko: 'CloudTrail 로그 파일 검증',
    severity: 'medium',
    todo: {
      en: 'Run aws cloudtrail update-trail --enable-log-file-validation; check files with trailkeeper verify.',
      ko: 'aws cloudtrail update-trail --enable-log-file-validation을 실행하고, 파일은 trailkeeper verify로 검증합니다.',
    },
    by: ['CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED'],
  }),
  control({
    in: ['3.3', '4.3'],
    en: 'Config records every region',
    ko: '모든 리전 AWS Config 사용',
    severity: 'medium',
    todo: {
      en: 'In every region, see that aws configservice describe-configuration-recorder-status says recording.',
      ko: '모든 리전에서 aws configservice describe-configuration-recorder-status의 recording 값이 true인지 확인합니다.',
    },
  }),
  control({
    in: ['3.4', '4.4'],
    en: "Access to the trail's bucket is logged",
    ko: 'CloudTrail 버킷 액세스 로깅',
    severity: 'medium',
    todo: {
      en: "See that aws s3api get-bucket-logging of the trail's bucket names a target bucket.",
      ko: '추적 버킷의 aws s3api get-bucket-logging 결과에 대상 버킷이 있는지 확인합니다.',
    },
  }),
  control({
    in: ['3.5', '4.5'],
    en: 'Log files are encrypted with a KMS key',
    ko: 'CloudTrail 로그 KMS 암호화',
    severity: 'medium',
    todo: {
      en: 'Run aws cloudtrail update-trail --kms-key-id with a key whose policy lets CloudTrail encrypt.',
      ko: 'CloudTrail이 암호화할 수 있는 정책의 키로 aws cloudtrail update-trail --kms-key-id를 실행합니다.',
    },
    by: ['CLOUD_TRAIL_ENCRYPTION_ENABLED'],
  }),
  control({
    in: ['3.6', '4.6'],
    en: 'Symmetric keys rotate',
    ko: '대칭 KMS 키 자동 교체',
    severity: 'low',
    todo: {
      en: 'Run aws kms enable-key-rotation on the key.',
      ko: '키에 aws kms enable-key-rotation을 실행합니다.',
    },
    by: ['CMK_BACKING_KEY_ROTATION_ENABLED'],
  }),
  control({
    in: ['3.7', '4.7'],
    en: 'Every VPC has flow logs',
    ko: '모든 VPC 흐름 로그 사용',
    severity: 'medium',
    todo: {
      en: 'Run aws ec2 create-flow-logs --resource-type VPC --traffic-type REJECT for the VPC.',
      ko: '해당 VPC에 aws ec2 create-flow-logs --resource-type VPC --traffic-type REJECT를 실행합니다.',
    },
    by: ['VPC_FLOW_LOGS_ENABLED'],
  }),
  control({
    in: ['3.8', '4.8'],
    en: 'Writes of S3 objects are recorded',
    ko: 'S3 객체 쓰기 이벤트 기록',
    severity: 'low',
    todo: {
      en: 'See that the event selectors of a multi-region trail have S3 data events that are not read-only (aws cloudtrail get-event-selectors).',
      ko: '다중 리전 추적의 이벤트 선택기에 S3 쓰기 데이터 이벤트가 있는지 확인합니다(aws cloudtrail get-event-selectors).',
    },
  }),
  control({
    in: ['3.9', '4.9'],
    en: 'Reads of S3 objects are recorded',
    ko: 'S3 객체 읽기 이벤트 기록',
    severity: 'low',
    todo: {
      en: 'See that the event selectors of a multi-region trail have S3 data events with reads (aws cloudtrail get-event-selectors).',
      ko: '다중 리전 추적의 이벤트 선택기에 S3 읽기 데이터 이벤트가 있는지 확인합니다(aws cloudtrail get-event-selectors).',
    },
  }),
  control({
    in: ['', '4.10'],
    en: 'Web front ends log access',
    ko: '웹 프런트엔드 액세스 로깅',
    severity: 'low',
    todo: {
      en: 'See that CloudFront distributions, load balancers and API Gateway stages write access logs.',
      ko: 'CloudFront 배포, 로드 밸런서, API Gateway 스테이지가 액세스 로그를 남기는지 확인합니다.',
    },
  }),
];
