/** One condition or term of a pattern, as it came out. */
export interface ExplainedClause {
  /** As in the pattern, such as `$.errorCode = "AccessDenied*"`. */
  readonly clause: string;
  /** What it looks at, `$.errorCode` or a field's name; empty for a term. */
  readonly subject: string;
  readonly holds: boolean;
  /** What it saw, to be read behind a colon: `it is "Success"`, `it is missing`, `not in the message`. */
  readonly saw: string;
}

export interface Decision {
  readonly holds: boolean;
  /** The clauses that decided. */
  readonly clauses: readonly ExplainedClause[];
}

/** Joins decisions: a false `and` was decided by its false parts, a true `or` by its true ones, any other by all. */
export function decide(kind: 'and' | 'or', parts: readonly Decision[]): Decision {
  const deciding = kind === 'or';
  const decisive = parts.filter((part) => part.holds === deciding);
  const holds = decisive.length > 0 ? deciding : !deciding;
  const clauses = (decisive.length > 0 ? decisive : parts).flatMap((part) => part.clauses);
  return { holds, clauses };
}
