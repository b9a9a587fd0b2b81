import { type ConfigurationItem, isDeleted } from '../../../core/configuration-item/index.ts';
import { judge, type ManagedRule, managedRule, parameterValues } from '../../../core/managed-rules/index.ts';
import type { EvaluationRecord } from './evaluation-table.ts';
import { EVERY } from './frequency.ts';
import type { ItemChange } from './recording.ts';
import { RuleClock } from './rule-clock.ts';
import { inScope } from './scope.ts';
import type { ConfigState, Rule } from './state.ts';

const LONGEST_ANNOTATION = 256;

interface Active {
  readonly rule: Rule;
  readonly managed: ManagedRule;
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether it was judged since it was read: its verdict can stay then. */
  judged: boolean;
}

/**
 * AWS's managed rules, judged here. Each is asked when a resource it is about changes, the periodic ones, too: what they know, they
 * know from items. Those are asked again by the clock, as their verdicts may depend on the time.
 */
export class ManagedRules {
  readonly #state: ConfigState;
  readonly #put: (scope: string, rule: Rule, record: EvaluationRecord) => void;
  /** Rules by scope and type of resource. */
  readonly #active = new Map<string, Map<string, Active[]>>();
  readonly #clock: RuleClock;
  /** What went wrong with a rule the last time it was asked, by its ARN. */
  readonly faults = new Map<string, string>();

  constructor(state: ConfigState, put: (scope: string, rule: Rule, record: EvaluationRecord) => void) {
    this.#state = state;
    this.#put = put;
    this.#clock = new RuleClock(state);
  }

  /** Sets the clock for the periodic rules of an engine that starts again. */
  start(): void {
    for (const scope of this.#state.rules.scopes()) {
      for (const rule of this.#state.rules.list(scope)) this.schedule(scope, rule);
    }
  }

  /** A resource has changed: every rule about it judges it. */
  changed({ scope, item, previous }: ItemChange): void {
    for (const active of this.#of(scope).get(item.resourceType) ?? []) {
      const { rule, managed } = active;
      if (active.judged && stays(managed, item, previous)) continue;
      if ('judge' in managed || managed.beside) this.#judgeAll(scope, active);
      else if (!isDeleted(item) && inScope(rule.input.Scope, item)) this.#judge(scope, active, [item]);
      else if (previous) this.#takeAway(scope, rule, item);
    }
  }

  /** A rule is new, changed, or to be asked again: it judges every resource there is. */
  all(scope: string, rule: Rule): void {
    const active = activeOf(rule);
    if (!active) return;
    this.#judgeAll(scope, active);
  }

  /** Sets the clock for a rule whose verdicts may depend on the time. */
  schedule(scope: string, rule: Rule): void {
    if (!managedOf(rule)?.periodic) return;
    const every = EVERY[rule.input.MaximumExecutionFrequency ?? 'TwentyFour_Hours'];
    this.#clock.set(scope, rule, every, (current) => this.all(scope, current));
  }

  /** The rules of an account and region are others than before. */
  forget(scope: string, deleted?: Rule): void {
    this.#active.delete(scope);
    if (!deleted) return;
    this.#clock.cancel(deleted);
    this.faults.delete(deleted.arn);
  }

  #judgeAll(scope: string, active: Active): void {
    const { items } = this.#state;
    const { rule, managed } = active;
    const isKnown = managed.resourceTypes.some((type) => items.discovered(scope, type).length > 0);
    if (!isKnown) return;
    active.judged = true;
    const found = managed.resourceTypes
      .flatMap((type) => [...items.current(scope, type)])
      .filter((item) => inScope(rule.input.Scope, item));
    const beside = ('judge' in managed ? [] : (managed.beside ?? [])).flatMap((type) => [
      ...items.current(scope, type),
    ]);
    this.#judge(scope, active, [...found, ...beside]);
    if (!('judge' in managed)) this.#takeAwayOthers(scope, rule, found);
  }

  /** What was found of resources that are not in a rule's scope any more goes. */
  #takeAwayOthers(scope: string, rule: Rule, judged: readonly ConfigurationItem[]): void {
    const known = new Set(judged.map(({ resourceType, resourceId }) => `${resourceType}\n${resourceId}`));
    for (const record of this.#state.evaluations.ofRule(scope, rule.name)) {
      if (!known.has(`${record.resourceType}\n${record.resourceId}`)) this.#takeAway(scope, rule, record);
    }
  }

  #judge(scope: string, { rule, managed, parameters }: Active, items: readonly ConfigurationItem[]): void {
    const now = this.#state.parts.clock.now();
    const [account = ''] = scope.split('/');
    try {
      for (const [index, verdict] of judge(managed, items, { parameters, now }, account).entries()) {
        const item = 'judge' in managed ? undefined : items[index];
        this.#put(scope, rule, {
          rule: rule.name,
          resourceType: verdict.resourceType,
          resourceId: verdict.resourceId,
          compliance: verdict.compliance,
          annotation: verdict.annotation?.slice(0, LONGEST_ANNOTATION),
          orderedAt: item ? Date.parse(item.configurationItemCaptureTime) : now,
          recordedAt: now,
          invokedAt: now,
        });
      }
      this.faults.delete(rule.arn);
    } catch (error) {
      this.faults.set(rule.arn, error instanceof Error ? error.message : String(error));
      this.#state.parts.log.error(`config rule ${rule.name} could not judge`, error);
    }
    if (rule.evaluatedAt !== now) this.#note(scope, rule, now);
  }

  #note(scope: string, { name }: Rule, now: number): void {
    const rule = this.#state.rules.get(scope, name);
    // A minute is as exact as a status has to be; to write it down with every change would cost more than to judge.
    if (!rule || now - (rule.evaluatedAt ?? 0) < 60_000) return;
    this.#state.rules.put(scope, name, { ...rule, invokedAt: now, evaluatedAt: now });
  }

  #takeAway(
    scope: string,
    rule: Rule,
    { resourceType, resourceId }: Pick<ConfigurationItem, 'resourceType' | 'resourceId'>,
  ): void {
    const now = this.#state.parts.clock.now();
    const about = { rule: rule.name, resourceType, resourceId, annotation: undefined };
    this.#put(scope, rule, { ...about, compliance: 'NOT_APPLICABLE', orderedAt: now, recordedAt: now, invokedAt: now });
  }

  #of(scope: string): Map<string, Active[]> {
    const known = this.#active.get(scope);
    if (known) return known;
    const byType = new Map<string, Active[]>();
    for (const rule of this.#state.rules.list(scope)) {
      const active = activeOf(rule);
      for (const type of active ? typesOf(active.managed) : []) {
        byType.set(type, [...(byType.get(type) ?? []), ...(active ? [active] : [])]);
      }
    }
    this.#active.set(scope, byType);
    return byType;
  }
}

function activeOf(rule: Rule): Active | undefined {
  const managed = managedOf(rule);
  if (!managed) return undefined;
  const { InputParameters: text } = rule.input;
  const given = text ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { rule, managed, parameters: parameterValues(managed.parameters ?? {}, given), judged: false };
}

/** Whether a verdict on the account hangs on nothing that has changed: to read all its resources again for each would not do. */
function stays(rule: ManagedRule, item: ConfigurationItem, previous: ConfigurationItem | undefined): boolean {
  if (!('judge' in rule) || !rule.hangsOn) return false;
  const hung = [previous, item].map((each) => (each && !isDeleted(each) ? rule.hangsOn?.(each) : []));
  return JSON.stringify(hung[0]) === JSON.stringify(hung[1]);
}

/** The types a rule is asked about when one of their resources changes. */
const typesOf = (rule: ManagedRule): readonly string[] =>
  'judge' in rule ? rule.resourceTypes : [...rule.resourceTypes, ...(rule.beside ?? [])];

const managedOf = ({ input: { Source: source } }: Rule): ManagedRule | undefined =>
  source?.Owner === 'AWS' ? managedRule(source.SourceIdentifier ?? '') : undefined;
