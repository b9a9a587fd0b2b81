import { type AssessedControl, tally } from '../reports/index.ts';
import type { Week } from '../samples/index.ts';
import { assessmentLine } from './assessment.ts';
import type { StartReport } from './start-report.ts';
import type { Told, ToldMail } from './told.ts';

export interface StartSummary {
  readonly week: Week;
  readonly told: Told;
  readonly report: StartReport;
  /** From nothing to here. */
  readonly seconds: number;
  /** The folder mails lie in without an SMTP server. */
  readonly inbox: string;
  readonly smtp?: string;
}

/** What happened in the week, as a person wants to read it: what was told to whom, one message whole, and where the rest is. */
export function startSummary({ week, told, report, seconds, inbox, smtp }: StartSummary): string {
  const { records } = week;
  const mails = [...told.mails].sort((a, b) => a.at - b.at);
  const alarms = mails.filter(({ subject }) => subject.startsWith('[ALARM'));
  const recovered = mails.filter(({ subject }) => subject.startsWith('[OK'));
  const verdicts = mails.filter(({ subject }) => /^\[(NON_)?COMPLIANT/.test(subject));
  const others = new Set([...alarms, ...recovered, ...verdicts]);
  const alerts = mails.filter((mail) => !others.has(mail));
  const shown = alerts.find(({ subject }) => subject.includes('IAM user created')) ?? alerts[0];
  const span = `${records[0]?.eventTime.slice(0, 10)} to ${records.at(-1)?.eventTime.slice(0, 10)}`;
  return [
    `${count(records.length)} CloudTrail records of a made-up account, ${span} UTC, played in ${seconds.toFixed(1)} s`,
    ...listed(`${count(alerts.length)} alerts`, alerts),
    ...listed(`${count(alarms.length)} alarms, ${count(recovered.length)} times back to OK`, alarms),
    ...listed(`${count(verdicts.length)} compliance changes`, verdicts),
    ...compliance(report),
    ...(shown ? ['', 'One of the mails:', '', ...indented(messageOf(shown))] : []),
    '',
    `${count(mails.length)} mails ${smtp === undefined ? `are in ${inbox}` : `went to ${new URL(smtp).host}`}`,
    `The compliance report is ${report.files.join(' and ')}`,
    '',
  ].join('\n');
}

const listed = (title: string, mails: readonly ToldMail[]): string[] =>
  mails.length === 0 ? [] : ['', title, ...mails.map(({ at, subject }) => `  ${shortTime(at)}  ${subject}`)];

/** The figures of the report, and what fails. */
function compliance({ assessment }: StartReport): string[] {
  const failed = assessment.sections
    .flatMap(({ controls }) => controls)
    .filter(({ status }) => status === 'failed')
    .map((control) => `  ${control.id.padEnd(6)} ${control.title.en}: ${named(control)}`);
  return ['', assessmentLine(assessment), ...failed];
}

/** The names of what does not comply, as far as a line has room. */
function named(control: AssessedControl): string {
  const names = tally(control).failing.map(({ resourceName, resourceId }) => resourceName ?? resourceId);
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** `11-21 03:12`, UTC */
const shortTime = (ms: number): string => new Date(ms).toISOString().slice(5, 16).replace('T', ' ');

const count = (number: number): string => number.toLocaleString('en');

/** The message itself, without the lines SNS puts below every mail. */
const messageOf = ({ text }: ToldMail): string => text.split('\n\n--\n')[0]!.trimEnd();

const indented = (text: string): string[] => text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
