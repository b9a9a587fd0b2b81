import type { Json } from '../cloudtrail/index.ts';
import type { Caller, TimelineChange } from '../configuration-item/index.ts';
import type { AlertTexts, Message } from './alert.ts';
import { configLink } from './console.ts';
import { fill, type Placeholders } from './fill.ts';
import { editions, facts, paragraphs, section } from './layout.ts';
import { oneLine, subjectLine } from './safe.ts';
import { type Language, type Languages, languagesOf, type Text } from './text.ts';
import { describeTime, words } from './words.ts';

export type ComplianceState = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE' | 'INSUFFICIENT_DATA';

/** Another verdict on a resource than before, as Config tells it. */
export interface ComplianceTransition {
  /** The rule's name in Config. */
  readonly ruleName: string;
  readonly resourceType: string;
  readonly resourceId: string;
  /** Absent for the first verdict. */
  readonly from?: ComplianceState;
  readonly to: ComplianceState;
  /** What decided, in the rule's words. */
  readonly annotation?: string;
  /** ISO 8601. */
  readonly time: string;
  readonly account: string;
  readonly region: string;
}

/** What a message says of a rule; a managed rule has neither severity nor texts of its own. */
export type ComplianceTexts = Pick<AlertTexts, 'title' | 'controls'> & Partial<AlertTexts>;

export interface ComplianceInput {
  /** Absent for a rule nobody here knows. */
  readonly rule?: ComplianceTexts;
  readonly transition: ComplianceTransition;
  /** The name people know the resource by, where it has one. */
  readonly resourceName?: string;
  /** The change of the resource that led to the verdict, and who made it; absent where the resource did not change. */
  readonly change?: TimelineChange;
  readonly lang: Languages;
  /** IANA zone of the reader; without it times are in UTC. */
  readonly timeZone?: string;
}

/** Differences and callers listed in one message; the rest is counted. */
const linesShown = 10;

/**
 * Whether people are told of a verdict: when a resource does not comply, and when one that did not does, or is gone. What is new and in
 * order changes nothing anybody has to do.
 */
export const tellsOfCompliance = ({ from, to }: Pick<ComplianceTransition, 'from' | 'to'>): boolean =>
  from !== to && (to === 'NON_COMPLIANT' || from === 'NON_COMPLIANT');

/** The message of a verdict: which rule, which resource, what changed, who caused it, and what to do. */
export function complianceMessage(input: ComplianceInput): Message {
  const { rule, transition } = input;
  const severity = transition.to === 'NON_COMPLIANT' && rule?.severity ? ` ${rule.severity.toUpperCase()}` : '';
  const title = rule?.title.en ?? transition.ruleName;
  return {
    subject: subjectLine(`[${transition.to}${severity}] ${oneLine(title, 60)}: ${oneLine(nameOf(input), 40)}`),
    body: editions(languagesOf(input.lang).map((lang) => body(lang, input))),
  };
}

const nameOf = ({ resourceName, transition }: ComplianceInput): string => resourceName || transition.resourceId;

function body(lang: Language, input: ComplianceInput): string {
  const { rule, transition, change, timeZone } = input;
  const { ruleName, from, to, account, region } = transition;
  const label = (name: keyof typeof words.label) => words.label[name][lang];
  const isBroken = to === 'NON_COMPLIANT';
  const severity = isBroken && rule?.severity ? words.severity[rule.severity][lang] : to;
  const values = placeholders(input);
  return paragraphs(
    `[${severity}] ${rule?.title[lang] ?? oneLine(ruleName)}`,
    facts([
      [label('about'), resource(input)],
      [label('state'), from === undefined ? to : `${from} -> ${to}`],
      [label('when'), describeTime(transition.time, timeZone)],
      [label('reason'), transition.annotation && oneLine(transition.annotation, 300)],
      [label('account'), `${oneLine(account, 40)}, ${oneLine(region, 40)}`],
      [label('look'), configLink(transition)],
    ]),
    section({ en: 'What changed', ko: '변경 내용' }[lang], changed(change, lang)),
    section({ en: 'Who caused it', ko: '변경한 주체' }[lang], caused(change, lang, timeZone)),
    isBroken && rule?.why ? section(words.heading.why[lang], fill(rule.why[lang], values)) : '',
    isBroken ? section(words.heading.respond[lang], steps(rule, lang, values)) : '',
    facts([
      [label('rule'), oneLine(ruleName)],
      [label('controls'), rule?.controls.join(', ')],
    ]),
  );
}

/** `AWS::EC2::SecurityGroup web (sg-1)` */
function resource(input: ComplianceInput): string {
  const { resourceType, resourceId } = input.transition;
  const name = nameOf(input);
  return `${oneLine(resourceType, 80)} ${oneLine(name)}${name === resourceId ? '' : ` (${oneLine(resourceId)})`}`;
}

const kinds: Readonly<Record<TimelineChange['changeType'], Text>> = {
  CREATE: { en: 'It was recorded for the first time.', ko: '처음 기록되었습니다.' },
  DELETE: { en: 'It was deleted.', ko: '삭제되었습니다.' },
  NONE: { en: 'Nothing of its configuration.', ko: '구성은 변경되지 않았습니다.' },
  UPDATE: { en: '', ko: '' },
};

const unchanged: Text = {
  en: 'Nothing of the resource: the rule judged it anew, or is new itself.',
  ko: '리소스는 변경되지 않았습니다. 규칙이 다시 평가했거나 새로 배포되었습니다.',
};

function changed(change: TimelineChange | undefined, lang: Language): string {
  if (change === undefined) return unchanged[lang];
  const entries = Object.entries(change.changedProperties);
  if (change.changeType !== 'UPDATE' || entries.length === 0) return kinds[change.changeType][lang];
  const lines = entries
    .slice(0, linesShown)
    .map(
      ([path, { previousValue, updatedValue }]) =>
        `- ${oneLine(path)}: ${shown(previousValue, lang)} -> ${shown(updatedValue, lang)}`,
    );
  const left = entries.length - lines.length;
  return [...lines, ...(left > 0 ? [{ en: `... and ${left} more`, ko: `... 외 ${left}건` }[lang]] : [])].join('\n');
}

const shown = (value: Json, lang: Language): string =>
  value === null ? { en: 'nothing', ko: '없음' }[lang] : oneLine(JSON.stringify(value), 160);

function caused(change: TimelineChange | undefined, lang: Language, timeZone: string | undefined): string {
  if (change === undefined) return '';
  if (change.callers.length === 0) {
    return {
      en: 'No call was found in CloudTrail; it can take some minutes to be there.',
      ko: 'CloudTrail에서 호출을 찾지 못했습니다. 기록되기까지 몇 분 걸릴 수 있습니다.',
    }[lang];
  }
  return change.callers
    .slice(0, linesShown)
    .map((each) => caller(each, timeZone))
    .join('\n');
}

/** `- mallory from 203.0.113.7: DeletePublicAccessBlock, 2026-01-05 09:00:00 UTC, event 0a1b...` */
function caller({ actor, from, eventName, time, eventId }: Caller, timeZone: string | undefined): string {
  const where = from === undefined ? '' : ` (${oneLine(from, 64)})`;
  const event = eventId === undefined ? '' : `, ${oneLine(eventId, 64)}`;
  return `- ${oneLine(actor, 120)}${where}: ${oneLine(eventName, 80)}, ${describeTime(time, timeZone)}${event}`;
}

function steps(rule: ComplianceTexts | undefined, lang: Language, values: Placeholders): readonly string[] {
  if (rule?.respond) return rule.respond[lang].map((step) => fill(step, values));
  const general = {
    en: [
      'Ask who changed it, where somebody did, whether it was meant.',
      'See what the rule wants: https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html',
      'Set the resource right; Config judges it again by itself. If it is meant to be so, suppress the finding with an owner, a reason and a last day.',
    ],
    ko: [
      '변경한 사람이 있다면 의도한 작업인지 확인합니다.',
      '규칙의 요구 사항을 확인합니다: https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html',
      '리소스를 수정하면 Config가 다시 평가합니다. 의도한 구성이라면 담당자, 사유, 만료일과 함께 예외로 등록합니다.',
    ],
  };
  return general[lang];
}

function placeholders(input: ComplianceInput): Placeholders {
  const { transition, change, timeZone } = input;
  return {
    actor: change?.callers[0]?.actor ?? '',
    about: nameOf(input),
    account: transition.account,
    region: transition.region,
    time: describeTime(transition.time, timeZone),
  };
}
