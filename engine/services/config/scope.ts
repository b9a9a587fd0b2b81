import type { Scope } from '@aws-sdk/client-config-service';
import type { ConfigurationItem } from '../../../core/configuration-item/index.ts';

/** Whether a rule is about a resource: by type, by type and id, or by tag; about everything when its scope says nothing. */
export function inScope(scope: Scope | undefined, { resourceType, resourceId, tags }: ConfigurationItem): boolean {
  const types = scope?.ComplianceResourceTypes ?? [];
  if (types.length > 0 && !types.includes(resourceType)) return false;
  if (scope?.ComplianceResourceId !== undefined && scope.ComplianceResourceId !== resourceId) return false;
  if (scope?.TagKey === undefined) return true;
  const value = tags[scope.TagKey];
  return value !== undefined && (scope.TagValue === undefined || scope.TagValue === value);
}
