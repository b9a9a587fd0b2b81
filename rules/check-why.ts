import {
  type BranchExplanation,
  type EventPattern,
  explainEvent,
  type FieldExplanation,
} from '../core/event-pattern/index.ts';
import { explainFilter, type FilterPattern, formatExplanation } from '../core/filter-pattern/index.ts';

/** Fields every alert's pattern has and every example meets: they never tell anything. */
const plain: ReadonlySet<string> = new Set(['source', 'detail-type', 'detail.eventSource']);

/** What decided about the event, a field a line: the one that failed, or all that held. */
export function whyEventDecided(pattern: EventPattern, event: unknown): readonly string[] {
  const { matches, branches, decided } = explainEvent(pattern, event);
  if (matches)
    return (
      branches
        .find((branch) => branch.matches)
        ?.fields.filter(telling)
        .map(held) ?? []
    );
  if (branches.some((branch) => branch.differentElements)) {
    return ['every field matches, but not with values of the same array element'];
  }
  return closest(branches, decided).map(missed);
}

/** Which conditions decided about the message, one a line. */
export const whyFilterDecided = (pattern: FilterPattern, message: string): readonly string[] =>
  formatExplanation(explainFilter(pattern, message))
    .split('\n')
    .slice(1)
    .map((line) => line.trim());

/** With alternatives, the failing fields of the one that came closest; otherwise those of the only one. */
function closest(branches: readonly BranchExplanation[], decided: FieldExplanation | undefined) {
  const branch = branches.find(({ fields }) => decided !== undefined && fields.includes(decided));
  return branch?.fields.filter((field) => !field.matches) ?? [];
}

const telling = ({ path }: FieldExplanation): boolean => !plain.has(path);

const held = ({ path, held: by, saw }: FieldExplanation): string =>
  `${path} is ${by?.value ?? saw.join(', ')}, as wanted: ${by?.clause ?? ''}`;

const missed = ({ path, saw, wanted }: FieldExplanation): string =>
  `${path} is ${saw.join(', ')}, wanted: ${wanted.join(' or ')}`;
