import { detailTypes } from '../cloudtrail/index.ts';
import type { Branch } from '../event-pattern/pattern.ts';
import { nearest } from '../names/nearest.ts';
import { unknownName } from './cloudtrail-fields.ts';
import { textsOf } from './event-place.ts';
import type { LintFinding } from './finding.ts';

/** The names at the top of an event; `replay-name` is on those an archive replays. */
const ENVELOPE = [
  'version',
  'id',
  'detail-type',
  'source',
  'account',
  'time',
  'region',
  'resources',
  'detail',
  'replay-name',
];

/** Names that no event has at its top, and, where the events are CloudTrail's, that no record has. */
export function unknownEventFields(branch: Branch): LintFinding[] {
  const isRecord = tellsOfRecords(branch);
  return branch.flatMap(({ path }): LintFinding[] => {
    const [first = '', ...rest] = path.split('.');
    if (!ENVELOPE.includes(first)) {
      return [finding(path, `no event has ${first} at its top`, nearest(first, ENVELOPE))];
    }
    const unknown = first === 'detail' && isRecord ? unknownName(rest) : undefined;
    return unknown ? [finding(path, `no CloudTrail record has ${unknown.name}`, unknown.meant)] : [];
  });
}

const finding = (path: string, why: string, meant: string | undefined): LintFinding => ({
  lint: 'unknown-field',
  message: `${path}: ${why}`,
  todo: meant === undefined ? 'see "CloudTrail record contents"' : `did you mean ${meant}? names are case-sensitive`,
});

/** Whether the branch asks for events that CloudTrail makes, and for no others. */
function tellsOfRecords(branch: Branch): boolean {
  const types = textsOf(branch.find(({ path }) => path === 'detail-type')?.clauses);
  const known: readonly string[] = Object.values(detailTypes);
  return types?.every((type) => known.includes(type)) === true;
}
