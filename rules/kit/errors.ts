/** Thrown when a rule is defined in a way that cannot work; the message names the rule and the field. */
export class RuleError extends Error {
  override readonly name: string = 'RuleError';
}

/** Thrown when a file of rules cannot be used: it throws, exports no rule, or one that is taken. One line, with the file. */
export class RuleFileError extends RuleError {
  override readonly name: string = 'RuleFileError';
  readonly file: string;
  readonly problem: string;
  /** What to do about it, where the problem does not say. */
  readonly todo: string;

  constructor(file: string, problem: string, todo = 'mend it; the other files were checked all the same') {
    super(`${file}: ${problem}`);
    this.file = file;
    this.problem = problem;
    this.todo = todo;
  }
}
