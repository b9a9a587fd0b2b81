import * as z from 'zod';
import type { AlarmTransition } from '../../core/message/index.ts';

/** A change of an alarm's state, whichever way it came. */
export interface AlarmChange {
  /** The same for each delivery of the same change. */
  readonly key: string;
  readonly transition: AlarmTransition;
  /** What the alarm watches; absent for an alarm on an expression or on other alarms. */
  readonly metric?: WatchedMetric;
  /** The evaluation range, as far as the change tells it. */
  readonly range: EvaluationRange;
}

export interface WatchedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `p99` */
  readonly statistic: string;
  readonly unit?: string;
}

export interface EvaluationRange {
  /** Seconds. */
  readonly period: number;
  readonly periods: number;
}

const state = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

/** CloudWatch writes `2026-01-05T08:30:00.000+0000`. */
const time = z.string().transform((text, context): string => {
  const ms = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  context.issues.push({ code: 'custom', message: 'no time', input: text });
  return z.NEVER;
});

const metricQuery = z.looseObject({
  metricStat: z
    .looseObject({
      metric: z.looseObject({
        namespace: z.string(),
        name: z.string(),
        dimensions: z.record(z.string(), z.string()).default({}),
      }),
      period: z.number(),
      stat: z.string(),
      unit: z.string().optional(),
    })
    .optional(),
});

/** "CloudWatch Alarm State Change", from the event bus. */
const onBus = z
  .looseObject({
    id: z.string(),
    'detail-type': z.literal('CloudWatch Alarm State Change'),
    account: z.string(),
    region: z.string(),
    detail: z.looseObject({
      alarmName: z.string(),
      state: z.looseObject({
        value: state,
        reason: z.string().default(''),
        reasonData: z.string().optional(),
        timestamp: time,
      }),
      previousState: z.looseObject({ value: state }),
      configuration: z.looseObject({ metrics: z.array(metricQuery).default([]) }),
    }),
  })
  .transform(({ id, account, region, detail }): AlarmChange => {
    const watched = detail.configuration.metrics.length === 1 ? detail.configuration.metrics[0]?.metricStat : undefined;
    return {
      key: id,
      transition: {
        alarmName: detail.alarmName,
        from: detail.previousState.value,
        to: detail.state.value,
        reason: detail.state.reason,
        reasonData: detail.state.reasonData,
        time: detail.state.timestamp,
        account,
        region,
      },
      metric: watched && {
        namespace: watched.metric.namespace,
        name: watched.metric.name,
        dimensions: watched.metric.dimensions,
        statistic: watched.stat,
        unit: watched.unit,
      },
      range: { period: watched?.period ?? 60, periods: 1 },
    };
  });

/** A notification has statistics in capitals. */
const statisticNames: Readonly<Record<string, string>> = {
  AVERAGE: 'Average',
  SUM: 'Sum',
  MINIMUM: 'Minimum',
  MAXIMUM: 'Maximum',
  SAMPLE_COUNT: 'SampleCount',
};

const notification = z.looseObject({
  AlarmName: z.string(),
  AWSAccountId: z.string(),
  AlarmArn: z.string(),
  NewStateValue: state,
  OldStateValue: state,
  NewStateReason: z.string().default(''),
  StateChangeTime: time,
  Trigger: z
    .looseObject({
      MetricName: z.string().optional(),
      Namespace: z.string().optional(),
      Period: z.number().default(60),
      EvaluationPeriods: z.number().default(1),
      Dimensions: z.array(z.looseObject({ name: z.string(), value: z.string() })).default([]),
      Statistic: z.string().optional(),
      ExtendedStatistic: z.string().optional(),
      Unit: z.string().nullish(),
    })
    .optional(),
});

/** The alarm's own notification, by way of an SNS topic the function is subscribed to. */
const throughSns = z
  .looseObject({
    Records: z.tuple([z.looseObject({ Sns: z.looseObject({ MessageId: z.string(), Message: z.string() }) })]),
  })
  .transform(({ Records: [{ Sns }] }, context): AlarmChange => {
    const read = notification.safeParse(jsonOf(Sns.Message));
    if (!read.success) {
      const message = `the message is no CloudWatch alarm notification: ${z.prettifyError(read.error)}`;
      context.issues.push({ code: 'custom', message, input: Sns.Message });
      return z.NEVER;
    }
    const { AlarmName, AWSAccountId, AlarmArn, Trigger, ...change } = read.data;
    const watched = Trigger?.MetricName !== undefined && Trigger.Namespace !== undefined;
    return {
      key: Sns.MessageId,
      transition: {
        alarmName: AlarmName,
        from: change.OldStateValue,
        to: change.NewStateValue,
        reason: change.NewStateReason,
        time: change.StateChangeTime,
        account: AWSAccountId,
        region: AlarmArn.split(':')[3] ?? '',
      },
      metric: watched
        ? {
            namespace: Trigger.Namespace!,
            name: Trigger.MetricName!,
            dimensions: Object.fromEntries(Trigger.Dimensions.map(({ name, value }) => [name, value])),
            statistic: Trigger.ExtendedStatistic ?? statisticNames[Trigger.Statistic ?? ''] ?? 'Sum',
            unit: Trigger.Unit ?? undefined,
          }
        : undefined,
      range: { period: Trigger?.Period ?? 60, periods: Trigger?.EvaluationPeriods ?? 1 },
    };
  });

/** A change of an alarm, by whichever way; anything else is refused, with what it lacks. */
export const alarmChangeSchema = z.unknown().transform((event, context): AlarmChange => {
  const schema = typeof event === 'object' && event !== null && 'Records' in event ? throughSns : onBus;
  const read = schema.safeParse(event);
  if (read.success) return read.data;
  const message = `no change of an alarm: ${z.prettifyError(read.error)}`;
  context.issues.push({ code: 'custom', message, input: event });
  return z.NEVER;
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
