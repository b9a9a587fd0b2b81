import { z } from 'zod';
import type { JsonObject } from '../../core/cloudtrail/index.ts';
import type { ConfigurationItem } from '../../core/configuration-item/index.ts';

/** What Config asks a rule's function, taken apart. */
export interface RuleInvocation {
  readonly item: ConfigurationItem;
  /** The rule's InputParameters; `rule` names it in the catalogue. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly resultToken: string;
  readonly eventLeftScope: boolean;
  readonly configRuleName: string;
}

const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const itemSchema = z.looseObject({
  configurationItemVersion: z.string().default('1.3'),
  configurationItemCaptureTime: z.iso.datetime(),
  configurationStateId: z.coerce.number(),
  awsAccountId: z.string(),
  configurationItemStatus: z.enum([
    'OK',
    'ResourceDiscovered',
    'ResourceNotRecorded',
    'ResourceDeleted',
    'ResourceDeletedNotRecorded',
  ]),
  resourceType: z.string(),
  resourceId: z.string(),
  resourceName: z.string().nullish(),
  ARN: z.string().nullish(),
  awsRegion: z.string(),
  relatedEvents: z.array(z.string()).default([]),
  relationships: z
    .array(
      z.looseObject({
        resourceType: z.string(),
        resourceId: z.string(),
        resourceName: z.string().nullish(),
        name: z.string(),
      }),
    )
    .default([]),
  configuration: jsonObject.nullish().transform((value) => value ?? null),
  supplementaryConfiguration: jsonObject.nullish().transform((value) => value ?? {}),
  tags: z
    .record(z.string(), z.string())
    .nullish()
    .transform((value) => value ?? {}),
});

const invokingEventSchema = z.looseObject({
  messageType: z.literal('ConfigurationItemChangeNotification'),
  configurationItem: itemSchema,
});

/** A text that holds JSON. */
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.issues.push({ code: 'custom', message: 'not JSON', input: text });
    return z.NEVER;
  }
});

/** The event of a change-triggered rule; other messages are refused by name. */
export const ruleInvocationSchema = z
  .looseObject({
    invokingEvent: json.pipe(invokingEventSchema),
    ruleParameters: z.string().default('{}').pipe(json).pipe(z.record(z.string(), z.coerce.string())),
    resultToken: z.string(),
    eventLeftScope: z.boolean().default(false),
    configRuleName: z.string(),
  })
  .transform(
    ({ invokingEvent, ruleParameters, resultToken, eventLeftScope, configRuleName }): RuleInvocation => ({
      item: invokingEvent.configurationItem,
      parameters: ruleParameters,
      resultToken,
      eventLeftScope,
      configRuleName,
    }),
  );
