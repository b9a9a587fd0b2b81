import type { Named } from './suppress.ts';

export interface NamedFinding {
  /** As it is deployed: `trailkeeper-iam-password-policy`. */
  readonly ruleName: string;
  /** A managed rule's, where it is known. */
  readonly identifier?: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string | null;
  readonly arn?: string | null;
}

/** Every name a suppression may call a finding by, the same wherever it is looked for. */
export const namesOf = (finding: NamedFinding): Named => ({
  rules: ruleNames(finding),
  resources: resourceNames(finding),
});

/** A rule as deployed, by its id, and by a managed rule's identifier, after which deploys call them. */
export function ruleNames({ ruleName, identifier }: Pick<NamedFinding, 'ruleName' | 'identifier'>): string[] {
  const id = ruleName.replace(/^trailkeeper-/, '');
  return [...new Set([ruleName, id, identifier ?? id.toUpperCase().replaceAll('-', '_')])];
}

function resourceNames({ resourceType, resourceId, resourceName, arn }: NamedFinding): string[] {
  const names = [...new Set([resourceId, resourceName, arn].filter((each) => typeof each === 'string'))];
  return [...names, ...names.map((each) => `${resourceType}/${each}`)];
}
