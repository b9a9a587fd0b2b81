import type { Price, Quote, Step } from './price.ts';

/** The day before which every quote was taken: look prices up again when this is long ago. */
export const PRICES_AS_OF = '2026-10-01';

const quote = (rate: number | readonly Step[], source: string, asOf: string): Quote => ({
  steps: typeof rate === 'number' ? [{ from: 0, rate }] : rate,
  source,
  asOf,
});

const priceList = (service: string, region: string) =>
  `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${service}/current/${region}/index.json`;

/** As AWS's Price List gave it for us-east-1 on 28 October 2025, and for Seoul on 1 October 2026. */
const virginia = (service: string, rate: number | readonly Step[]) =>
  quote(rate, priceList(service, 'us-east-1'), '2025-10-28');
const seoul = (service: string, rate: number | readonly Step[]) =>
  quote(rate, priceList(service, 'ap-northeast-2'), '2026-10-01');

const CONFIG = 'https://aws.amazon.com/config/pricing/';
/** AWS names one price of Config for its public Regions. */
const everywhere = (rate: number | readonly Step[]) => ({
  'us-east-1': quote(rate, CONFIG, '2025-04-01'),
  'ap-northeast-2': quote(rate, CONFIG, '2025-04-01'),
});

const METRIC_STEPS = [
  { from: 0, rate: 0.3 },
  { from: 10_000, rate: 0.1 },
  { from: 250_000, rate: 0.05 },
  { from: 1_000_000, rate: 0.02 },
];

/**
 * AWS's prices of what a deploy uses, USD a unit and month, before free allowances. Where a region has no quote, none was found.
 */
export const prices = {
  configItem: { service: 'Config', unit: 'items recorded', quotes: everywhere(0.003) },
  configItemDaily: { service: 'Config', unit: 'items recorded daily', quotes: everywhere(0.012) },
  configEvaluation: {
    service: 'Config',
    unit: 'rule evaluations',
    quotes: everywhere([
      { from: 0, rate: 0.001 },
      { from: 100_000, rate: 0.0008 },
      { from: 500_000, rate: 0.0005 },
    ]),
  },
  logIngestion: {
    service: 'CloudWatch Logs',
    unit: 'GB taken in',
    quotes: { 'us-east-1': virginia('AmazonCloudWatch', 0.5), 'ap-northeast-2': seoul('AmazonCloudWatch', 0.76) },
  },
  logStorage: {
    service: 'CloudWatch Logs',
    unit: 'GB kept',
    quotes: { 'us-east-1': virginia('AmazonCloudWatch', 0.03), 'ap-northeast-2': seoul('AmazonCloudWatch', 0.0314) },
  },
  alarm: {
    service: 'CloudWatch',
    unit: 'alarms',
    quotes: { 'us-east-1': virginia('AmazonCloudWatch', 0.1), 'ap-northeast-2': seoul('AmazonCloudWatch', 0.1) },
  },
  compositeAlarm: {
    service: 'CloudWatch',
    unit: 'composite alarms',
    quotes: { 'us-east-1': virginia('AmazonCloudWatch', 0.5), 'ap-northeast-2': seoul('AmazonCloudWatch', 0.5) },
  },
  metric: {
    service: 'CloudWatch',
    unit: 'custom metrics',
    quotes: {
      'us-east-1': virginia('AmazonCloudWatch', METRIC_STEPS),
      'ap-northeast-2': seoul('AmazonCloudWatch', METRIC_STEPS),
    },
  },
  dashboard: {
    service: 'CloudWatch',
    unit: 'dashboards',
    quotes: {
      'us-east-1': quote(
        3,
        'https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/',
        '2026-06-13',
      ),
    },
  },
  forwardedEvent: {
    service: 'EventBridge',
    unit: 'events sent on to another bus',
    quotes: { 'us-east-1': virginia('AWSEvents', 1 / 1e6) },
  },
  archiving: {
    service: 'EventBridge',
    unit: 'GB archived',
    quotes: { 'us-east-1': virginia('AWSEvents', 0.1) },
  },
  archiveStorage: {
    service: 'EventBridge',
    unit: 'GB of archive kept',
    quotes: { 'us-east-1': virginia('AWSEvents', 0.023) },
  },
  schedule: {
    service: 'EventBridge',
    unit: 'scheduled invocations',
    quotes: {
      'us-east-1': virginia('AWSEvents', [
        { from: 0, rate: 0 },
        { from: 14e6, rate: 1 / 1e6 },
      ]),
    },
  },
  invocation: {
    service: 'Lambda',
    unit: 'invocations',
    quotes: { 'us-east-1': virginia('AWSLambda', 0.2 / 1e6), 'ap-northeast-2': seoul('AWSLambda', 0.2 / 1e6) },
  },
  duration: {
    service: 'Lambda',
    unit: 'GB-seconds (arm64)',
    quotes: {
      'us-east-1': virginia('AWSLambda', 0.0000133334),
      'ap-northeast-2': seoul('AWSLambda', 0.0000133334),
    },
  },
  tableWrite: {
    service: 'DynamoDB',
    unit: 'writes on demand',
    quotes: {
      'us-east-1': quote(0.625 / 1e6, 'https://airbyte.com/data-engineering-resources/dynamodb-pricing', '2025-07-21'),
      'ap-northeast-2': quote(0.68 / 1e6, priceList('AmazonDynamoDB', 'ap-northeast-2'), '2026-06-12'),
    },
  },
  publish: {
    service: 'SNS',
    unit: 'messages published',
    quotes: {
      'us-east-1': quote(
        0.5 / 1e6,
        'https://www.factualminds.com/blog/amazon-sns-pricing-publishes-fanout-protocols/',
        '2026-06-13',
      ),
    },
  },
  mail: {
    service: 'SNS',
    unit: 'mails',
    quotes: {
      'us-east-1': quote(
        2 / 1e5,
        'https://www.factualminds.com/blog/amazon-sns-pricing-publishes-fanout-protocols/',
        '2026-06-13',
      ),
    },
  },
  webhook: {
    service: 'SNS',
    unit: 'HTTPS deliveries',
    quotes: {
      'us-east-1': quote(
        0.6 / 1e6,
        'https://www.factualminds.com/blog/amazon-sns-pricing-publishes-fanout-protocols/',
        '2026-06-13',
      ),
    },
  },
  objectStorage: {
    service: 'S3',
    unit: 'GB kept',
    quotes: { 'us-east-1': virginia('AmazonS3', 0.023), 'ap-northeast-2': seoul('AmazonS3', 0.025) },
  },
  objectPut: {
    service: 'S3',
    unit: 'objects put',
    quotes: { 'us-east-1': virginia('AmazonS3', 0.005 / 1000), 'ap-northeast-2': seoul('AmazonS3', 0.0045 / 1000) },
  },
  key: {
    service: 'KMS',
    unit: 'keys',
    quotes: {
      'us-east-1': quote(1, 'https://aws.amazon.com/kms/pricing/', '2026-03-14'),
      'ap-northeast-2': seoul('awskms', 1),
    },
  },
  keyRequest: {
    service: 'KMS',
    unit: 'requests',
    quotes: {
      'us-east-1': quote(0.03 / 10_000, 'https://cloudburn.io/blog/aws-kms-pricing', '2026-03-14'),
      'ap-northeast-2': seoul('awskms', 0.03 / 10_000),
    },
  },
  trailCopy: {
    service: 'CloudTrail',
    unit: 'management events of a further trail',
    quotes: {
      'us-east-1': quote(2 / 1e5, 'https://aws.amazon.com/cloudtrail/pricing/', '2025-10-28'),
      'ap-northeast-2': quote(2 / 1e5, 'https://aws.amazon.com/cloudtrail/pricing/', '2025-10-28'),
    },
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof prices;
