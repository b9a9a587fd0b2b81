import { gunzipSync } from 'node:zlib';
import * as z from 'zod';

const logEventSchema = z.object({
  id: z.string(),
  /** ms since 1970 */
  timestamp: z.number(),
  message: z.string(),
  /** With a space-delimited pattern: its fields by name. */
  extractedFields: z.record(z.string(), z.string().nullable()).optional(),
});

const deliverySchema = z.object({
  /** `CONTROL_MESSAGE` where CloudWatch Logs only looks whether the function can be reached. */
  messageType: z.enum(['DATA_MESSAGE', 'CONTROL_MESSAGE']),
  owner: z.string(),
  logGroup: z.string(),
  logStream: z.string(),
  subscriptionFilters: z.array(z.string()),
  logEvents: z.array(logEventSchema),
});

/**
 * What a subscription filter hands a function: `{"awslogs": {"data": "H4sIAAAA..."}}`, where `data` is, gzipped and in base64,
 * `{"messageType": "DATA_MESSAGE", "owner": "123456789012", "logGroup": "/aws/cloudtrail", "logStream": "s",
 * "subscriptionFilters": ["forward"], "logEvents": [{"id": "3195...", "timestamp": 1767601800000, "message": "..."}]}`
 */
export const subscriptionSchema = z.object({
  awslogs: z.object({
    data: z
      .base64()
      .transform((data, context) => {
        try {
          return JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString()) as unknown;
        } catch (error) {
          context.issues.push({
            code: 'custom',
            message: `is not gzipped JSON: ${(error as Error).message}`,
            input: data,
          });
          return z.NEVER;
        }
      })
      .pipe(deliverySchema),
  }),
});

export type Subscription = z.infer<typeof subscriptionSchema>;
export type SubscribedLogs = z.infer<typeof deliverySchema>;
export type SubscribedEvent = z.infer<typeof logEventSchema>;
