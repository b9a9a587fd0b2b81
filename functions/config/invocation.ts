import * as z from 'zod';
import type { Json } from '../../core/cloudtrail/index.ts';
import { type ConfigurationItem, ItemError, normaliseItem } from '../../core/configuration-item/index.ts';

/** Why Config asks: a resource changed, one whose item is too large to be told changed, or it is time. */
export type Cause =
  | { readonly kind: 'change'; readonly item: ConfigurationItem }
  | { readonly kind: 'oversized'; readonly summary: ConfigurationItem }
  /** By the clock, or because a snapshot was delivered: every resource is to be judged. */
  | { readonly kind: 'all' };

/** What Config asks a rule's function, taken apart. */
export interface RuleInvocation {
  readonly cause: Cause;
  /** ISO 8601: when Config asked. */
  readonly at: string | undefined;
  /** The rule's InputParameters; `rule` names it in the catalogue. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly resultToken: string;
  readonly eventLeftScope: boolean;
  readonly configRuleName: string;
}

/** The token of an event nobody waits for the answer to: verdicts are only tried. */
export const TEST_TOKEN = 'TESTMODE';

/** An item in any of AWS's spellings. */
const itemSchema = z.unknown().transform((value, context): ConfigurationItem => {
  try {
    return normaliseItem(value as Json);
  } catch (error) {
    if (!(error instanceof ItemError)) throw error;
    context.issues.push({ code: 'custom', message: error.message, input: value });
    return z.NEVER;
  }
});

const at = { notificationCreationTime: z.iso.datetime().optional() };

const invokingEventSchema = z.discriminatedUnion('messageType', [
  z
    .looseObject({
      messageType: z.literal('ConfigurationItemChangeNotification'),
      configurationItem: itemSchema,
      ...at,
    })
    .transform((event) => ({ cause: { kind: 'change' as const, item: event.configurationItem }, event })),
  z
    .looseObject({
      messageType: z.literal('OversizedConfigurationItemChangeNotification'),
      configurationItemSummary: itemSchema,
      ...at,
    })
    .transform((event) => ({ cause: { kind: 'oversized' as const, summary: event.configurationItemSummary }, event })),
  z
    .looseObject({ messageType: z.literal('ScheduledNotification'), ...at })
    .transform((event) => ({ cause: { kind: 'all' as const }, event })),
  z
    .looseObject({ messageType: z.literal('ConfigurationSnapshotDeliveryCompleted'), ...at })
    .transform((event) => ({ cause: { kind: 'all' as const }, event })),
]);

/** A text that holds JSON. */
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.issues.push({ code: 'custom', message: 'not JSON', input: text });
    return z.NEVER;
  }
});

/** The event of a rule, whatever triggers it; other messages are refused by name. */
export const ruleInvocationSchema = z
  .looseObject({
    invokingEvent: json.pipe(invokingEventSchema),
    ruleParameters: z.string().default('{}').pipe(json).pipe(z.record(z.string(), z.coerce.string())),
    resultToken: z.string().default(TEST_TOKEN),
    eventLeftScope: z.boolean().default(false),
    configRuleName: z.string().default(''),
  })
  .transform(
    ({ invokingEvent, ruleParameters, ...rest }): RuleInvocation => ({
      cause: invokingEvent.cause,
      at: invokingEvent.event.notificationCreationTime,
      parameters: ruleParameters,
      resultToken: rest.resultToken,
      eventLeftScope: rest.eventLeftScope,
      configRuleName: rest.configRuleName,
    }),
  );
