import type { ComplianceEvidence, ResourceVerdict, RuleVerdicts } from '../core/compliance/index.ts';
import type { Severity } from '../core/message/index.ts';
import { applySuppressions, namesOf, type Suppression } from '../core/suppression/index.ts';
import { catalogue } from '../rules/catalogue.ts';
import type { Rule } from '../rules/kit/index.ts';
import { type AlarmOutcome, assessAlarm } from './assess-alarm.ts';
import type { Decider, Framework, FrameworkControl, Words } from './frameworks/index.ts';

/**
 * `failed`: a rule found a resource that does not comply, or an alarm is missing something. `suppressed`: all it found, somebody has
 * answered for. `no-data`: rules decide it, and have judged nothing. `manual`: no rule that is in place decides it; it is never
 * taken to have passed.
 */
export const statuses = ['failed', 'suppressed', 'passed', 'no-data', 'manual'] as const;

export type ControlStatus = (typeof statuses)[number];

export interface AssessedResource extends ResourceVerdict {
  /** The rule that judged it. */
  readonly rule: string;
  /** Who answers for it, where it does not comply. */
  readonly suppression?: Suppression;
}

export interface AssessedControl {
  readonly id: string;
  readonly title: Words;
  readonly severity: Severity;
  readonly status: ControlStatus;
  /** Names of the rules and alarms behind the status. */
  readonly decidedBy: readonly string[];
  readonly resources: readonly AssessedResource[];
  /** Why it matters, where a rule of the catalogue says so. */
  readonly why?: Words;
  /** How to put it right; of a manual one, how to look. */
  readonly todo: Words;
}

/** A Config rule by itself, whichever controls it decides. */
export interface AssessedRule {
  readonly name: string;
  readonly evaluatedAt?: string;
  readonly fault?: string;
  readonly compliant: number;
  /** Those nobody answers for. */
  readonly nonCompliant: number;
  readonly suppressed: number;
}

/** A suppression that is a finding itself. */
export interface SuppressionFinding {
  readonly kind: 'expired' | 'unused';
  readonly suppression: Suppression;
}

export interface Assessment {
  readonly framework: string;
  readonly title: string;
  readonly accountId: string;
  readonly region: string;
  /** ISO 8601, UTC. */
  readonly readAt: string;
  readonly counts: Readonly<Record<ControlStatus, number>>;
  readonly sections: readonly { readonly title: Words; readonly controls: readonly AssessedControl[] }[];
  readonly rules: readonly AssessedRule[];
  readonly suppressionFindings: readonly SuppressionFinding[];
}

/** A rule with its verdicts, each with who answers for it. */
interface Judged extends RuleVerdicts {
  readonly resources: readonly AssessedResource[];
}

/** A framework's controls against what an account says of itself, as far as nobody answers for it. */
export function assess(
  framework: Framework,
  evidence: ComplianceEvidence,
  suppressions: readonly Suppression[] = [],
): Assessment {
  const alarms = alarmsByControl(framework, evidence);
  const verdicts = evidence.rules.map((rule) => rule.verdicts.map((verdict) => ({ ...verdict, rule: rule.name })));
  const identifiers = new Map(evidence.rules.map(({ name, identifier }) => [name, identifier]));
  const outcome = applySuppressions(
    [...verdicts.flat(), ...[...alarms.values()].flatMap(({ resources }) => resources)].filter(isFailing),
    (resource) => namesOf({ ...resource, ruleName: resource.rule, identifier: identifiers.get(resource.rule) }),
    suppressions,
    Date.parse(evidence.readAt),
  );
  const answered = new Map(outcome.findings.map(({ finding, by }) => [finding, by]));
  const answeredFor = (resource: AssessedResource): AssessedResource => {
    const suppression = answered.get(resource);
    return suppression ? { ...resource, suppression } : resource;
  };
  const rules = evidence.rules.map(
    (rule, index): Judged => ({ ...rule, resources: verdicts[index]?.map(answeredFor) ?? [] }),
  );
  const assessOne = (control: FrameworkControl): AssessedControl => {
    const own = ownRules(control);
    const { id, title, severity, todo } = control;
    const why = own.find((rule) => rule.kind !== 'alert' && !rule.why.en.includes('{'))?.why;
    const about = { id, title, severity, todo, ...(why && { why }) };
    const alarm = alarms.get(id);
    if (!alarm) return { ...about, ...byRules(control, own, rules) };
    const resources = alarm.resources.map(answeredFor);
    return { ...about, ...alarm, resources, status: statusOf([resources]) };
  };
  const sections = framework.sections.map(({ title, controls }) => ({ title, controls: controls.map(assessOne) }));
  const { accountId, region, readAt } = evidence;
  return {
    framework: framework.id,
    title: framework.title,
    accountId,
    region,
    readAt,
    counts: countsOf(sections.flatMap(({ controls }) => controls)),
    sections,
    rules: rules.map(assessedRule),
    suppressionFindings: [
      ...outcome.expired.map((suppression) => ({ kind: 'expired' as const, suppression })),
      ...outcome.unused.map((suppression) => ({ kind: 'unused' as const, suppression })),
    ],
  };
}

/** The catalogue's rules about a control; those that decide it before those that only tell of what happens. */
function ownRules({ names }: FrameworkControl): readonly Rule[] {
  const own = catalogue.filter(({ controls }) => controls?.some((each) => names.includes(each)));
  return [...own.filter(({ kind }) => kind !== 'alert'), ...own.filter(({ kind }) => kind === 'alert')];
}

/** What is known of the controls that want an alarm, by their ids. */
function alarmsByControl(framework: Framework, { alarms }: ComplianceEvidence) {
  const found = new Map<string, AlarmOutcome>();
  for (const { controls } of framework.sections) {
    for (const control of controls) {
      const outcome = assessAlarm(ownRules(control), alarms);
      if (outcome) found.set(control.id, outcome);
    }
  }
  return found;
}

const isFailing = ({ state }: ResourceVerdict): boolean => state === 'NON_COMPLIANT';

/** The resources behind a control, each once, however many rules judged it: those that fail, are answered for, and comply by all of them. */
export function tally({ resources }: Pick<AssessedControl, 'resources'>) {
  const byResource = Map.groupBy(resources, ({ resourceType, resourceId }) => `${resourceType}/${resourceId}`);
  const failing: AssessedResource[] = [];
  const suppressed: AssessedResource[] = [];
  const compliant: AssessedResource[] = [];
  for (const verdicts of byResource.values()) {
    const open = verdicts.find((each) => isFailing(each) && each.suppression === undefined);
    const answered = verdicts.find(isFailing);
    if (open) failing.push(open);
    else if (answered) suppressed.push(answered);
    else compliant.push(...verdicts.slice(0, 1));
  }
  return { failing, suppressed, compliant };
}

function byRules(
  { deciders }: FrameworkControl,
  own: readonly Rule[],
  rules: readonly Judged[],
): Pick<AssessedControl, 'status' | 'decidedBy' | 'resources'> {
  const groups = [
    ...deciders.flatMap((decider) => decidersIn(decider, rules)),
    ...rules.filter(({ name }) => own.some((rule) => rule.kind === 'config-rule' && name === `trailkeeper-${rule.id}`)),
  ];
  return {
    status: statusOf(groups.map(({ resources }) => resources)),
    decidedBy: groups.map(({ name }) => name),
    resources: groups.flatMap(({ resources }) => resources),
  };
}

/** What the verdicts of some deciders come to: one group for each. */
function statusOf(groups: readonly (readonly AssessedResource[])[]): ControlStatus {
  if (groups.length === 0) return 'manual';
  const failing = groups.flat().filter(isFailing);
  if (failing.some(({ suppression }) => suppression === undefined)) return 'failed';
  if (groups.some((resources) => resources.length === 0)) return 'no-data';
  return failing.length > 0 ? 'suppressed' : 'passed';
}

/** The rules in place that decide a control together; none unless each of them is there, and asks for enough. */
function decidersIn({ rules: ids, isEnough = () => true }: Decider, rules: readonly Judged[]): readonly Judged[] {
  const found = ids.map((id) =>
    rules.filter(({ identifier, parameters }) => identifier === id && isEnough(parameters)),
  );
  return found.every((each) => each.length > 0) ? found.flat() : [];
}

function countsOf(controls: readonly AssessedControl[]): Record<ControlStatus, number> {
  const counts: Record<ControlStatus, number> = { failed: 0, suppressed: 0, passed: 0, 'no-data': 0, manual: 0 };
  for (const { status } of controls) counts[status] += 1;
  return counts;
}

function assessedRule({ name, evaluatedAt, fault, resources }: Judged): AssessedRule {
  const failing = resources.filter(isFailing);
  const suppressedCount = failing.filter(({ suppression }) => suppression !== undefined).length;
  return {
    name,
    evaluatedAt,
    fault,
    compliant: resources.length - failing.length,
    nonCompliant: failing.length - suppressedCount,
    suppressed: suppressedCount,
  };
}
