import type { JsonObject } from '../../cloudtrail/index.ts';
import type { Example } from '../rule.ts';

/** One that bounds permissions, judged by a rule that leaves those out. */
export const boundary = (statement: JsonObject): Example => ({
  configuration: { ...policyExample(statement).configuration, permissionsBoundaryUsageCount: 1 },
  parameters: { excludePermissionBoundaryPolicy: 'true' },
});

/** A managed policy whose version in force has one statement. */
export const policyExample = (statement: JsonObject): { configuration: JsonObject } => ({
  configuration: {
    policyName: 'example',
    policyVersionList: [
      {
        versionId: 'v2',
        isDefaultVersion: true,
        document: encodeURIComponent(JSON.stringify({ Statement: [statement] })),
      },
      { versionId: 'v1', isDefaultVersion: false },
    ],
  },
});
