import type { Severity } from '../core/message/index.ts';
import type { ControlStatus, SuppressionFinding } from './assess.ts';
import type { Words } from './frameworks/index.ts';

export type Language = 'en' | 'ko';

export const statusText: Readonly<Record<ControlStatus, Words>> = {
  failed: { en: 'Failed', ko: '실패' },
  suppressed: { en: 'Suppressed', ko: '예외 처리' },
  passed: { en: 'Passed', ko: '통과' },
  'no-data': { en: 'No data', ko: '데이터 없음' },
  manual: { en: 'Manual', ko: '수동 확인' },
};

export const severityText: Readonly<Record<Severity, Words>> = {
  critical: { en: 'Critical', ko: '심각' },
  high: { en: 'High', ko: '높음' },
  medium: { en: 'Medium', ko: '보통' },
  low: { en: 'Low', ko: '낮음' },
};

/** A suppression that is a finding, as a sentence without its subject. */
export const suppressionFindingText: Readonly<Record<SuppressionFinding['kind'], Words>> = {
  expired: {
    en: 'has expired: what it hid is shown again. Renew it with its owner, or delete it.',
    ko: '만료되어 가렸던 항목이 다시 표시됩니다. 담당자와 확인해 연장하거나 삭제합니다.',
  },
  unused: {
    en: 'hides nothing: it is misspelt, or the matter is settled. Correct it, or delete it.',
    ko: '해당하는 항목이 없습니다. 이름이 틀렸거나 이미 해결된 문제입니다. 고치거나 삭제합니다.',
  },
};

export const pageTexts = {
  account: { en: 'Account', ko: '계정' },
  region: { en: 'Region', ko: '리전' },
  readAt: { en: 'As of', ko: '기준 시각' },
  summary: { en: 'Summary', ko: '요약' },
  ofDecided: { en: 'of {n} decided', ko: '판정된 {n}개 중' },
  passedShare: { en: 'Controls by status', ko: '상태별 통제 항목' },
  bySection: { en: 'By section', ko: '영역별 현황' },
  bySeverity: { en: 'Failed, by severity', ko: '심각도별 실패 항목' },
  topRules: { en: 'Rules with the most failing resources', ko: '미준수 리소스가 많은 규칙' },
  noneFailing: { en: 'No rule has a failing resource.', ko: '미준수 리소스가 있는 규칙이 없습니다.' },
  controls: { en: 'Controls', ko: '통제 항목' },
  note: {
    en: 'A control is manual where no rule or alarm in place decides it. It is never counted as passed.',
    ko: '판정할 규칙이나 경보가 없는 항목은 수동 확인으로 표시하며 통과로 집계하지 않습니다.',
  },
  search: { en: 'Search', ko: '검색' },
  searchHint: { en: 'control, rule, resource ...', ko: '항목, 규칙, 리소스…' },
  status: { en: 'Status', ko: '상태' },
  severity: { en: 'Severity', ko: '심각도' },
  every: { en: 'All', ko: '전체' },
  shown: { en: '{n} of {m} controls', ko: '{m}개 중 {n}개 항목' },
  openAll: { en: 'Open all', ko: '모두 펼치기' },
  closeAll: { en: 'Close all', ko: '모두 접기' },
  skip: { en: 'To the controls', ko: '통제 항목으로 건너뛰기' },
  failingOf: { en: '{n} of {m} fail', ko: '{m}개 중 {n}개 미준수' },
  resourcesAll: { en: '{m} compliant', ko: '{m}개 준수' },
  suppressedOf: { en: '{n} suppressed', ko: '예외 {n}개' },
  decidedBy: { en: 'Decided by', ko: '판정 근거' },
  evaluatedAt: { en: 'evaluated {t}', ko: '{t} 평가' },
  neverEvaluated: { en: 'not evaluated yet', ko: '아직 평가되지 않음' },
  resources: { en: 'Resources', ko: '리소스' },
  resource: { en: 'Resource', ko: '리소스' },
  compliance: { en: 'Compliance', ko: '준수 여부' },
  compliant: { en: 'Compliant', ko: '준수' },
  nonCompliant: { en: 'Non-compliant', ko: '미준수' },
  whatDecided: { en: 'What decided', ko: '판정 내용' },
  recordedAt: { en: 'Recorded', ko: '기록 시각' },
  more: { en: '{n} more, in the CSV and JSON reports', ko: '{n}개 더 있음(CSV, JSON 보고서에 전체 포함)' },
  todo: { en: 'What to do', ko: '조치 방법' },
  check: { en: 'How to look', ko: '확인 방법' },
  why: { en: 'Why it matters', ko: '중요한 이유' },
  manual: { en: 'No rule or alarm in place decides this control.', ko: '이 항목을 판정하는 규칙이나 경보가 없습니다.' },
  noData: {
    en: 'The rules in place have judged nothing yet: no such resource is recorded, or they have not run.',
    ko: '판정할 규칙은 있으나 결과가 없습니다. 해당 리소스가 기록되지 않았거나 아직 평가되지 않았습니다.',
  },
  answersFor: {
    en: 'Suppressed: {owner} answers for it until {t}. {reason}',
    ko: '예외 처리: {owner} 책임, {t}까지. {reason}',
  },
  suppressions: { en: 'Suppressions that need attention', ko: '확인이 필요한 예외' },
  suppressionOf: {
    en: 'Suppression of {rule} on {resource} ({owner}, until {t})',
    ko: '{rule} 규칙, {resource} 리소스 예외({owner}, {t}까지)',
  },
  rules: { en: 'Config rules', ko: 'Config 규칙' },
  rule: { en: 'Rule', ko: '규칙' },
  suppressed: { en: 'Suppressed', ko: '예외' },
  lastEvaluated: { en: 'Last evaluated', ko: '마지막 평가' },
  fault: { en: 'could not judge: {text}', ko: '평가 실패: {text}' },
  nothing: { en: 'Nothing matches.', ko: '조건에 맞는 항목이 없습니다.' },
  method: {
    en: 'Verdicts are those of AWS Config, alarms and subscriptions as their APIs answered. This file needs no network.',
    ko: '판정은 AWS Config, 경보와 구독은 해당 API의 응답을 그대로 사용했습니다. 이 파일은 네트워크 없이 열립니다.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** A text of the page, its `{names}` filled in. */
export function textIn(
  language: Language,
  name: keyof typeof pageTexts,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return pageTexts[name][language].replaceAll(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''));
}
