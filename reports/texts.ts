import type { ControlStatus } from './assess.ts';

export type Language = 'en' | 'ko';

export const statusText: Readonly<Record<ControlStatus, Readonly<Record<Language, string>>>> = {
  passed: { en: 'Passed', ko: '통과' },
  failed: { en: 'Failed', ko: '실패' },
  'no-data': { en: 'No data', ko: '데이터 없음' },
  manual: { en: 'Manual', ko: '수동 확인' },
};

export const pageTexts = {
  account: { en: 'Account', ko: '계정' },
  region: { en: 'Region', ko: '리전' },
  readAt: { en: 'As of', ko: '기준 시각' },
  control: { en: 'Control', ko: '통제 항목' },
  status: { en: 'Status', ko: '상태' },
  decidedBy: { en: 'Decided by', ko: '판정 근거' },
  resources: { en: 'Resources', ko: '리소스' },
  bySection: { en: 'By section', ko: '영역별 현황' },
  of: { en: 'controls', ko: '개 항목' },
  note: {
    en: 'A control is manual where no rule or alarm in place decides it. It is not counted as passed.',
    ko: '판정할 규칙이나 경보가 없는 항목은 수동 확인으로 표시하며 통과로 집계하지 않습니다.',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;
