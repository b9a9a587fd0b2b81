import type { Language } from './texts.ts';

/**
 * What rules say, in Korean: `$1` is what the first bracket found. AWS Config keeps one text for each verdict, and that is English; what
 * is not here (the words of other people's rules) stays as it is.
 */
const KOREAN: readonly (readonly [RegExp, string])[] = [
  [/^The root user has access keys\.$/, '루트 사용자에 액세스 키가 있습니다.'],
  [/^The root user signs in without MFA\.$/, '루트 사용자가 MFA 없이 로그인합니다.'],
  [/^Not known: (.*)$/, '확인할 수 없음: $1'],
  [/^The root user's MFA device is a virtual one\.$/, '루트 사용자의 MFA 디바이스가 가상 디바이스입니다.'],
  [/^The account has no password policy of its own\.$/, '계정에 자체 암호 정책이 없습니다.'],
  [/^Not as strict as asked for: (.*)$/, '요구 수준에 못 미치는 설정: $1'],
  [/^The user signs in to the console without MFA\.$/, '사용자가 MFA 없이 콘솔에 로그인합니다.'],
  [/^Access key (\S*) was not used for (\d+) days\.$/, '액세스 키 $1: $2일 동안 사용되지 않았습니다.'],
  [/^The password was not used for (\d+) days\.$/, '암호가 $1일 동안 사용되지 않았습니다.'],
  [/^Access key (\S*) is older than (\d+) days\.$/, '액세스 키 $1: 생성된 지 $2일이 지났습니다.'],
  [/^The user has (\d+) polic\w+ of its own.*$/, '사용자에게 직접 연결된 정책이 $1개 있습니다.'],
  [/^The user has (.+) of its own; rights belong to groups\.$/, '사용자에게 직접 연결된 정책: $1'],
  [/^The user has a policy of its own\.$/, '사용자에게 직접 연결된 정책이 있습니다.'],
  [/^A statement allows every action on every resource\.$/, '모든 리소스에 모든 작업을 허용하는 구문이 있습니다.'],
  [/^Nobody has the policy attached\.$/, '정책이 연결된 대상이 없습니다.'],
  [/^The instance has no profile\.$/, '인스턴스에 프로파일이 없습니다.'],
  [/^The instance has the profile (\S+)\.$/, '인스턴스 프로파일: $1'],
  [/^The bucket policy does not deny requests without TLS\.$/, '버킷 정책이 TLS 없는 요청을 거부하지 않습니다.'],
  [/^MFA delete is not enabled\.$/, 'MFA Delete가 켜져 있지 않습니다.'],
  [/^Not set on the bucket: (.*)$/, '버킷에 설정되지 않음: $1'],
  [/^Not set: (.*)$/, '설정되지 않음: $1'],
  [/^New volumes are not encrypted by themselves\.$/, '새 볼륨이 기본으로 암호화되지 않습니다.'],
  [/^The storage is not encrypted\.$/, '스토리지가 암호화되지 않았습니다.'],
  [/^It is encrypted with another key\.$/, '다른 키로 암호화되어 있습니다.'],
  [/^Minor versions are not upgraded by themselves\.$/, '마이너 버전이 자동으로 업그레이드되지 않습니다.'],
  [/^The instance can be reached from the internet\.$/, '인터넷에서 인스턴스에 접속할 수 있습니다.'],
  [/^The instance has no standby in another zone\.$/, '다른 가용 영역에 대기 인스턴스가 없습니다.'],
  [/^The file system is not encrypted with the key\.$/, '파일 시스템이 키로 암호화되지 않았습니다.'],
  [/^No trail logs every region\.$/, '모든 리전을 기록하는 추적이 없습니다.'],
  [/^Changes of the log files would go unnoticed\.$/, '로그 파일이 변조되어도 알 수 없습니다.'],
  [/^The log files are not encrypted with a KMS key\.$/, '로그 파일이 KMS 키로 암호화되지 않았습니다.'],
  [/^The key does not rotate\.$/, '키가 자동으로 교체되지 않습니다.'],
  [/^The VPC has no flow log\.$/, 'VPC에 흐름 로그가 없습니다.'],
  [/^Security Hub is not on\.$/, 'Security Hub가 꺼져 있습니다.'],
  [/^Port (\d+) is open to the internet\.$/, '인터넷에 열린 포트: $1'],
  [/^Open to the internet: port (.*)$/, '인터넷에 열린 포트: $1'],
  [/^The default security group has (\d+) rules\.$/, '기본 보안 그룹에 규칙이 $1개 있습니다.'],
  [/^Requests to the metadata service need no token\.$/, '메타데이터 서비스를 토큰 없이 호출할 수 있습니다.'],
  [/^excluded$/, '제외 대상'],
  [/^it tells nobody$/, '알림을 받는 대상이 없습니다'],
  [/^nobody has confirmed a subscription to what it tells$/, '알림 구독을 확인한 수신자가 없습니다'],
  [/^it goes off at (\S+), not at (\S+)$/, '임계값 $1(기준 $2)'],
  [/^state (\w+)$/, '상태 $1'],
  [/^fed by (.+) on (.+)$/, '지표 필터 $1(로그 그룹 $2)'],
  [/^heard by (\d+) confirmed subscriptions?$/, '구독 확인 $1건'],
  [/^tells (arn:\S+)$/, '알림 대상 $1'],
];

/** What decided, in a language. The parts of an alarm's are told apart by commas. */
export function annotationIn(language: Language, text: string): string {
  if (language === 'en') return text;
  const whole = translated(text);
  if (whole !== undefined) return whole;
  return text
    .split(', ')
    .map((part) => translated(part) ?? part)
    .join(', ');
}

function translated(text: string): string | undefined {
  const [pattern, korean] = KOREAN.find(([each]) => each.test(text)) ?? [];
  return pattern && korean && text.replace(pattern, korean);
}
