import type { Week } from '../samples/index.ts';
import type { Violation } from './compliance.ts';
import type { Told, ToldMail } from './told.ts';

export interface StartReport {
  readonly week: Week;
  readonly told: Told;
  readonly violations: readonly Violation[];
  /** From nothing to here. */
  readonly seconds: number;
  /** The folder mails lie in without an SMTP server. */
  readonly inbox: string;
  readonly smtp?: string;
}

/** What happened in the week, as a person wants to read it: what was told to whom, one message whole, and where the rest is. */
export function startSummary({ week, told, violations, seconds, inbox, smtp }: StartReport): string {
  const { records } = week;
  const mails = [...told.mails].sort((a, b) => a.at - b.at);
  const alarms = mails.filter(({ subject }) => subject.startsWith('[ALARM'));
  const recovered = mails.filter(({ subject }) => subject.startsWith('[OK'));
  const alerts = mails.filter((mail) => !alarms.includes(mail) && !recovered.includes(mail));
  const shown = alerts.find(({ subject }) => subject.includes('IAM user created')) ?? alerts[0];
  const span = `${records[0]?.eventTime.slice(0, 10)} to ${records.at(-1)?.eventTime.slice(0, 10)}`;
  return [
    `${count(records.length)} CloudTrail records of a made-up account, ${span} UTC, played in ${seconds.toFixed(1)} s`,
    ...listed(`${count(alerts.length)} alerts`, alerts),
    ...listed(`${count(alarms.length)} alarms, ${count(recovered.length)} times back to OK`, alarms),
    ...compliance(violations),
    ...(shown ? ['', 'One of the mails:', '', ...indented(messageOf(shown))] : []),
    '',
    `${count(mails.length)} mails ${smtp === undefined ? `are in ${inbox}` : `went to ${new URL(smtp).host}`}`,
    '',
  ].join('\n');
}

const listed = (title: string, mails: readonly ToldMail[]): string[] =>
  mails.length === 0 ? [] : ['', title, ...mails.map(({ at, subject }) => `  ${shortTime(at)}  ${subject}`)];

const compliance = (violations: readonly Violation[]): string[] =>
  violations.length === 0
    ? []
    : [
        '',
        `${count(violations.length)} resources do not comply`,
        ...violations.map(
          ({ rule, resource, annotation }) => `  ${rule}: ${resource}${annotation ? ` (${annotation})` : ''}`,
        ),
      ];

/** `11-21 03:12`, UTC */
const shortTime = (ms: number): string => new Date(ms).toISOString().slice(5, 16).replace('T', ' ');

const count = (number: number): string => number.toLocaleString('en');

/** The message itself, without the lines SNS puts below every mail. */
const messageOf = ({ text }: ToldMail): string => text.split('\n\n--\n')[0]!.trimEnd();

const indented = (text: string): string[] => text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
