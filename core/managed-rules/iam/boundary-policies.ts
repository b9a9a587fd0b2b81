import type { Json } from '../../cloudtrail/index.ts';
import type { ParameterType, ParameterValues } from '../parameters.ts';
import { numberAt } from '../read.ts';

export const BOUNDARIES: Readonly<Record<string, ParameterType>> = {
  excludePermissionBoundaryPolicy: { type: 'boolean', default: 'false' },
};

/** Whether a policy is left out, as one that bounds permissions and gives none. */
export const isExcluded = (policy: Json, { excludePermissionBoundaryPolicy: exclude }: ParameterValues): boolean =>
  exclude?.toLowerCase() === 'true' && (numberAt(policy, 'permissionsBoundaryUsageCount') ?? 0) > 0;
