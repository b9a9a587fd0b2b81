import type { Clause } from './clause.ts';
import type { Branch } from './pattern.ts';
import type { WildcardParts } from './wildcard.ts';

/** How many sets of places are looked at before a pattern is taken for too complex; far more than any accepted pattern has. */
const MAX_SETS = 50_000;

/**
 * How complex the wildcards of a pattern are, as EventBridge counts: the most places in its wildcard texts that one value can have
 * reached at the same time. `*:stack/*` has 3. Fields count for themselves, the most complex one decides.
 * @param limit counting stops here
 */
export function wildcardComplexity(branches: readonly Branch[], limit: number): number {
  let most = 0;
  for (const wildcards of wildcardsByField(branches).values()) {
    if (wildcards.size > 0) most = Math.max(most, new Places(wildcards.values()).most(limit));
  }
  return most;
}

/** For each field, the wildcard texts of each clause. Alternatives of `$or` share a field where all fields before it are the same. */
function wildcardsByField(branches: readonly Branch[]): Map<string, Map<string, readonly WildcardParts[]>> {
  const fields = new Map<string, Map<string, readonly WildcardParts[]>>();
  const numbers = new Map<readonly Clause[], number>();
  for (const branch of branches) {
    let before = '';
    for (const { path, clauses } of branch) {
      const key = `${before}${path}`;
      const wildcards = fields.get(key) ?? new Map<string, readonly WildcardParts[]>();
      fields.set(key, wildcards);
      for (const clause of clauses) {
        if (clause.kind === 'wildcard') wildcards.set(`is ${clause.text}`, [clause.parts]);
        else if (clause.kind === 'anything-but' && clause.but.of === 'wildcard') {
          wildcards.set(`not ${JSON.stringify(clause.but.texts)}`, clause.but.parts);
        }
      }
      const number = numbers.get(clauses) ?? numbers.size;
      numbers.set(clauses, number);
      before = `${key} ${number}\n`;
    }
  }
  return fields;
}

/** A place in the wildcard texts: how far a value may have come. Texts that begin alike share their places. */
interface Place {
  readonly id: number;
  /** Where a byte leads. */
  readonly next: Map<number, Place>;
  /** Where `*` leads: it takes any byte and stays. */
  any: Place | undefined;
  readonly isAny: boolean;
  /** The clauses that may still match from here. */
  readonly clauses: Set<number>;
}

const QUOTE = 0x22;

class Places {
  private count = 0;
  private readonly start = this.place(false);
  private readonly bytes = new Set<number>([QUOTE, OTHER]);

  constructor(clauses: Iterable<readonly WildcardParts[]>) {
    let clause = 0;
    for (const texts of clauses) {
      for (const parts of texts) this.add(parts, clause);
      clause += 1;
    }
  }

  private place(isAny: boolean): Place {
    this.count += 1;
    return { id: this.count, next: new Map(), any: undefined, isAny, clauses: new Set() };
  }

  private add(parts: WildcardParts, clause: number): void {
    let at = this.step(this.start, QUOTE, clause);
    parts.forEach((part, index) => {
      if (index > 0) {
        at.any ??= this.place(true);
        at = at.any;
        at.clauses.add(clause);
      }
      for (const byte of utf8.encode(part)) at = this.step(at, byte, clause);
    });
    this.step(at, QUOTE, clause);
  }

  private step(from: Place, byte: number, clause: number): Place {
    this.bytes.add(byte);
    const next = from.next.get(byte) ?? this.place(false);
    from.next.set(byte, next);
    next.clauses.add(clause);
    return next;
  }

  most(limit: number): number {
    const seen = new Set<string>();
    const waiting: (readonly Place[])[] = [[this.start]];
    let most = 0;
    for (let set = waiting.pop(); set !== undefined; set = waiting.pop()) {
      for (const byte of this.bytes) {
        const after = reach(set, byte);
        const key = after.map(({ id }) => id).join();
        if (after.length === 0 || seen.has(key)) continue;
        seen.add(key);
        most = Math.max(most, weigh(after));
        if (most >= limit || seen.size > MAX_SETS) return limit;
        waiting.push(after);
      }
    }
    return most;
  }
}

const utf8 = new TextEncoder();
/** Stands for every byte that no wildcard names. */
const OTHER = -1;

/** The places that one byte leads to, in order. */
function reach(from: readonly Place[], byte: number): Place[] {
  const reached = new Set<Place>();
  for (const place of from) {
    for (const next of [place.next.get(byte), place.any, place.any?.next.get(byte), place.isAny ? place : undefined]) {
      if (next !== undefined) reached.add(next);
    }
  }
  return Array.from(reached).sort((a, b) => a.id - b.id);
}

/** The clauses that may match from each place, and from the `*` that may begin there. */
function weigh(places: readonly Place[]): number {
  let weight = 0;
  for (const place of places) {
    weight += place.clauses.size;
    if (place.any !== undefined && !places.includes(place.any)) weight += place.any.clauses.size;
  }
  return weight;
}
