import { randomUUID } from 'node:crypto';
import type { Deliveries, NewDelivery, Settled } from './deliveries/index.ts';
import type { Services } from './services.ts';

type CloudWatchPorts = Services['cloudwatch']['ports'];
type Run = Parameters<Parameters<CloudWatchPorts['action']['to']>[0]>[0];

/** Marks a delivery as an alarm's action, and says whose, for the history item that tells how it ended. */
const ALARM = 'alarmName';

/**
 * Runs alarms' actions: a topic is published to, a function invoked, a call to EC2 or Auto Scaling sent. Calls that have nowhere to go are
 * in the alarm's history already.
 */
export function alarmActions(deliveries: Deliveries, { action, actionEnded }: CloudWatchPorts): void {
  action.to((run) => {
    if (run.action.kind === 'sns') {
      const { subject, message, email, sms } = run.notification;
      const texts = JSON.stringify({ default: message, email, sms });
      order(deliveries, run, 'sns', texts, { subject, messageStructure: 'json' });
    } else if ('call' in run.action) {
      order(deliveries, run, 'action-call', JSON.stringify(run.action.call), {}, CALLS);
    } else {
      const principal = { principal: 'lambda.alarms.cloudwatch.amazonaws.com' };
      order(deliveries, run, 'lambda', JSON.stringify(run.lambdaEvent), principal);
    }
  });
  deliveries.settled.to((settled) => {
    const alarm = settled.delivery.attributes[ALARM];
    if (alarm !== undefined) actionEnded(ended(settled, alarm));
  });
}

/** Three more tries within a minute: an Auto Scaling action comes again by then anyway. How AWS tries again is not documented. */
const CALLS = { retry: 'sns-http', maximumAgeSeconds: 60 } as const;

function order(
  deliveries: Deliveries,
  run: Run,
  kind: string,
  payload: string,
  attributes: Record<string, string>,
  retrying: Pick<NewDelivery, 'retry' | 'maximumAgeSeconds'> = { retry: 'none' },
) {
  deliveries.add({
    cause: randomUUID(),
    via: run.alarmArn,
    kind,
    target: run.action.arn,
    payload,
    attributes: { ...attributes, [ALARM]: run.alarm, scope: run.scope, stateChangedAt: String(run.stateChangedAt) },
    ...retrying,
  });
}

function ended({ delivery, outcome, error }: Settled, alarm: string) {
  const { scope = '', stateChangedAt = '' } = delivery.attributes;
  return {
    scope,
    alarm,
    arn: delivery.target,
    stateChangedAt: Number(stateChangedAt),
    outcome: outcome === 'delivered' ? ('Succeeded' as const) : ('Failed' as const),
    error,
    published: outcome === 'delivered' ? publishedText(delivery) : undefined,
  };
}

/** What the history says was published: of a topic's texts, the one for every protocol. */
function publishedText({ payload, attributes }: Settled['delivery']): unknown {
  const published = JSON.parse(payload) as { default?: string };
  return attributes.messageStructure === 'json' ? JSON.parse(published.default ?? 'null') : published;
}
