import { detailTypes, globalRegion, isGlobal } from '../cloudtrail/index.ts';
import { isReadOnlyCall, isReadOnlyName } from '../cloudtrail/read-only.ts';
import type { Clause } from '../event-pattern/clause.ts';
import { describeClause } from '../event-pattern/describe-clause.ts';
import type { Branch } from '../event-pattern/pattern.ts';
import type { LintFinding } from './finding.ts';

/** Where and how a rule stands. */
export interface RulePlace {
  readonly region: string;
  /** Whether the rule's state is ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS. */
  readonly allManagementEvents: boolean;
}

/** What a rule waits for in vain: events of another region's bus, and calls that only read. */
export function neverSent(branch: Branch, place: RulePlace): LintFinding[] {
  const fields = new Map(branch.map(({ path, clauses }) => [path, clauses]));
  return [...elsewhere(fields, place), ...readOnly(fields, place)];
}

type Fields = ReadonlyMap<string, readonly Clause[]>;

function elsewhere(fields: Fields, { region }: RulePlace): LintFinding[] {
  const regions = textsOf(fields.get('detail.awsRegion')) ?? textsOf(fields.get('region'));
  const sources = sourcesOf(fields);
  if (sources?.every(isGlobal)) {
    return region === globalRegion ? [] : [never(`${sources.join(', ')} reaches`, globalRegion, region)];
  }
  const isSignIn = sources?.every((source) => source === 'signin.amazonaws.com') === true;
  if (isSignIn && textsOf(fields.get('detail.userIdentity.type'))?.join() === 'Root' && region !== globalRegion) {
    return [never('the sign-in of root reaches', globalRegion, region)];
  }
  if (regions === undefined || regions.includes(region)) return [];
  const what = isSignIn
    ? "a sign-in reaches EventBridge in its record's awsRegion"
    : 'an event is on the bus of its region';
  return [
    {
      lint: 'never-sent',
      message: `${what}: a rule in ${region} never sees one of ${regions.join(', ')}`,
      todo: `put the rule in ${regions.join(' and ')}, or forward the events from there`,
    },
  ];
}

const never = (what: string, home: string, region: string): LintFinding => ({
  lint: 'never-sent',
  message: `${what} EventBridge in ${home} alone; a rule in ${region} never sees it`,
  todo: `put the rule in ${home}, or forward the events from there`,
});

/** Calls that only read are kept from rules that did not ask for all; data events are not. */
function readOnly(fields: Fields, { allManagementEvents }: RulePlace): LintFinding[] {
  const types = textsOf(fields.get('detail-type'));
  if (allManagementEvents || types?.includes(detailTypes.AwsApiCall) === false) return [];
  const sources = sourcesOf(fields) ?? [];
  const reading = (fields.get('detail.eventName') ?? []).flatMap((clause) => readingName(clause, sources) ?? []);
  if (reading.length === 0) return [];
  return [
    {
      lint: 'never-sent',
      message: `${reading.join(', ')} only reads: EventBridge keeps such calls from a rule that is just enabled`,
      todo: 'put the rule in the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS, or leave it to the audit-logs function, which sees them in the log group',
    },
  ];
}

/** The name, or beginning of names, that a clause asks for, where it is of calls that only read. */
function readingName(clause: Clause, sources: readonly string[]): string | undefined {
  if (clause.kind === 'prefix' || clause.kind === 'wildcard') {
    const isKnown = sources.length > 0 && !sources.some((source) => WITH_EXCEPTIONS.has(source));
    return isKnown && /^(Describe|Get|List)/.test(clause.text) ? describeClause(clause) : undefined;
  }
  if (clause.kind !== 'string') return undefined;
  const name = clause.text;
  const [source] = sources;
  if (source === undefined || sources.length > 1) return isReadOnlyName(name) ? name : undefined;
  return isReadOnlyCall(source, name) && !isDataCall(source, name) ? name : undefined;
}

/** Services of whose calls with such names some do reach every rule. */
const WITH_EXCEPTIONS: ReadonlySet<string> = new Set([
  'sts.amazonaws.com',
  's3.amazonaws.com',
  'dynamodb.amazonaws.com',
]);

/** Calls that CloudTrail records as data events. */
const isDataCall = (source: string, name: string): boolean =>
  (source === 's3.amazonaws.com' && /^(Get|List)Objects?/.test(name)) ||
  (source === 'dynamodb.amazonaws.com' && name === 'GetItem');

/** The services a branch names, as event sources; undefined where it names none, or not by plain texts. */
function sourcesOf(fields: Fields): readonly string[] | undefined {
  const byRecord = textsOf(fields.get('detail.eventSource'));
  if (byRecord !== undefined) return byRecord;
  const onBus = textsOf(fields.get('source'));
  return onBus?.every((source) => source.startsWith('aws.'))
    ? onBus.map((source) => `${source.slice('aws.'.length)}.amazonaws.com`)
    : undefined;
}

/** The plain texts a field is to have; undefined where it may be anything else too. */
export function textsOf(clauses: readonly Clause[] | undefined): readonly string[] | undefined {
  const texts = clauses?.flatMap((clause) => (clause.kind === 'string' ? [clause.text] : []));
  return texts !== undefined && texts.length > 0 && texts.length === clauses?.length ? texts : undefined;
}
