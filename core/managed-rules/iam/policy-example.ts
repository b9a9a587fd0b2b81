import type { JsonObject } from '../../cloudtrail/index.ts';

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
