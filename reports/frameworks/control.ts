import type { Severity } from '../../core/message/index.ts';

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
  readonly severity: Severity;
  /** How to put it right; how to look, where people decide. */
  readonly todo: Words;
  readonly deciders: readonly Decider[];
}

export type CisVersion = '3.0' | '7.0';

/** A control as its section's table writes it. */
interface Entry {
  /** Numbers in 3.0 and in 7.0; empty where the version has none. */
  readonly in: readonly [v30: string, v70: string];
  readonly en: string;
  readonly ko: string;
  readonly severity: Severity;
  readonly todo: Words;
  /** Each decides by itself; `A+B` do together. */
  readonly by?: readonly (string | Decider)[];
}

export const control = ({ in: [v30, v70], en, ko, severity, todo, by = [] }: Entry): Control => ({
  ids: { ...(v30 && { '3.0': v30 }), ...(v70 && { '7.0': v70 }) },
  title: { en, ko },
  severity,
  todo,
  deciders: by.map((each) => (typeof each === 'string' ? { rules: each.split('+') } : each)),
});
