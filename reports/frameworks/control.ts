/** A text in both languages of reports. */
export interface Words {
  readonly en: string;
  readonly ko: string;
}

/** Managed rules that decide a control together: all of them have to comply. */
export interface Decider {
  readonly rules: readonly string[];
  /** Whether a rule put with these parameters asks for as much as the control does; every rule does unless it is said. */
  readonly isEnough?: (parameters: Readonly<Record<string, string>>) => boolean;
}

/** What a control asks for, in our own words, and by whom it can be decided. */
export interface Control {
  /** Its number by the benchmark's version: `{'3.0': '1.4', '7.0': '2.4'}`. */
  readonly ids: Readonly<Partial<Record<CisVersion, string>>>;
  readonly title: Words;
  readonly deciders: readonly Decider[];
}

export type CisVersion = '3.0' | '7.0';

/** One line of a section's table: numbers in 3.0 and 7.0 (empty where it has none), both titles, and the rules that decide. */
export const control = (
  in30: string,
  in70: string,
  en: string,
  ko: string,
  ...deciders: readonly (string | Decider)[]
): Control => ({
  ids: { ...(in30 && { '3.0': in30 }), ...(in70 && { '7.0': in70 }) },
  title: { en, ko },
  deciders: deciders.map((each) => (typeof each === 'string' ? { rules: each.split('+') } : each)),
});
