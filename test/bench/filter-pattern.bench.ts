/**
 * Filter patterns over real CloudTrail records: events per second of one FilterSet, beside `JSON.parse` of the same lines in the same run.
 * The records are scanned to their end and checked as strictly as `JSON.parse` does. Run: `node test/bench/filter-pattern.bench.ts`
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { FilterSet, parseFilterPattern } from '../../core/filter-pattern/index.ts';
import { sharedData, sharedJson, sharedPath } from '../support/shared.ts';

if (!sharedData) {
  console.log('skipped: the shared data folder is not here');
  process.exit(0);
}

interface CisControl {
  readonly n: number;
  readonly patterns: Record<string, string[]>;
  readonly securityHub?: { readonly pattern: string };
}

/** Security Hub's text where it demands one, the benchmark's otherwise. */
const cis = sharedJson<CisControl[]>('cis-metric-filters.json').map(
  ({ patterns, securityHub }) => securityHub?.pattern ?? Object.keys(patterns)[0] ?? '',
);

const anyOf = (...names: string[]) => names.map((name) => `($.eventName = ${name})`).join(' || ');

/** As a catalogue of alerts has them: a source and a list of calls, a field or two beside. */
const catalogue = [
  `{ $.eventSource = "iam.amazonaws.com" && (${anyOf('CreateUser', 'CreateLoginProfile', 'CreateAccessKey', 'UpdateLoginProfile')}) && $.errorCode NOT EXISTS }`,
  `{ $.eventSource = "guardduty.amazonaws.com" && (${anyOf('DeleteDetector', 'UpdateDetector', 'DeleteMembers', 'DisassociateMembers', 'StopMonitoringMembers')}) }`,
  `{ $.eventSource = "securityhub.amazonaws.com" && (${anyOf('DisableSecurityHub', 'BatchDisableStandards', 'DeleteMembers', 'UpdateStandardsControl')}) }`,
  `{ $.eventSource = "ec2.amazonaws.com" && (${anyOf('ModifySnapshotAttribute', 'ModifyImageAttribute', 'SharedSnapshotCopyInitiated')}) }`,
  `{ $.eventSource = "s3.amazonaws.com" && (${anyOf('PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'PutBucketVersioning', 'PutBucketEncryption', 'DeleteBucketEncryption', 'PutBucketLogging')}) }`,
  `{ ${anyOf('UpdateAccountPasswordPolicy', 'DeleteAccountPasswordPolicy')} }`,
  `{ ${anyOf('CreateSAMLProvider', 'UpdateSAMLProvider', 'DeleteSAMLProvider', 'CreateOpenIDConnectProvider', 'AddClientIDToOpenIDConnectProvider')} }`,
  `{ ($.eventName = UpdateAssumeRolePolicy) && ($.requestParameters.policyDocument = "*\\"AWS\\":\\"*") }`,
  `{ $.eventSource = "kms.amazonaws.com" && (${anyOf('PutKeyPolicy', 'DisableKeyRotation', 'RevokeGrant', 'DeleteAlias')}) && $.userIdentity.type != "AWSService" }`,
  `{ $.eventSource = "secretsmanager.amazonaws.com" && (${anyOf('DeleteSecret', 'PutResourcePolicy', 'CancelRotateSecret')}) }`,
  `{ $.eventSource = "lambda.amazonaws.com" && (${anyOf('AddPermission20150331v2', 'UpdateFunctionCode20150331v2', 'CreateFunctionUrlConfig')}) }`,
  `{ $.eventSource = "rds.amazonaws.com" && (${anyOf('ModifyDBSnapshotAttribute', 'DeleteDBCluster', 'DeleteDBInstance', 'ModifyDBInstance')}) }`,
  `{ ($.eventName = GetObject || $.eventName = DeleteObject) && $.userIdentity.type = "Root" && $.sourceIPAddress != "*.amazonaws.com" }`,
  `{ $.errorCode = "*" && $.readOnly IS FALSE && $.additionalEventData.bytesTransferredOut > 100000 }`,
  `{ $.userIdentity.sessionContext.attributes.mfaAuthenticated = "false" && $.eventName = "Delete*" }`,
];

const lines = gunzipSync(readFileSync(sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz')))
  .toString('utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => Buffer.from(line).toString('utf8'));
const megabytes = lines.reduce((sum, line) => sum + line.length, 0) / 1e6;

const sets = {
  '15 CIS controls': new FilterSet(cis.map(parseFilterPattern)),
  '15 CIS + 15 catalogue': new FilterSet([...cis, ...catalogue].map(parseFilterPattern)),
};

const matches: Record<string, number> = {};
const jobs: Record<string, () => void> = {
  'JSON.parse alone': () => {
    for (const line of lines) JSON.parse(line);
  },
};
for (const [name, set] of Object.entries(sets))
  jobs[name] = () => {
    let count = 0;
    for (const line of lines) count += set.match(line).length;
    matches[name] = count;
  };

/** Best of the rounds, taken in turn so that a busy moment of the machine falls on all of them. */
const rounds = 9;
const best: Record<string, number> = {};
for (let round = 0; round < rounds; round += 1)
  for (const [name, job] of Object.entries(jobs)) {
    const start = process.hrtime.bigint();
    job();
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, seconds);
  }

const floor = best['JSON.parse alone'] ?? Number.NaN;
console.log(`${lines.length} records, ${megabytes.toFixed(1)} MB, best of ${rounds} rounds`);
for (const [name, seconds] of Object.entries(best)) {
  const rate = Math.round(lines.length / seconds).toLocaleString('en');
  const hits = matches[name] === undefined ? '' : `, ${matches[name]} matches`;
  console.log(
    `${name.padEnd(24)} ${rate.padStart(10)} events/s  ${(floor / seconds).toFixed(2)} x JSON.parse  ${(megabytes / seconds).toFixed(0)} MB/s${hits}`,
  );
}
