import type { Clause } from '../event-pattern/clause.ts';
import { describeClause } from '../event-pattern/describe-clause.ts';
import type { Branch, FieldTest } from '../event-pattern/pattern.ts';
import type { LintFinding } from './finding.ts';

/** Fields of the envelope that every event has, and all of them texts. */
const ENVELOPE: ReadonlySet<string> = new Set(['version', 'id', 'detail-type', 'source', 'account', 'time', 'region']);

/** Fields of a CloudTrail record that are texts. */
const RECORD_TEXTS: ReadonlySet<string> = new Set([
  'detail.eventName',
  'detail.eventSource',
  'detail.awsRegion',
  'detail.eventType',
  'detail.eventID',
  'detail.recipientAccountId',
  'detail.sourceIPAddress',
  'detail.userIdentity.type',
  'detail.userIdentity.accountId',
]);

/** Those that are true or false, without quotes. */
const RECORD_WORDS: ReadonlySet<string> = new Set(['detail.readOnly', 'detail.managementEvent']);

/** A pattern that every event matches, and fields that no event can satisfy. */
export function eventExtent(branches: readonly Branch[]): LintFinding[] {
  if (branches.some((branch) => branch.every(isAlways))) {
    const todo = 'name the source or the detail-type that is meant';
    return [{ lint: 'matches-everything', message: 'the pattern matches every event', todo }];
  }
  return branches.flatMap((branch) => branch.flatMap(impossible));
}

/** Whether every event satisfies the field's clauses. */
function isAlways({ path, clauses }: FieldTest): boolean {
  const kinds = new Set(clauses.map(({ kind }) => kind));
  if (kinds.has('absent') && kinds.has('present')) return true;
  return ENVELOPE.has(path) && clauses.some((clause) => takesEveryText(clause, clauses));
}

function takesEveryText(clause: Clause, beside: readonly Clause[]): boolean {
  switch (clause.kind) {
    case 'present':
      return true;
    case 'prefix':
    case 'suffix':
      return clause.text === '';
    case 'wildcard':
      return clause.parts.every((part) => part === '');
    case 'anything-but': {
      const { but } = clause;
      if (but.of === 'numbers') return true;
      if (but.of !== 'strings') return false;
      return but.texts.every((text) => beside.some((other) => other.kind === 'string' && other.text === text));
    }
    default:
      return false;
  }
}

function impossible({ path, clauses }: FieldTest): LintFinding[] {
  const isText = ENVELOPE.has(path) || RECORD_TEXTS.has(path);
  if (!isText && !RECORD_WORDS.has(path)) return [];
  if (!clauses.every((clause) => (isText ? neverText(clause, path) : neverWord(clause)))) return [];
  const wanted = clauses.map(describeClause).join(' or ');
  return [
    {
      lint: 'matches-nothing',
      message: `${path} is never ${wanted}: it is ${isText ? 'always a text' : 'true or false, not a text'}`,
      todo: isText ? 'put the value in double quotes' : 'leave the quotes out',
    },
  ];
}

const neverText = ({ kind }: Clause, path: string): boolean =>
  kind === 'number' || kind === 'numeric' || kind === 'word' || (kind === 'absent' && ENVELOPE.has(path));

const neverWord = ({ kind }: Clause): boolean => !['word', 'present', 'absent', 'anything-but'].includes(kind);
