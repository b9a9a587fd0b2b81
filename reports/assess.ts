import type { ComplianceEvidence, ResourceVerdict, RuleVerdicts } from '../core/compliance/index.ts';
import { catalogue } from '../rules/catalogue.ts';
import type { Rule } from '../rules/kit/index.ts';
import type { Decider, Framework, FrameworkControl, Words } from './frameworks/index.ts';

/**
 * `failed`: a rule found a resource that does not comply, or an alarm is missing something. `no-data`: rules decide it, and have
 * judged nothing. `manual`: no rule that is in place decides it; it is never taken to have passed.
 */
export type ControlStatus = 'passed' | 'failed' | 'no-data' | 'manual';

export interface AssessedResource extends ResourceVerdict {
  /** The rule that judged it. */
  readonly rule: string;
}

export interface AssessedControl {
  readonly id: string;
  readonly title: Words;
  readonly status: ControlStatus;
  /** Names of the rules and alarms behind the status. */
  readonly decidedBy: readonly string[];
  readonly resources: readonly AssessedResource[];
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
}

/** A framework's controls against what an account says of itself. */
export function assess(framework: Framework, evidence: ComplianceEvidence): Assessment {
  const sections = framework.sections.map(({ title, controls }) => ({
    title,
    controls: controls.map((control) => assessControl(framework.id, control, evidence)),
  }));
  const counts: Record<ControlStatus, number> = { passed: 0, failed: 0, 'no-data': 0, manual: 0 };
  for (const { controls } of sections) for (const { status } of controls) counts[status] += 1;
  const { accountId, region, readAt } = evidence;
  return { framework: framework.id, title: framework.title, accountId, region, readAt, counts, sections };
}

function assessControl(framework: string, control: FrameworkControl, evidence: ComplianceEvidence): AssessedControl {
  const { id, title } = control;
  const own = catalogue.filter(({ controls }) => controls?.includes(`${framework}:${id}`));
  const alarm = assessAlarm(own, evidence);
  if (alarm) return { id, title, ...alarm };
  const groups = [
    ...control.deciders.flatMap((decider) => decidersIn(decider, evidence)),
    ...evidence.rules.filter(({ name }) =>
      own.some((rule) => rule.kind === 'config-rule' && name === `trailkeeper-${rule.id}`),
    ),
  ];
  if (groups.length === 0) return { id, title, status: 'manual', decidedBy: [], resources: [] };
  const resources = groups.flatMap(({ name, verdicts }) => verdicts.map((verdict) => ({ ...verdict, rule: name })));
  const failed = resources.some(({ state }) => state === 'NON_COMPLIANT');
  const isOpen = groups.some(({ verdicts }) => verdicts.length === 0);
  const status = failed ? 'failed' : isOpen ? 'no-data' : 'passed';
  return { id, title, status, decidedBy: groups.map(({ name }) => name), resources };
}

/** The rules in place that decide a control together; none unless each of them is there, and asks for enough. */
function decidersIn({ rules, isEnough = () => true }: Decider, evidence: ComplianceEvidence): RuleVerdicts[] {
  const found = rules.map((id) =>
    evidence.rules.filter(({ identifier, parameters }) => identifier === id && isEnough(parameters)),
  );
  return found.every((each) => each.length > 0) ? found.flat() : [];
}

/** A control that wants an alarm: the catalogue's has to be there, fed by a filter, and tell somebody. */
function assessAlarm(
  own: readonly Rule[],
  evidence: ComplianceEvidence,
): Omit<AssessedControl, 'id' | 'title'> | undefined {
  const rule = own.find((each) => each.kind === 'metric-alarm');
  const alarm = rule && evidence.alarms.find(({ name }) => name === rule.alarm.alarmName);
  if (!alarm) return undefined;
  const missing = [
    ...(alarm.hasFilter ? [] : ['no metric filter feeds it']),
    ...(alarm.hasAction ? [] : ['it tells nobody']),
  ];
  const resource: AssessedResource = {
    rule: alarm.name,
    resourceType: 'AWS::CloudWatch::Alarm',
    resourceId: alarm.name,
    state: missing.length === 0 ? 'COMPLIANT' : 'NON_COMPLIANT',
    annotation: missing.length === 0 ? `state ${alarm.state}` : missing.join(', '),
  };
  return { status: missing.length === 0 ? 'passed' : 'failed', decidedBy: [alarm.name], resources: [resource] };
}
