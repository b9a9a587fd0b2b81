import { asRecord, type CloudTrailRecord, globalRegion } from '../cloudtrail/index.ts';
import { inOrderOfEffect, ResourceStates, reducerOf } from '../configuration-item/from-cloudtrail/index.ts';
import { type ConfigurationItem, callerOf, changeOf, diffOf, isDeleted } from '../configuration-item/index.ts';
import { ConfigRules, type VerdictChange } from './config-rules.ts';
import type { RecordKind } from './kind.ts';
import type { ChangeOutcome, ComplianceOutcome } from './outcome.ts';
import type { SimulationPlan } from './plan.ts';
import type { SimulatedRecord } from './record.ts';

const GLOBAL = 'global';

export interface Rebuilding {
  /** Whether resources are rebuilt from records; not where every change of one comes as an item from elsewhere. */
  readonly rebuild?: boolean;
  /** Whether an item from elsewhere will tell what a rebuilt one does. */
  readonly isRecorded?: (item: ConfigurationItem) => boolean;
}

const namesOf = ({ awsAccountId, resourceType, resourceId, resourceName }: ConfigurationItem): string[] =>
  [...new Set([resourceId, resourceName ?? resourceId])].map((name) => `${awsAccountId}/${resourceType}/${name}`);

/** What comes of records and items; whether people are told of a verdict is decided elsewhere. */
export type Found = ChangeOutcome | Omit<ComplianceOutcome, 'told'>;

type Changed = Pick<ChangeOutcome, 'item' | 'change'>;

/** AWS Config's recorder and rules, on resources rebuilt from records and on items from elsewhere. */
export class Configuration {
  readonly #states = new ResourceStates();
  readonly #rules: ConfigRules;
  readonly #home: string | undefined;
  readonly #rebuilds: boolean;
  readonly #isRecorded: (item: ConfigurationItem) => boolean;
  /** The calls whose change comes as an item from elsewhere, by what the resource is called, the latest last. */
  readonly #awaited = new Map<string, CloudTrailRecord[]>();
  readonly #records: CloudTrailRecord[] = [];
  #second = Number.POSITIVE_INFINITY;

  constructor({ configRules = [], home }: SimulationPlan, { rebuild = true, isRecorded = () => false }: Rebuilding) {
    this.#rebuilds = rebuild;
    this.#isRecorded = isRecorded;
    this.#rules = new ConfigRules(configRules);
    this.#home = home?.region;
  }

  begin(time: number): void {
    this.#rules.begin(time);
  }

  /** Does a record of this kind change a resource that is rebuilt? */
  takes({ eventSource, eventName, awsRegion, known }: RecordKind): boolean {
    if (!this.#rebuilds) return false;
    const reduces = reducerOf({ eventSource, eventName }) !== undefined && known.errorCode === undefined;
    return reduces && (eventSource === 'iam.amazonaws.com' || this.#isHere(awsRegion));
  }

  /** Takes a record. Those of one second wait for it to be over: in which order they happened, only the calls themselves tell. */
  play(record: SimulatedRecord): void {
    this.#records.push(asRecord(JSON.parse(record.text)));
    this.#second = record.time;
  }

  /** When what waits is to be taken up, and rules are asked by the clock, ms since 1970: after a record's second, at a rule's moment. */
  get nextDue(): number {
    return Math.min(this.#second + 1, this.#rules.nextDue);
  }

  /** What becomes of records whose second is over, and of rules that are due. */
  advance(time: number): Found[] {
    const outcomes: Found[] = [];
    if (this.#second < time) outcomes.push(...this.#flush());
    while (this.#rules.nextDue <= time) {
      const due = this.#rules.nextDue;
      outcomes.push(
        ...this.#told(
          this.#rules.clock(due, (account, type) => this.#current(account, type)),
          due,
        ),
      );
    }
    return outcomes;
  }

  /** What becomes of records that wait, though their second may not be over. */
  end(): Found[] {
    return this.#flush();
  }

  /** Takes an item from elsewhere; what records told before then comes first. */
  take(item: ConfigurationItem): Found[] {
    const outcomes = this.#flush();
    if (!this.#isHere(item.awsRegion)) return outcomes;
    const before = this.#states.take(item);
    this.#rules.knowsAll(item);
    return [...outcomes, ...this.#changed(item, before, this.#callsBehind(item))];
  }

  #flush(): Found[] {
    const records = inOrderOfEffect(this.#records.splice(0));
    this.#second = Number.POSITIVE_INFINITY;
    return records.flatMap((record) =>
      this.#states
        .play(record, this.#isRecorded)
        .filter(({ item }) => this.#isHere(item.awsRegion) && !this.#isAwaited(item, record))
        .flatMap(({ item, before }) => this.#changed(item, before, [record])),
    );
  }

  #changed(
    item: ConfigurationItem,
    before: ConfigurationItem | undefined,
    calls: readonly CloudTrailRecord[],
  ): Found[] {
    if (diffOf(before, item).changeType === 'NONE') return [];
    const time = Date.parse(item.configurationItemCaptureTime);
    const change = changeOf(before, item, calls.map(callerOf));
    const verdicts = this.#rules.changed(item, time, (account, type) => this.#current(account, type));
    return [{ kind: 'change', time, item, before, change }, ...this.#told(verdicts, time, { item, change })];
  }

  /** Whether the change comes as an item from elsewhere; the call behind it is remembered until then. */
  #isAwaited(item: ConfigurationItem, record: CloudTrailRecord): boolean {
    if (!this.#isRecorded(item)) return false;
    for (const name of namesOf(item)) this.#awaited.set(name, [...(this.#awaited.get(name) ?? []), record]);
    return true;
  }

  /** The calls a change from elsewhere was awaited after, the latest first. */
  #callsBehind(item: ConfigurationItem): CloudTrailRecord[] {
    const calls = new Set(namesOf(item).flatMap((name) => this.#awaited.get(name) ?? []));
    for (const name of namesOf(item)) this.#awaited.delete(name);
    return [...calls].reverse();
  }

  #told(verdicts: readonly VerdictChange[], time: number, changed?: Changed): Found[] {
    return verdicts.map((verdict) => {
      const { rule, resourceType, resourceId, resourceName, account, region, from, to, annotation } = verdict;
      const isAboutIt = changed?.item.resourceType === resourceType && changed.item.resourceId === resourceId;
      const transition = {
        ruleName: rule.name,
        resourceType,
        resourceId,
        from,
        to,
        annotation,
        time: new Date(time).toISOString(),
        account,
        region: this.#home ?? (region === GLOBAL || region === '' ? globalRegion : region),
      };
      const change = isAboutIt ? changed.change : undefined;
      return { kind: 'compliance', rule: rule.id, transition, resourceName, change, time };
    });
  }

  *#current(account: string, type: string): Generator<ConfigurationItem> {
    for (const item of this.#states.current(account, type)) {
      if (!isDeleted(item) && this.#isHere(item.awsRegion)) yield item;
    }
  }

  #isHere(region: string): boolean {
    return this.#home === undefined || region === this.#home || region === GLOBAL;
  }
}
