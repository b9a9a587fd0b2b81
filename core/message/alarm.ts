import { evidenceOf } from '../alarm/index.ts';
import {
  actorKey,
  actorOf,
  type CloudTrailRecord,
  originOf,
  outcomeOf,
  subjectOf,
  textAt,
} from '../cloudtrail/index.ts';
import { type AlertTexts, type Message, placeholderValues } from './alert.ts';
import { alarmLink } from './console.ts';
import { decisive, drawing, type Values } from './datapoints.ts';
import { fill, type Placeholders } from './fill.ts';
import { editions, facts, paragraphs, section } from './layout.ts';
import { oneLine, subjectLine } from './safe.ts';
import { type Language, type Languages, languagesOf } from './text.ts';
import { describeActor, describeOrigin, describeOutcome, describeTime, words } from './words.ts';

export type AlarmStateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** One change of an alarm's state, as CloudWatch tells it. */
export interface AlarmTransition {
  readonly alarmName: string;
  readonly from: AlarmStateValue;
  readonly to: AlarmStateValue;
  /** CloudWatch's StateReason. */
  readonly reason: string;
  /** CloudWatch's StateReasonData, where it is known. */
  readonly reasonData?: string;
  /** ISO 8601. */
  readonly time: string;
  readonly account: string;
  readonly region: string;
}

export interface AlarmInput {
  /** The texts of the rule behind the alarm; absent for an alarm that is not of the catalogue. */
  readonly alarm?: AlertTexts;
  readonly transition: AlarmTransition;
  /** The CloudTrail records that made the metric breach, in any order; empty where none were found. */
  readonly records: readonly CloudTrailRecord[];
  /** The metric up to the change; absent for an alarm on more than one metric. */
  readonly values?: Values;
  /** The page the link leads to; the AWS console without it. */
  readonly consoleUrl?: string;
  readonly lang: Languages;
  /** IANA zone of the reader; without it times are in UTC. */
  readonly timeZone?: string;
}

/** Callers and calls listed in one message; the rest is counted. */
const linesShown = 10;

/** The message of an alarm that changed state: what it watches, why it changed and the calls behind it, by caller. */
export function alarmMessage(input: AlarmInput): Message {
  return {
    subject: alarmSubject(input),
    body: editions(languagesOf(input.lang).map((lang) => body(lang, input))),
  };
}

/** `[ALARM HIGH] Root user in use: root, 3 calls`. */
function alarmSubject({ alarm, transition, records }: AlarmInput): string {
  const severity = alarm === undefined || transition.to !== 'ALARM' ? '' : ` ${alarm.severity.toUpperCase()}`;
  const title = alarm?.title.en ?? transition.alarmName;
  const actors = [...new Set(records.map((record) => oneLine(actorOf(record).name, 32)))];
  const who = actors.length === 0 ? '' : `: ${actors[0]}${actors.length > 1 ? ` and ${actors.length - 1} more` : ''}`;
  const count = records.length === 0 ? '' : `, ${records.length} call${records.length === 1 ? '' : 's'}`;
  return subjectLine(`[${transition.to}${severity}] ${title}${who}${count}`);
}

function body(
  lang: Language,
  { alarm, transition, records, values: course, consoleUrl, timeZone }: AlarmInput,
): string {
  const label = (name: keyof typeof words.label) => words.label[name][lang];
  const values = valuesOf(transition, records, timeZone);
  const evidence = evidenceOf(transition.reason, transition.reasonData);
  const raised = transition.to === 'ALARM';
  const severity = alarm === undefined || !raised ? transition.to : words.severity[alarm.severity][lang];
  return paragraphs(
    `[${severity}] ${alarm?.title[lang] ?? oneLine(transition.alarmName)}`,
    facts([
      [label('alarm'), oneLine(transition.alarmName)],
      [label('state'), `${transition.from} -> ${transition.to}`],
      [label('when'), describeTime(transition.time, timeZone)],
      [label('reason'), oneLine(transition.reason, 500)],
      [label('account'), `${oneLine(transition.account, 40)}, ${oneLine(transition.region, 40)}`],
      [label('look'), alarmLink(transition.alarmName, transition.region, consoleUrl)],
    ]),
    course ? section(words.heading.metric[lang], drawing(course, evidence?.threshold, lang, timeZone)) : '',
    evidence ? section(words.heading.decided[lang], decisive(evidence, lang, timeZone)) : '',
    raised ? section(words.heading.behind[lang], behind(records, lang, timeZone)) : '',
    alarm && raised ? section(words.heading.why[lang], fill(alarm.why[lang], values)) : '',
    alarm && raised
      ? section(
          words.heading.respond[lang],
          alarm.respond[lang].map((step) => fill(step, values)),
        )
      : '',
    alarm
      ? facts([
          [label('rule'), alarm.id],
          [label('controls'), alarm.controls.join(', ')],
        ])
      : '',
  );
}

/** The records as a reader takes them in: one entry for the same call by the same caller with the same end. */
function behind(records: readonly CloudTrailRecord[], lang: Language, timeZone: string | undefined): string {
  if (records.length === 0) {
    return {
      en: 'No CloudTrail record was found for the time in question.',
      ko: '해당 시간대의 CloudTrail 기록을 찾지 못했습니다.',
    }[lang];
  }
  const groups = grouped(records);
  const entries = groups.slice(0, linesShown).map((group) => entry(group, lang, timeZone));
  const left = groups.slice(linesShown).reduce((sum, group) => sum + group.length, 0);
  if (left > 0) entries.push({ en: `... and ${left} more`, ko: `... 외 ${left}건` }[lang]);
  return entries.join('\n');
}

function entry(group: readonly CloudTrailRecord[], lang: Language, timeZone: string | undefined): string {
  const first = group[0]!;
  const last = group.at(-1)!;
  const subjects = [...new Set(group.flatMap((record) => subjectOf(record)?.name ?? []))];
  const times = {
    en: group.length > 1 ? `${group.length} times, first ` : '',
    ko: group.length > 1 ? `${group.length}회, 최초 ` : '',
  };
  const until =
    group.length > 1
      ? {
          en: `, last ${describeTime(last.eventTime, timeZone)}`,
          ko: `, 최근 ${describeTime(last.eventTime, timeZone)}`,
        }
      : undefined;
  const on =
    subjects.length === 0
      ? ''
      : `: ${subjects
          .slice(0, 3)
          .map((name) => oneLine(name, 80))
          .join(', ')}${subjects.length > 3 ? ', ...' : ''}`;
  return [
    `- ${oneLine(first.eventName, 80)} (${oneLine(first.eventSource, 80)})${on}`,
    `  ${describeActor(actorOf(first), lang)}`,
    `  ${words.label.from[lang]} ${describeOrigin(originOf(first), lang)}; ${describeOutcome(outcomeOf(first), lang)}`,
    `  ${times[lang]}${describeTime(first.eventTime, timeZone)}${until?.[lang] ?? ''}`,
  ].join('\n');
}

function grouped(records: readonly CloudTrailRecord[]): readonly (readonly CloudTrailRecord[])[] {
  const inOrder = records.toSorted((a, b) => (a.eventTime < b.eventTime ? -1 : a.eventTime > b.eventTime ? 1 : 0));
  const groups = Map.groupBy(inOrder, (record) =>
    [
      actorKey(actorOf(record)),
      record.eventSource,
      record.eventName,
      textAt(record, 'sourceIPAddress'),
      textAt(record, 'errorCode'),
    ].join('\n'),
  );
  return [...groups.values()];
}

function valuesOf(
  transition: AlarmTransition,
  records: readonly CloudTrailRecord[],
  timeZone: string | undefined,
): Placeholders {
  const first = records[0];
  const own = { account: transition.account, region: transition.region, time: describeTime(transition.time, timeZone) };
  if (first === undefined) return { actor: '', about: '', ...own };
  return { ...placeholderValues(first, subjectOf(first)?.name, timeZone), ...own };
}
