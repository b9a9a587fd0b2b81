import type { Delivery, DeliveryError, RecordedCall } from './delivery.ts';

/** One event's or message's way, as `GET /_trailkeeper/deliveries` shows it. */
export interface Journey {
  readonly cause: string;
  readonly time: string;
  /** What it was: an event's source and detail-type, a topic's message. */
  readonly about?: string;
  /** ARNs of the rules that matched it. */
  readonly rules: string[];
  readonly deliveries: DeliveryReport[];
}

export interface DeliveryReport {
  readonly id: string;
  readonly via: string;
  readonly kind: string;
  readonly target: string;
  outcome: 'pending' | 'delivered' | 'recorded' | 'given up';
  /** The call that was only recorded. */
  call?: RecordedCall;
  /** How many times it was tried. */
  attempts: number;
  /** When the last attempt ended, and when the next is due. */
  lastAttempt?: string;
  nextAttempt?: string;
  /** The last attempt's error. */
  error?: { readonly code: string; readonly message: string };
  deadLetterQueue?: string;
}

const MOST_JOURNEYS = 1_000;
const MOST_REPORTS = 10_000;

/** The last journeys, in memory: what is owed is in the outbox, this is only for people to look at. */
export class Journal {
  readonly #journeys = new Map<string, Journey>();
  readonly #reports = new Map<string, DeliveryReport>();

  /** Notes what an event or message was and which rules took it; also one no rule took. */
  note(cause: string, time: number, about: string, rules: readonly string[]): void {
    const before = this.#journeys.get(cause);
    this.#journeys.set(cause, {
      cause,
      time: before?.time ?? iso(time),
      about: before?.about ?? about,
      rules: [...new Set([...(before?.rules ?? []), ...rules])],
      deliveries: before?.deliveries ?? [],
    });
    this.#trim();
  }

  added(delivery: Delivery): void {
    if (!this.#journeys.has(delivery.cause)) {
      const { cause, createdAt } = delivery;
      this.#journeys.set(cause, { cause, time: iso(createdAt), rules: [], deliveries: [] });
    }
    const { id, via, kind, target } = delivery;
    const report: DeliveryReport = { id, via, kind, target, outcome: 'pending', attempts: 0 };
    this.#journeys.get(delivery.cause)?.deliveries.push(report);
    this.#reports.set(id, report);
    this.#trim();
  }

  attempted(id: string, attempts: number, now: number, change: Partial<DeliveryReport>, error?: DeliveryError): void {
    const report = this.#reports.get(id);
    if (!report) return;
    report.attempts = attempts;
    report.lastAttempt = iso(now);
    delete report.nextAttempt;
    if (error) report.error = { code: error.code, message: error.message };
    else delete report.error;
    Object.assign(report, change);
  }

  /** The journeys, newest first. */
  list(): Journey[] {
    return [...this.#journeys.values()].reverse();
  }

  #trim(): void {
    for (const [cause, journey] of this.#journeys) {
      if (this.#journeys.size <= 1 || (this.#journeys.size <= MOST_JOURNEYS && this.#reports.size <= MOST_REPORTS))
        return;
      this.#journeys.delete(cause);
      for (const { id } of journey.deliveries) this.#reports.delete(id);
    }
  }
}

const iso = (time: number): string => new Date(time).toISOString();
