import { z } from 'zod';
import { checkedSuppressions, SuppressionError } from '../../core/suppression/index.ts';

/** What CloudWatch Logs can keep, in days. */
const LOG_DAYS: ReadonlySet<number> = new Set([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "is not a region's name");
const regions = z.array(region).default([]);
const texts = z.record(z.string(), z.string());
const logDays = z.int().refine((days) => LOG_DAYS.has(days), `must be one of ${[...LOG_DAYS].join(', ')}`);
const days = z.int().positive();
const arn = (service: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:`), `is not an ARN of ${service}`);
const resourceType = z.string().regex(/^AWS::\w+::\w+$/, 'is not a resource type, such as AWS::IAM::User');

const suppressions = z
  .array(z.unknown())
  .default([])
  .transform((list, context) => {
    try {
      return checkedSuppressions(list);
    } catch (error) {
      if (!(error instanceof SuppressionError)) throw error;
      context.issues.push({ code: 'custom', message: error.message, input: list });
      return z.NEVER;
    }
  });

const recording = z.strictObject({
  mode: z.enum(['continuous', 'daily']).default('continuous'),
  types: z.union([z.literal('all'), z.array(resourceType).nonempty()]).default('all'),
  except: z.array(resourceType).default([]),
  daily: z.array(resourceType).default([]),
  snapshots: z
    .union([z.literal(false), z.enum(['One_Hour', 'Three_Hours', 'Six_Hours', 'Twelve_Hours', 'TwentyFour_Hours'])])
    .default('TwentyFour_Hours'),
});

const forwarding = z.union([
  z.strictObject({
    opensearch: z.strictObject({ endpoint: z.string(), domainArn: arn('es'), index: z.string().optional() }),
  }),
  z.strictObject({ kinesis: z.strictObject({ streamArn: arn('kinesis') }) }),
  z.strictObject({ firehose: z.strictObject({ deliveryStreamArn: arn('firehose') }) }),
]);

/** The settings as a file writes them: everything but what is refused here has a default. */
export const settingsSchema = z.strictObject({
  homeRegion: region.default('us-east-1'),
  regions,
  signInRegions: regions,
  emails: z.array(z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/, 'is not a mail address')).default([]),
  webhooks: z.array(z.url({ protocol: /^https$/, error: 'is not an https address' })).default([]),
  language: z.enum(['en', 'ko', 'both']).default('en'),
  timeZone: z.string().refine(isTimeZone, 'is not a time zone such as Asia/Seoul').optional(),
  frameworks: z.array(z.enum(['cis-aws-3.0', 'cis-aws-7.0'])).default(['cis-aws-3.0']),
  rules: z
    .record(
      z.string(),
      z.union([
        z.literal(false),
        z.strictObject({
          parameters: texts.optional(),
          threshold: z.number().positive().optional(),
          period: z
            .int()
            .positive()
            .refine((seconds) => seconds % 60 === 0, 'must be whole minutes, in seconds')
            .optional(),
        }),
      ]),
    )
    .default({}),
  managedRules: z
    .record(z.string(), z.union([z.literal(false), z.strictObject({ parameters: texts.optional() })]))
    .default({}),
  tellCompliance: z.union([z.literal(false), z.enum(['all', 'catalogue'])]).default('all'),
  suppressions,
  trail: z
    .union([z.literal('create'), z.strictObject({ logGroup: z.string().min(1) })], {
      error: "must be 'create' or { logGroup: '...' }",
    })
    .default('create'),
  audit: z.union([z.literal(false), z.enum(['changes', 'all', 'none'])]).default('changes'),
  history: z.boolean().default(true),
  recording: z.union([z.literal(false), recording]).default(recording.parse({})),
  retention: z
    .strictObject({
      trail: logDays.default(365),
      trailFiles: days.optional(),
      functions: logDays.default(90),
      archive: days.default(30),
      history: days.default(2557),
    })
    .prefault({}),
  forwarding: forwarding.optional(),
  packs: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[A-Za-z][-A-Za-z0-9]{0,50}$/, 'must be letters, digits and hyphens, 51 at most'),
        template: z.string().min(1),
        parameters: texts.default({}),
      }),
    )
    .default([]),
  remediation: z
    .array(
      z.strictObject({
        rule: z.string(),
        document: z.string(),
        parameters: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
        automatic: z.boolean().default(false),
      }),
    )
    .default([]),
  agent: z
    .union([
      z.literal(false),
      z.strictObject({
        settings: z.union([z.string(), z.record(z.string(), z.unknown())]),
        target: z.strictObject({ tag: z.string(), values: z.array(z.string()).nonempty() }),
      }),
    ])
    .default(false),
  reports: z
    .union([
      z.literal(false),
      z.strictObject({
        schedule: z.string().regex(/^(cron|rate)\(.+\)$/, 'must be cron(...) or rate(...)'),
      }),
    ])
    .default({ schedule: 'cron(0 6 ? * MON *)' }),
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
