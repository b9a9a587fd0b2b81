import { type FilterPattern, FilterSet, type JsonExpression, type Selector } from '../filter-pattern/index.ts';
import { kindFields, type RecordKind } from './kind.ts';

const known: ReadonlySet<string> = new Set(kindFields);

/** A filter pattern as far as a record's kind decides it. */
interface KnownPart {
  readonly index: number;
  /** Where this does not match, the whole pattern does not. */
  readonly pattern: FilterPattern;
  /** It is the whole pattern: where it matches, so does that. */
  readonly isWhole: boolean;
}

/**
 * Decides filter patterns by a record's kind, as far as that goes. A pattern has no negation over its conditions, so with every
 * condition on another field taken as true it matches at least what the whole pattern matches.
 */
export class KnownFilters {
  readonly #parts: readonly KnownPart[];
  readonly #set: FilterSet;

  /** @param mustRead indexes of patterns whose message is to be read wherever they match, for its values */
  constructor(patterns: readonly FilterPattern[], mustRead: ReadonlySet<number>) {
    this.#parts = patterns.map((pattern, index) => {
      const where = pattern.kind === 'json' ? knownPart(pattern.where) : undefined;
      if (where === undefined) return { index, pattern: { kind: 'all' }, isWhole: false };
      return {
        index,
        pattern: { kind: 'json', where: where.expression },
        isWhole: where.isWhole && !mustRead.has(index),
      };
    });
    this.#set = new FilterSet(this.#parts.map(({ pattern }) => pattern));
  }

  /** The indexes of the patterns that match every record of this kind and no other; undefined where its records must be read. */
  decide(kind: RecordKind): readonly number[] | undefined {
    const matching = this.#set.match(JSON.stringify(kind.known));
    return matching.every((index) => this.#parts[index]!.isWhole) ? matching : undefined;
  }
}

interface Known {
  readonly expression: JsonExpression;
  readonly isWhole: boolean;
}

/** The part of an expression that asks of known fields; undefined where nothing is left of it. */
function knownPart(where: JsonExpression): Known | undefined {
  if (where.kind !== 'and' && where.kind !== 'or') {
    return isKnown(where.selector) ? { expression: where, isWhole: true } : undefined;
  }
  const parts = where.operands.map(knownPart);
  const there = parts.filter((part) => part !== undefined);
  if (there.length === 0 || (where.kind === 'or' && there.length < parts.length)) return undefined;
  const isWhole = there.length === parts.length && there.every((part) => part.isWhole);
  const operands = there.map(({ expression }) => expression);
  return { expression: operands.length === 1 ? operands[0]! : { kind: where.kind, operands }, isWhole };
}

const isKnown = (selector: Selector): boolean =>
  selector.every((step) => step.kind === 'key') && known.has(selector.map((step) => step.name).join('.'));
