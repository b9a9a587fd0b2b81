import type { Finding } from './incident.ts';
import { counting, digestDue, type IncidentWindow, isTold, type Rest, windowId, windowStart } from './window.ts';

/** A window that has something to say when it ends. */
export interface Digest extends IncidentWindow {
  readonly rest: Rest;
}

interface Open {
  readonly window: IncidentWindow;
  /** When its digest is due. */
  readonly due: number;
}

/** The windows of all rules in memory, as the handlers keep them in a table. */
export class IncidentWindows {
  readonly #open = new Map<string, Open>();
  #earliest = Number.POSITIVE_INFINITY;
  #newest = Number.NEGATIVE_INFINITY;

  /** Takes a finding at a moment, ms since 1970; moments come in order. @returns whether it is told at once */
  take(finding: Finding, now: number): boolean {
    const start = windowStart(now);
    if (start > this.#newest) this.#forget(start);
    const id = windowId(finding, start);
    const open = this.#open.get(id);
    const { kind, rule, account, key } = finding;
    const window = open?.window ?? { kind, rule, account, start, told: {} };
    if (isTold(open?.window, finding)) {
      const told = { ...window.told, [key]: finding.id };
      this.#open.set(id, { window: { ...window, told }, due: open?.due ?? Number.POSITIVE_INFINITY });
      return true;
    }
    const due = window.rest ? open!.due : digestDue(start, now);
    this.#open.set(id, { window: { ...window, rest: counting(window.rest, finding) }, due });
    this.#earliest = Math.min(this.#earliest, due);
    return false;
  }

  /** When the next digest is due, ms since 1970; infinite without one. */
  get nextDue(): number {
    return this.#earliest;
  }

  /** The digests due up to and at a moment, each once, in their order. */
  due(now: number): { readonly digest: Digest; readonly at: number }[] {
    if (this.#earliest > now) return [];
    const ready: { digest: Digest; at: number }[] = [];
    let earliest = Number.POSITIVE_INFINITY;
    for (const [id, { window, due }] of this.#open) {
      if (due > now) {
        earliest = Math.min(earliest, due);
        continue;
      }
      this.#open.delete(id);
      if (window.rest) ready.push({ digest: { ...window, rest: window.rest }, at: due });
    }
    this.#earliest = earliest;
    return ready.sort((a, b) => a.at - b.at);
  }

  /** Windows that are over and have nothing to say are let go. */
  #forget(start: number): void {
    this.#newest = start;
    for (const [id, { window }] of this.#open) if (window.start < start && !window.rest) this.#open.delete(id);
  }
}
