import type { RemediationConfiguration } from '@aws-sdk/client-config-service';

/** What StartAutomationExecution of Systems Manager takes for one resource. */
export interface AutomationInput {
  readonly DocumentName: string;
  readonly DocumentVersion?: string;
  readonly Parameters: Readonly<Record<string, readonly string[]>>;
}

/** The call a remediation stands for: its document, with the resource's id where the parameters want it. */
export function automationInput(
  { TargetId, TargetVersion, Parameters = {} }: RemediationConfiguration,
  resourceId: string,
): AutomationInput {
  const values = Object.entries(Parameters).map(([name, { ResourceValue, StaticValue }]) => [
    name,
    ResourceValue ? [resourceId] : [...(StaticValue?.Values ?? [])],
  ]);
  return {
    DocumentName: TargetId ?? '',
    ...(TargetVersion !== undefined && { DocumentVersion: TargetVersion }),
    Parameters: Object.fromEntries(values),
  };
}
