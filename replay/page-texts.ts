import type { Language, Text } from '../core/message/index.ts';

/** What the page of a replay says around its data. */
export const texts = {
  title: { en: 'Replay', ko: '재생 결과' },
  lead: {
    en: 'What the rules would have said, had they been in place. Times are in UTC.',
    ko: '규칙이 배포되어 있었다면 알렸을 내용입니다. 시각은 UTC 기준입니다.',
  },
  noRecords: { en: 'no records', ko: '레코드 없음' },
  records: { en: 'Records', ko: '레코드' },
  distinct: { en: 'Distinct', ko: '고유 레코드' },
  duplicates: { en: 'Delivered twice', ko: '중복 전달' },
  raised: { en: 'Alarms raised', ko: '경보 발생' },
  alerts: { en: 'Alerts', ko: '알림' },
  alarms: { en: 'Alarms', ko: '경보' },
  verdicts: { en: 'Config rules broken', ko: 'Config 규칙 위반' },
  filters: { en: 'Filters', ko: '필터' },
  eachAlert: { en: 'Each alert', ko: '알림 목록' },
  resources: { en: 'Resources changed', ko: '변경된 리소스' },
  skipped: { en: 'Skipped', ko: '건너뛴 입력' },
  severity: { en: 'Severity', ko: '심각도' },
  alert: { en: 'Alert', ko: '알림' },
  alarm: { en: 'Alarm', ko: '경보' },
  rule: { en: 'Rule', ko: '규칙' },
  about: { en: 'About', ko: '대상' },
  by: { en: 'By', ko: '호출자' },
  from: { en: 'From', ko: '출처' },
  first: { en: 'First', ko: '최초 시각' },
  last: { en: 'Last', ko: '최근 시각' },
  times: { en: 'Times', ko: '횟수' },
  breaching: { en: 'Breaching periods', ko: '임계값 초과 구간' },
  blind: { en: 'Blind for', ko: '알림 공백' },
  noise: { en: 'Noise', ko: '노이즈' },
  resource: { en: 'Resource', ko: '리소스' },
  inTheEnd: { en: 'In the end', ko: '최종 상태' },
  filter: { en: 'Filter', ko: '필터' },
  matches: { en: 'Matches', ko: '일치' },
  tried: { en: 'An alarm on it', ko: '경보를 설정했다면' },
  time: { en: 'Time', ko: '시각' },
  event: { en: 'Event', ko: '이벤트 ID' },
  type: { en: 'Type', ko: '유형' },
  changes: { en: 'Changes', ko: '변경 횟수' },
  call: { en: 'Call', ko: '호출' },
  what: { en: 'What could not be used', ko: '사용할 수 없는 입력' },
  several: { en: 'several', ko: '여러 개' },
  inOrder: { en: 'in order again', ko: '다시 준수' },
  blindNote: {
    en: 'An alarm tells once, when it goes off. Blind is the time it stayed in ALARM while more of the same came, of which nobody was told.',
    ko: '경보는 발생한 순간 한 번만 알립니다. 알림 공백은 ALARM 상태가 이어지는 동안 같은 일이 더 일어났지만 아무에게도 알리지 않은 시간입니다.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Texts around figures. */
export const phrases: Readonly<Record<Language, Phrases>> = {
  en: {
    span: (from, to) => `${from} to ${to} UTC`,
    of: (some, all) => `${some} of ${all}`,
    broken: (left) => `${left} not compliant`,
    blind: (time, from) => (from === undefined ? time : `${time}, from ${from}`),
    raised: (times) => (times === '1' ? 'raised once' : `raised ${times} times`),
    refused: (reason, column) => `refused: ${reason} (column ${column})`,
    mostly: (share, source, left) => `${share} % of the matches come from ${source}; ${left} left without it`,
    capped: (shown, all) => `The first ${shown} of ${all}; replay --json has them all.`,
    units: { s: ' s', min: ' min', h: ' h', days: ' days' },
  },
  ko: {
    span: (from, to) => `${from} ~ ${to} UTC`,
    of: (some, all) => `${all}개 중 ${some}개`,
    broken: (left) => `${left}개 미준수`,
    blind: (time, from) => (from === undefined ? time : `${time} (${from}부터)`),
    raised: (times) => `${times}회 발생`,
    refused: (reason, column) => `거부됨: ${reason} (${column}번째 문자)`,
    mostly: (share, source, left) => `일치 항목의 ${share}%의 출처: ${source}. 제외하면 ${left}개가 남습니다.`,
    capped: (shown, all) => `${all}개 중 처음 ${shown}개입니다. 전체는 replay --json으로 볼 수 있습니다.`,
    units: { s: '초', min: '분', h: '시간', days: '일' },
  },
};

/** Figures come as they are shown. */
interface Phrases {
  readonly span: (from: string, to: string) => string;
  readonly of: (some: string, all: string) => string;
  readonly broken: (left: string) => string;
  readonly blind: (time: string, from: string | undefined) => string;
  readonly raised: (times: string) => string;
  readonly refused: (reason: string, column: number) => string;
  readonly mostly: (share: number, source: string, left: string) => string;
  readonly capped: (shown: string, all: string) => string;
  readonly units: Readonly<Record<'s' | 'min' | 'h' | 'days', string>>;
}
