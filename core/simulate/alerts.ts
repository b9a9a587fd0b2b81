import { actorOf, asRecord, globalRegion } from '../cloudtrail/index.ts';
import { RuleSet } from '../event-pattern/index.ts';
import { eventText, isReadOnlyManagement } from './bus.ts';
import { Candidates } from './candidates.ts';
import type { RecordKind } from './kind.ts';
import type { AlertOutcome } from './outcome.ts';
import type { Home, SimulatedAlert } from './plan.ts';
import type { SimulatedRecord } from './record.ts';

/** The event bus with its alert rules. */
export class AlertRules {
  readonly #rules = new RuleSet<SimulatedAlert>();
  readonly #candidates: Candidates;
  /** Candidates for the rules that see calls which only read. */
  readonly #readers: Candidates;
  readonly #home: Home | undefined;
  readonly #readsFromLogs: boolean;
  readonly #forwarded = new RuleSet<number>();

  constructor(alerts: readonly SimulatedAlert[], home: Home | undefined, readsFromLogs = false) {
    for (const alert of alerts) this.#rules.add(alert, alert.pattern);
    this.#candidates = new Candidates(alerts.map(({ pattern }) => pattern));
    this.#readers = new Candidates(
      alerts.filter(({ allManagementEvents }) => allManagementEvents || readsFromLogs).map(({ pattern }) => pattern),
    );
    this.#home = home;
    this.#readsFromLogs = readsFromLogs;
    for (const [index, pattern] of home?.forwarded.entries() ?? []) this.#forwarded.add(index, pattern);
  }

  /** Could an alert be raised by a record of this kind? */
  mayMatch(kind: RecordKind): boolean {
    return (isReadOnlyManagement(kind) ? this.#readers : this.#candidates).has(kind);
  }

  /** The alerts a record raises, in the order of the rules. @param text the record as JSON */
  match(record: SimulatedRecord, text: string): Omit<AlertOutcome, 'told'>[] {
    const isReading = isReadOnlyManagement(record.kind);
    const event = eventText(record, text);
    const isFromLogs = isReading && this.#readsFromLogs;
    if (!isFromLogs && !this.#isAtHome(record, event)) return [];
    const alerts = this.#rules
      .match(event)
      .filter(({ allManagementEvents }) => allManagementEvents || !isReading || isFromLogs);
    if (alerts.length === 0) return [];
    const parsed = asRecord(JSON.parse(text));
    return alerts.map((alert) => ({
      kind: 'alert',
      rule: alert.id,
      time: record.time,
      eventId: record.eventID,
      actor: actorOf(parsed).name,
      resource: alert.about(parsed),
      record: parsed,
    }));
  }

  #isAtHome(record: SimulatedRecord, event: string): boolean {
    if (this.#home === undefined || record.kind.awsRegion === this.#home.region) return true;
    return record.kind.awsRegion === globalRegion && this.#forwarded.match(event).length > 0;
  }
}
