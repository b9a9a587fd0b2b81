import { readEvidence } from '../account/evidence.ts';
import type { Suppression } from '../core/suppression/index.ts';
import { type Assessment, assess, frameworks } from '../reports/index.ts';
import { UsageError } from './errors.ts';

export const frameworkIds = frameworks.map(({ id }) => id);

/** The newest benchmark there are reports for. */
export const defaultFramework = frameworkIds.at(-1) ?? '';

export interface AssessmentOptions {
  readonly framework?: string;
  readonly suppressions?: readonly Suppression[];
  /** ms since 1970 */
  readonly now: number;
}

/**
 * How an account, or an engine, stands to a framework, as its own APIs tell it.
 * @throws UsageError for a framework there is not
 */
export async function assessmentOf(
  client: Parameters<typeof readEvidence>[0],
  { framework: id = defaultFramework, suppressions = [], now }: AssessmentOptions,
): Promise<Assessment> {
  const framework = frameworks.find((each) => each.id === id);
  if (!framework) throw new UsageError(`--framework: ${id} is none of ${frameworkIds.join(', ')}`);
  return assess(framework, await readEvidence(client, now), suppressions);
}

/** The sum of it in a line. */
export function assessmentLine({ title, counts, suppressionFindings }: Assessment): string {
  const { failed, suppressed, passed, 'no-data': open, manual } = counts;
  const needy = suppressionFindings.length;
  return [
    `${title}: ${passed} passed, ${failed} failed`,
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    `${open} without data, ${manual} manual`,
    ...(needy > 0 ? [`${needy} ${needy === 1 ? 'suppression' : 'suppressions'} expired or unused`] : []),
  ].join(', ');
}
