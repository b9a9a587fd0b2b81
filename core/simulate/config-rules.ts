import { type ConfigurationItem, isDeleted } from '../configuration-item/index.ts';
import type { ComplianceState } from '../message/index.ts';
import type { SimulatedConfigRule, Verdict } from './plan.ts';

/** A verdict that is another one than before. */
export interface VerdictChange {
  readonly rule: SimulatedConfigRule;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName: string | undefined;
  readonly account: string;
  /** As items have it; empty for a verdict on the account. */
  readonly region: string;
  /** Absent for the first verdict. */
  readonly from: ComplianceState | undefined;
  readonly to: ComplianceState;
  readonly annotation: string | undefined;
}

/** Gives the items of a type, those that are gone aside. */
export type Current = (account: string, type: string) => Iterable<ConfigurationItem>;

/** The type of the resource a verdict on a whole account is about. */
const ACCOUNT = 'AWS::::Account';

/** Config's rules and what they found so far. */
export class ConfigRules {
  readonly #byType = new Map<string, SimulatedConfigRule[]>();
  readonly #periodic: readonly SimulatedConfigRule[];
  /** By rule, account, region and resource. */
  readonly #verdicts = new Map<string, ComplianceState>();
  readonly #due = new Map<SimulatedConfigRule, number>();
  readonly #accounts = new Set<string>();
  /** Types of which all resources are known, by account. */
  readonly #inventories = new Set<string>();
  #earliest = Number.POSITIVE_INFINITY;

  constructor(rules: readonly SimulatedConfigRule[]) {
    for (const rule of rules) {
      for (const type of rule.resourceTypes) this.#byType.set(type, [...(this.#byType.get(type) ?? []), rule]);
    }
    this.#periodic = rules.filter(({ every }) => every !== undefined);
  }

  /** The rules are in place. @param time ms since 1970 */
  begin(time: number): void {
    for (const rule of this.#periodic) this.#due.set(rule, time + rule.every!);
    this.#earliest = Math.min(...this.#due.values(), Number.POSITIVE_INFINITY);
  }

  /** AWS Config records this type in this account: there are no other resources of it than those that are told. */
  knowsAll({ awsAccountId, resourceType }: ConfigurationItem): void {
    this.#inventories.add(`${awsAccountId}/${resourceType}`);
  }

  /** When the next rule is asked by the clock, ms since 1970; infinite without one. */
  get nextDue(): number {
    return this.#earliest;
  }

  /** A resource changed: the rules about it judge it, those on accounts everything they are about. */
  changed(item: ConfigurationItem, time: number, current: Current): VerdictChange[] {
    this.#accounts.add(item.awsAccountId);
    return (this.#byType.get(item.resourceType) ?? []).flatMap((rule) => {
      if (isDeleted(item)) {
        const gone = this.#found(rule, item, { compliance: 'NOT_APPLICABLE' });
        const others = rule.judgeAll || rule.judgeEach ? this.#judgeAll(rule, item.awsAccountId, time, current) : [];
        return [...gone, ...others];
      }
      if (!rule.onChange) return [];
      return rule.judgeAll || rule.judgeEach
        ? this.#judgeAll(rule, item.awsAccountId, time, current)
        : this.#found(rule, item, rule.judge!(item, time));
    });
  }

  /** The rules that are asked by the clock up to and at a moment, each once: they judge every resource there is. */
  clock(time: number, current: Current): VerdictChange[] {
    const changes: VerdictChange[] = [];
    for (const [rule, due] of this.#due) {
      if (due > time) continue;
      this.#due.set(rule, due + rule.every!);
      for (const account of this.#accounts) {
        if (rule.judgeAll || rule.judgeEach) changes.push(...this.#judgeAll(rule, account, time, current));
        else {
          for (const item of itemsOf(rule, account, current))
            changes.push(...this.#found(rule, item, rule.judge!(item, time)));
        }
      }
    }
    this.#earliest = Math.min(...this.#due.values(), Number.POSITIVE_INFINITY);
    return changes;
  }

  #judgeAll(rule: SimulatedConfigRule, account: string, time: number, current: Current): VerdictChange[] {
    const areAll = rule.resourceTypes.some((type) => this.#inventories.has(`${account}/${type}`));
    const items = [...itemsOf(rule, account, current)];
    if (rule.judgeEach) {
      return rule
        .judgeEach(items, account, time, areAll)
        .flatMap(([item, verdict]) => this.#found(rule, item, verdict));
    }
    const verdict = rule.judgeAll!(items, account, time, areAll);
    const about = { awsAccountId: account, awsRegion: '', resourceType: ACCOUNT, resourceId: account };
    return this.#found(rule, about, verdict);
  }

  /** What does not apply, or cannot be told, takes an earlier verdict away. */
  #found(
    rule: SimulatedConfigRule,
    item: Pick<ConfigurationItem, 'awsAccountId' | 'awsRegion' | 'resourceType' | 'resourceId' | 'resourceName'>,
    { compliance: to, annotation }: Verdict,
  ): VerdictChange[] {
    const { awsAccountId, awsRegion, resourceType, resourceId, resourceName } = item;
    const key = `${rule.id}/${awsAccountId}/${awsRegion}/${resourceType}/${resourceId}`;
    const from = this.#verdicts.get(key);
    if (to === (from ?? 'NOT_APPLICABLE')) return [];
    if (to === 'NOT_APPLICABLE') this.#verdicts.delete(key);
    else this.#verdicts.set(key, to);
    const about = { resourceType, resourceId, resourceName: resourceName ?? undefined };
    return [{ rule, ...about, account: awsAccountId, region: awsRegion, from, to, annotation }];
  }
}

function* itemsOf(rule: SimulatedConfigRule, account: string, current: Current): Generator<ConfigurationItem> {
  for (const type of rule.resourceTypes) yield* current(account, type);
}
