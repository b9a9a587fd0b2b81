import {
  type Actor,
  accountOf,
  actorOf,
  type CloudTrailRecord,
  masked,
  originOf,
  outcomeOf,
  subjectOf,
  textAt,
} from '../cloudtrail/index.ts';
import { fill, type Placeholders } from './fill.ts';
import { editions, facts, paragraphs, section } from './layout.ts';
import { oneLine, subjectLine } from './safe.ts';
import { type Language, type Languages, languagesOf, type Severity, type Steps, type Text } from './text.ts';
import { describeActor, describeOrigin, describeOutcome, describeTime, words } from './words.ts';

/** What a message takes from the rule that fired; every alert rule has it. */
export interface AlertTexts {
  readonly id: string;
  readonly title: Text;
  readonly severity: Severity;
  readonly why: Text;
  readonly respond: Steps;
  readonly controls: readonly string[];
}

export interface AlertInput {
  readonly rule: AlertTexts;
  readonly record: CloudTrailRecord;
  /** What the call was about, as the rule reads it; without it, what the record names. */
  readonly about?: string;
  /** Who is behind the caller's session, nearest first (`roleChain`); empty or absent when not known. */
  readonly behind?: readonly Actor[];
  readonly lang: Languages;
  /** IANA zone of the reader, `Asia/Seoul`; without it times are in UTC. */
  readonly timeZone?: string;
}

/** A message as SNS publishes it. */
export interface Message {
  /** ASCII, one line, fewer than 100 characters, whatever the language of the body. */
  readonly subject: string;
  readonly body: string;
}

/** The message an alert sends: who did what, on what, from where, when, how it ended, why it matters and what to do. */
export function alertMessage(input: AlertInput): Message {
  const { rule, record, about, lang, timeZone } = input;
  const named = about || subjectOf(record)?.name;
  const values = placeholderValues(record, named, timeZone);
  return {
    subject: alertSubject(rule, record, named),
    body: editions(languagesOf(lang).map((one) => body(one, input, named, values))),
  };
}

/** `[HIGH] Access key created: mallory by alice`: what a phone shows first comes first. */
function alertSubject(rule: AlertTexts, record: CloudTrailRecord, about: string | undefined): string {
  const on = about === undefined ? '' : `: ${oneLine(about, 32)}`;
  return subjectLine(`[${rule.severity.toUpperCase()}] ${rule.title.en}${on} by ${oneLine(actorOf(record).name, 32)}`);
}

function body(
  lang: Language,
  { rule, record, behind = [], timeZone }: AlertInput,
  about: string | undefined,
  values: Placeholders,
): string {
  const label = (name: keyof typeof words.label) => words.label[name][lang];
  const eventId = textAt(record, 'eventID');
  return paragraphs(
    `[${words.severity[rule.severity][lang]}] ${rule.title[lang]}`,
    facts([
      [label('who'), describeActor(actorOf(record), lang)],
      [label('behind'), behind.map((actor) => describeActor(actor, lang)).join(' < ')],
      [label('what'), `${oneLine(record.eventName, 80)} (${oneLine(record.eventSource, 80)})`],
      [label('about'), about === undefined ? words.nothing[lang] : oneLine(about)],
      [label('request'), requestLine(record)],
      [label('from'), describeOrigin(originOf(record), lang)],
      [label('when'), describeTime(record.eventTime, timeZone)],
      [label('outcome'), describeOutcome(outcomeOf(record), lang)],
      [label('account'), accountLine(values)],
    ]),
    section(words.heading.why[lang], fill(rule.why[lang], values)),
    section(
      words.heading.respond[lang],
      rule.respond[lang].map((step) => fill(step, values)),
    ),
    facts([
      [label('rule'), rule.id],
      [label('controls'), rule.controls.join(', ')],
      [label('event'), eventId === undefined ? undefined : oneLine(eventId, 64)],
    ]),
  );
}

/** The request as it was made, without its secrets: which policy, which port, for whom. */
const requestLine = ({ requestParameters }: CloudTrailRecord): string | undefined =>
  requestParameters ? oneLine(JSON.stringify(masked(requestParameters)), 500) : undefined;

const accountLine = ({ account, region }: Placeholders): string => `${oneLine(account, 40)}, ${oneLine(region, 40)}`;

/** The values a rule's texts may name, read from a record. */
export function placeholderValues(
  record: CloudTrailRecord,
  about: string | undefined,
  timeZone: string | undefined,
): Placeholders {
  return {
    actor: actorOf(record).name,
    about: about ?? '',
    account: accountOf(record),
    region: record.awsRegion,
    time: describeTime(record.eventTime, timeZone),
  };
}
