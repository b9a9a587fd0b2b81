import { type CloudTrailRecord, isObject, type Json, type JsonObject } from '../../../cloudtrail/index.ts';
import { asked, at, flagAt, objectAt, textAt } from '../read.ts';

/** What the calls on a bucket's settings send, as AWS Config has it. Undefined where the record does not say. */

export function publicAccessBlockIn(record: CloudTrailRecord): Json | undefined {
  const given = objectAt(asked(record), 'PublicAccessBlockConfiguration');
  if (!given) return undefined;
  return {
    blockPublicAcls: flagAt(given, 'BlockPublicAcls') ?? false,
    ignorePublicAcls: flagAt(given, 'IgnorePublicAcls') ?? false,
    blockPublicPolicy: flagAt(given, 'BlockPublicPolicy') ?? false,
    restrictPublicBuckets: flagAt(given, 'RestrictPublicBuckets') ?? false,
  };
}

export function encryptionIn(record: CloudTrailRecord): Json | undefined {
  const given = objectAt(asked(record), 'ServerSideEncryptionConfiguration');
  const rules = oneOrMore(given?.Rule ?? given?.Rules);
  if (rules.length === 0) return undefined;
  return {
    rules: rules.map((rule) => ({
      applyServerSideEncryptionByDefault: {
        sseAlgorithm: textAt(rule, 'ApplyServerSideEncryptionByDefault', 'SSEAlgorithm') ?? null,
        kmsMasterKeyID: textAt(rule, 'ApplyServerSideEncryptionByDefault', 'KMSMasterKeyID') ?? null,
      },
      bucketKeyEnabled: flagAt(rule, 'BucketKeyEnabled') ?? false,
    })),
  };
}

export function versioningIn(record: CloudTrailRecord): Json | undefined {
  const given = objectAt(asked(record), 'VersioningConfiguration');
  const status = textAt(given, 'Status');
  if (status === undefined) return undefined;
  const mfa = textAt(given, 'MfaDelete');
  return { status, isMfaDeleteEnabled: mfa === undefined ? null : mfa === 'Enabled' };
}

export function loggingIn(record: CloudTrailRecord): Json | undefined {
  const given = objectAt(asked(record), 'BucketLoggingStatus');
  if (!given) return undefined;
  const on = objectAt(given, 'LoggingEnabled');
  return {
    destinationBucketName: textAt(on, 'TargetBucket') ?? null,
    logFilePrefix: on ? (at(on, 'TargetPrefix') ?? '') : null,
  };
}

/** An XML element that may be there once or several times. */
export const oneOrMore = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : isObject(value) ? [value] : [];
