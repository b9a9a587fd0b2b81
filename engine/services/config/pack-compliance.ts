import type { ConformancePackComplianceType } from '@aws-sdk/client-config-service';
import type { ConfigState } from './state.ts';

/** One verdict over rules of a conformance pack: one that fails is enough to fail, and nothing judged is no data. */
export function packCompliance(
  state: ConfigState,
  scope: string,
  rules: readonly string[],
): ConformancePackComplianceType {
  const found = rules.flatMap((name) => state.evaluations.ofRule(scope, name));
  if (found.some(({ compliance }) => compliance === 'NON_COMPLIANT')) return 'NON_COMPLIANT';
  return found.length > 0 ? 'COMPLIANT' : 'INSUFFICIENT_DATA';
}
