import { inspect } from 'node:util';
import { RuleError } from './errors.ts';

export type Compliance = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';

/** A rule's verdict on one item. The annotation says what decided; AWS takes 256 characters of it. */
export interface Verdict {
  readonly compliance: Compliance;
  readonly annotation?: string;
}

/** Thrown when a rule gives something that is no verdict. */
export class NoVerdictError extends RuleError {
  override readonly name: string = 'NoVerdictError';
  /** What it gave, in short. */
  readonly given: string;

  constructor(given: string) {
    super(`\`evaluate\` gives ${given}; it has to give compliant(), nonCompliant(...) or notApplicable()`);
    this.given = given;
  }
}

export const compliant = (annotation?: string): Verdict => ({ compliance: 'COMPLIANT', annotation });
export const nonCompliant = (annotation: string): Verdict => ({ compliance: 'NON_COMPLIANT', annotation });
export const notApplicable = (annotation?: string): Verdict => ({ compliance: 'NOT_APPLICABLE', annotation });

const LIMIT = 256;

/**
 * What a rule gave, as AWS takes it.
 * @throws NoVerdictError for anything else
 */
export function verdictOf(given: unknown): Verdict {
  if (!isVerdict(given)) throw new NoVerdictError(shown(given));
  const { annotation } = given;
  if (annotation === undefined || annotation.length <= LIMIT) return given;
  return { ...given, annotation: `${annotation.slice(0, LIMIT - 1)}…` };
}

function isVerdict(value: unknown): value is Verdict {
  if (typeof value !== 'object' || value === null || !('compliance' in value)) return false;
  const annotation = 'annotation' in value ? value.annotation : undefined;
  return (
    ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'].some((each) => each === value.compliance) &&
    (annotation === undefined || typeof annotation === 'string')
  );
}

/** Anything as a short text. */
function shown(value: unknown): string {
  if (value instanceof Promise) return 'a promise';
  return inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY }).slice(0, 100);
}
