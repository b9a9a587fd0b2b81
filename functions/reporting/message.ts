import {
  describeTime,
  type Language,
  type Languages,
  languagesOf,
  type Message,
  oneLine,
  severities,
  subjectLine,
} from '../../core/message/index.ts';
import { editions, facts, paragraphs, section } from '../../core/message/layout.ts';
import { type AssessedControl, type Assessment, statuses, statusText, tally } from '../../reports/index.ts';

export interface ReportMessageInput {
  readonly assessment: Assessment;
  /** Where its documents lie: `s3://bucket/key`. */
  readonly written: readonly string[];
  /** Documents for which there was no time. */
  readonly undone: readonly string[];
  readonly lang: Languages;
  readonly timeZone?: string;
}

/** Failed controls listed in one message; the rest is counted. */
const linesShown = 20;

/** How an account stands to a framework, in a mail: the counts, what failed with the worst first, and where the whole report is. */
export function reportMessage(input: ReportMessageInput): Message {
  const { title, counts } = input.assessment;
  return {
    subject: subjectLine(`[REPORT] ${title}: ${counts.failed} failed, ${counts.passed} passed`),
    body: editions(languagesOf(input.lang).map((lang) => body(lang, input))),
  };
}

function body(lang: Language, { assessment, written, undone, timeZone }: ReportMessageInput): string {
  const { title, accountId, region, readAt, counts, suppressionFindings } = assessment;
  const failed = assessment.sections
    .flatMap(({ controls }) => controls)
    .filter(({ status }) => status === 'failed')
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const left = failed.length - linesShown;
  return paragraphs(
    title,
    facts([
      [{ en: 'Account', ko: '계정' }[lang], `${accountId}, ${region}`],
      [{ en: 'Read at', ko: '기준 시각' }[lang], describeTime(readAt, timeZone)],
      ...statuses.map((status) => [statusText[status][lang], String(counts[status])] as const),
    ]),
    section(
      { en: 'What failed, the worst first', ko: '실패한 통제 항목 (심각도 순)' }[lang],
      [
        ...failed.slice(0, linesShown).map((control) => line(control, lang)),
        ...(left > 0 ? [{ en: `... and ${left} more`, ko: `... 외 ${left}건` }[lang]] : []),
      ].join('\n'),
    ),
    section(
      { en: 'Suppressions to look at', ko: '확인이 필요한 예외' }[lang],
      suppressionFindings
        .map(({ kind, suppression: { rule, resource, owner, expires } }) => {
          const state = {
            expired: { en: 'expired', ko: '만료됨' },
            unused: { en: 'hides nothing', ko: '사용되지 않음' },
          };
          return `- ${oneLine(rule)}, ${oneLine(resource)} (${oneLine(owner)}, ${oneLine(expires)}): ${state[kind][lang]}`;
        })
        .join('\n'),
    ),
    section({ en: 'The whole report', ko: '전체 보고서' }[lang], written.map((uri) => `aws s3 cp ${uri} .`).join('\n')),
    section({ en: 'Not written, for want of time', ko: '시간 부족으로 작성하지 못한 문서' }[lang], undone.join('\n')),
  );
}

/** `- [HIGH] 2.1.4 S3 buckets block public access: 3 resources` */
function line(control: AssessedControl, lang: Language): string {
  const { id, title, severity } = control;
  const count = tally(control).failing.length;
  const what = { en: `${count} resource${count === 1 ? '' : 's'}`, ko: `리소스 ${count}개` }[lang];
  return `- [${severity.toUpperCase()}] ${id} ${title[lang]}: ${what}`;
}
