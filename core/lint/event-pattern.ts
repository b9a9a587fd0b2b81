import { globalRegion, isGlobal } from '../cloudtrail/index.ts';
import { isReadOnlyName } from '../cloudtrail/read-only.ts';
import type { LintFinding } from './finding.ts';

/** Where and how a rule stands. */
export interface RulePlace {
  readonly region: string;
  /** Whether the rule's state is ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS. */
  readonly allManagementEvents: boolean;
}

type Pattern = Readonly<Record<string, unknown>>;

/** What a rule with this pattern is waiting for in vain. */
export function lintEventPattern(pattern: Pattern, place: RulePlace): LintFinding[] {
  return [...elsewhere(pattern, place), ...readOnly(pattern, place)];
}

/** Global services put their events on the bus of us-east-1 alone. */
function elsewhere(pattern: Pattern, { region }: RulePlace): LintFinding[] {
  if (region === globalRegion) return [];
  const sources = textsAt(pattern, ['detail', 'eventSource']);
  if (sources.length === 0 || !sources.every(isGlobal)) return [];
  return [
    {
      lint: 'never-sent',
      message: `${sources.join(', ')} reaches EventBridge in ${globalRegion} alone; a rule in ${region} never sees it`,
      todo: `put the rule in ${globalRegion}, or forward the events from there`,
    },
  ];
}

/** Calls that only read are kept from rules that did not ask for all. */
function readOnly(pattern: Pattern, { allManagementEvents }: RulePlace): LintFinding[] {
  if (allManagementEvents) return [];
  const names = textsAt(pattern, ['detail', 'eventName']);
  const reading = names.filter(isReadOnlyName);
  if (reading.length === 0) return [];
  return [
    {
      lint: 'never-sent',
      message: `${reading.join(', ')} only reads: EventBridge keeps such calls from a rule that is just enabled`,
      todo: 'put the rule in the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS, or watch the log group',
    },
  ];
}

/** The plain texts a pattern lists at a path; empty where it lists anything else too. */
function textsAt(pattern: Pattern, path: readonly string[]): string[] {
  let at: unknown = pattern;
  for (const name of path)
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined;
  return Array.isArray(at) && at.every((each) => typeof each === 'string') ? at : [];
}
