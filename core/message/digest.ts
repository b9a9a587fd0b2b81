import type { Counted, Digest } from '../incident/index.ts';
import { WINDOW } from '../incident/index.ts';
import type { Message } from './alert.ts';
import type { ComplianceTexts } from './compliance.ts';
import { editions, facts, paragraphs, section } from './layout.ts';
import { oneLine, subjectLine } from './safe.ts';
import { type Language, type Languages, languagesOf } from './text.ts';
import { describeTime, words } from './words.ts';

export interface DigestInput {
  /** The texts of the rule; absent for one that is not of the catalogue. */
  readonly rule?: ComplianceTexts;
  readonly digest: Digest;
  readonly lang: Languages;
  /** IANA zone of the reader; without it times are in UTC. */
  readonly timeZone?: string;
}

/** What was not told one by one within a window: how often, when first and last, who, what, and an event of each to look at. */
export function digestMessage(input: DigestInput): Message {
  const { rule, digest } = input;
  const { count } = digest.rest;
  const people = who(digest);
  const by = people.length === 0 ? '' : ` by ${oneLine(people[0]!, 32)}`;
  const others = people.length > 1 ? ` and ${people.length - 1} more` : '';
  const severity = rule?.severity ? `[${rule.severity.toUpperCase()}] ` : '';
  return {
    subject: subjectLine(`${severity}${count} more: ${rule?.title.en ?? digest.rule}${by}${others}`),
    body: editions(languagesOf(input.lang).map((lang) => body(lang, input))),
  };
}

function body(lang: Language, { rule, digest, timeZone }: DigestInput): string {
  const label = (name: keyof typeof words.label) => words.label[name][lang];
  const { start, told, rest, account, kind } = digest;
  const time = (ms: number) => describeTime(new Date(ms).toISOString(), timeZone);
  const title = rule?.title[lang] ?? oneLine(digest.rule);
  const severity = rule?.severity ? `[${words.severity[rule.severity][lang]}] ` : '';
  const toldOnes = Object.keys(told).length;
  const listed = Object.values(rest.counted).sort((a, b) => b.count - a.count || (a.sample < b.sample ? -1 : 1));
  const unlisted = rest.count - listed.reduce((sum, { count }) => sum + count, 0);
  return paragraphs(
    `${severity}${{ en: `${title}: ${rest.count} more`, ko: `${title}: ${rest.count}건 추가` }[lang]}`,
    {
      en: `In the window of time below, ${several(toldOnes, 'incident was', 'incidents were')} told one by one. This is the sum of the rest: repetitions of ${toldOnes === 1 ? 'it' : 'them'}, and what came when there were too many.`,
      ko: `아래 시간대에 ${toldOnes}건은 개별 알림으로 전달되었습니다. 나머지(반복된 건과 너무 많아 개별 전달하지 않은 건)를 요약합니다.`,
    }[lang],
    facts([
      [{ en: 'Count', ko: '건수' }[lang], String(rest.count)],
      [{ en: 'First', ko: '최초' }[lang], time(rest.first)],
      [{ en: 'Last', ko: '최근' }[lang], time(rest.last)],
      [{ en: 'Window', ko: '시간대' }[lang], `${time(start)} - ${time(start + WINDOW)}`],
      [
        label('who'),
        who(digest)
          .map((name) => oneLine(name, 80))
          .join(', '),
      ],
      [label('account'), oneLine(account, 40)],
    ]),
    section(
      { en: 'What it was', ko: '내용' }[lang],
      [...listed.map((each) => line(each, lang)), ...more(unlisted, lang)].join('\n'),
    ),
    facts([
      [label('rule'), oneLine(rule?.id ?? digest.rule)],
      [label('controls'), rule?.controls.join(', ')],
    ]),
    kind === 'alert'
      ? {
          en: 'Each event is in CloudTrail: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventId,AttributeValue=ID',
          ko: '각 이벤트는 CloudTrail에서 확인합니다: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventId,AttributeValue=ID',
        }[lang]
      : '',
  );
}

/** `- 9,990 times AuthorizeSecurityGroupIngress on sg-1 by mallory, event 0a1b...` */
function line({ count, who: by, what, about, sample }: Counted, lang: Language): string {
  const times = { en: several(count, 'time', 'times'), ko: `${count}회` }[lang];
  const event = `${{ en: 'event', ko: '이벤트' }[lang]} ${oneLine(sample, 64)}`;
  const [call, on, actor] = [oneLine(what, 80), about && oneLine(about, 120), by && oneLine(by, 80)];
  const text =
    lang === 'en'
      ? [call, on && `on ${on}`, actor && `by ${actor}`]
      : [call, on && `대상 ${on}`, actor && `주체 ${actor}`];
  return `- ${times} ${text.filter(Boolean).join(lang === 'en' ? ' ' : ', ')}; ${event}`;
}

const more = (count: number, lang: Language): string[] =>
  count === 0 ? [] : [{ en: `... and ${count} more of other incidents`, ko: `... 외 다른 건 ${count}회` }[lang]];

const several = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Everyone a digest names, those with the most first. */
function who({ rest }: Digest): string[] {
  const counts = new Map<string, number>();
  for (const { who: name, count } of Object.values(rest.counted)) {
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name]) => name);
}
