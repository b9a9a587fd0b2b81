/** Where one file goes on after a take-over. */
export interface Continued {
  readonly path: string;
  readonly group: string;
  readonly stream: string;
  /** bytes already with AWS */
  readonly offset: number;
  /** bytes of the file now */
  readonly size: number;
  readonly note?: string;
}

/** What was taken over, and what was not. */
export interface TakeOver {
  readonly continued: readonly Continued[];
  /** Files and entries that could not be matched, and why. */
  readonly left: readonly { readonly about: string; readonly why: string }[];
}
