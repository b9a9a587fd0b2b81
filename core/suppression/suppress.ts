import { isGlobbed } from './glob.ts';
import { endOf, type Suppression } from './suppression.ts';

/** What a finding is called: suppressions may use any of the names. */
export interface Named {
  /** The rule by its id and by the name it is deployed by. */
  readonly rules: readonly string[];
  /** The resource by its id, name, ARN and `AWS::Type/id`. */
  readonly resources: readonly string[];
}

export interface Suppressed<T> {
  readonly finding: T;
  /** The first suppression that holds; absent for a finding nobody answers for. */
  readonly by?: Suppression;
}

export interface SuppressionOutcome<T> {
  /** Every finding, in its order. */
  readonly findings: readonly Suppressed<T>[];
  /** Suppressions that are over. What they hid is shown again. */
  readonly expired: readonly Suppression[];
  /** Suppressions that hold and hide nothing: misspelt, or the matter is settled. */
  readonly unused: readonly Suppression[];
}

/** Whether a suppression is about a finding, whatever the time. */
export const isAbout = ({ rule, resource }: Suppression, { rules, resources }: Named): boolean =>
  rules.some((name) => isGlobbed(name, rule)) && resources.some((name) => isGlobbed(name, resource));

/**
 * The suppression that holds for a finding.
 * @param now ms since 1970
 */
export const suppressionOf = (
  suppressions: readonly Suppression[],
  finding: Named,
  now: number,
): Suppression | undefined => suppressions.find((each) => now < endOf(each) && isAbout(each, finding));

/**
 * Findings with the suppressions that hold for them, and the suppressions that are findings themselves.
 * @param now ms since 1970
 */
export function applySuppressions<T>(
  findings: readonly T[],
  namesOf: (finding: T) => Named,
  suppressions: readonly Suppression[],
  now: number,
): SuppressionOutcome<T> {
  const valid = suppressions.filter((each) => now < endOf(each));
  const unused = new Set(valid);
  const outcome = findings.map((finding): Suppressed<T> => {
    const names = namesOf(finding);
    const about = valid.filter((each) => isAbout(each, names));
    for (const each of about) unused.delete(each);
    const [by] = about;
    return by === undefined ? { finding } : { finding, by };
  });
  return { findings: outcome, expired: suppressions.filter((each) => !valid.includes(each)), unused: [...unused] };
}
