import { defineSettings } from './infra/settings.ts';

/**
 * What is deployed, besides the rules. Everything left out has the default that is shown. A name that is no setting is refused.
 * `trailkeeper plan` shows what comes of it.
 */
export default defineSettings({
  // Where alerts, alarms, functions and the trail live.
  homeRegion: 'us-east-1',
  // Further regions that are watched, and those people sign in through.
  regions: [],
  signInRegions: [],

  // Who is written to: nobody until an address is here. Each gets a mail to confirm.
  emails: [],
  webhooks: [],
  // en, ko or both; and the readers' time zone, 'Asia/Seoul'.
  language: 'en',

  // What reports are about, and whose managed Config rules are deployed: cis-aws-3.0, cis-aws-7.0.
  frameworks: ['cis-aws-3.0'],
  // Rules of the catalogue (docs/rules.md) by id: { 'root-signed-in': false, 'cis-sign-in-failures': { threshold: 5 } }
  rules: {},
  // Config's managed rules, added or taken away: { ENCRYPTED_VOLUMES: {}, SECURITYHUB_ENABLED: false }
  managedRules: {},
  // Whose changed verdicts people are told of: 'all' rules', the 'catalogue''s own, or nobody's (false).
  tellCompliance: 'all',
  // Findings somebody answers for:
  // [{ rule: 's3-bucket-blocks-public-access', resource: 'website', owner: 'web team', reason: 'it is one', expires: '2027-06-30' }]
  suppressions: [],

  // 'create', or the log group of a trail that is there: { logGroup: 'aws-cloudtrail-logs-...' }
  trail: 'create',
  // What is read out of the trail's log group: 'changes' (and refusals), 'all', 'none' (metrics and alerts alone); false: nothing at all.
  audit: 'changes',
  // Each configuration item, kept where Athena reads it.
  history: true,
  // What Config records; false leaves Config alone. daily costs less than continuous, and tells a day later.
  recording: { mode: 'continuous', types: 'all', except: [], daily: [], snapshots: 'TwentyFour_Hours' },
  // Days.
  retention: { trail: 365, functions: 90, archive: 30, history: 2557 },

  // Where the trail's records go on to, one of: { opensearch: { endpoint, domainArn } }, { kinesis: { streamArn } },
  // { firehose: { deliveryStreamArn } }
  forwarding: undefined,
  // Conformance packs: [{ name: 'cis', template: readFileSync('packs/cis.yaml', 'utf8') }]
  packs: [],
  // What SSM does about what does not comply:
  // [{ rule: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED', document: 'AWS-DisableS3BucketPublicReadWrite', parameters: { S3BucketName: 'RESOURCE_ID' } }]
  remediation: [],
  // The host agent: { settings: { logs: ... }, target: { tag: 'Agent', values: ['yes'] } }
  agent: false,
  // When a report is made, in the readers' time zone.
  reports: { schedule: 'cron(0 6 ? * MON *)' },
});
