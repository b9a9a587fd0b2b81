/** Something about a pattern that is legal and yet hardly what its author wants. */
export interface LintFinding {
  readonly lint:
    | 'matches-everything'
    | 'matches-nothing'
    | 'not-equal-under-or'
    | 'mixed-and-or'
    | 'not-equal-on-missing'
    | 'optional-terms-ignored'
    | 'unknown-field'
    | 'retired-call'
    | 'security-hub-text'
    | 'wildcard-limit'
    | 'regex-limit'
    | 'never-sent';
  /** What is so, naming the clause. */
  readonly message: string;
  /** What to write instead. */
  readonly todo: string;
}
