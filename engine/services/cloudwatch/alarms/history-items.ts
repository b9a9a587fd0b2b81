import type { StateRecord } from '../../../../core/alarm/index.ts';
import { describeComposite, describeMetric } from './describe.ts';
import type { HistoryItem } from './history-table.ts';
import type { AlarmRecord } from './record.ts';

const typeOf = ({ kind }: AlarmRecord): HistoryItem['alarmType'] =>
  kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm';

/** "Alarm updated from OK to ALARM", with both states (recorded). */
export const stateUpdate = (alarm: AlarmRecord, now: StateRecord, before: StateRecord): HistoryItem => ({
  alarm: alarm.name,
  alarmType: typeOf(alarm),
  type: 'StateUpdate',
  at: now.at,
  summary: `Alarm updated from ${before.state} to ${now.state}`,
  data: `{"version":"1.0","oldState":${stateJson(before)},"newState":${stateJson(now)}}`,
});

/** Reason data is JSON already, with Java's doubles in it: it goes in as it is. */
function stateJson({ state, reason, reasonData }: StateRecord): string {
  const head = JSON.stringify({ stateValue: state, stateReason: reason });
  return reasonData ? `${head.slice(0, -1)},"stateReasonData":${reasonData}}` : head;
}

const words = { Create: 'created', Update: 'updated', Delete: 'deleted' };

/** The summary is AWS's; the members of the data follow it as far as they are published. */
export function configurationUpdate(
  type: 'Create' | 'Update' | 'Delete',
  alarm: AlarmRecord,
  at: number,
  before?: AlarmRecord,
): HistoryItem {
  const data = {
    version: '1.0',
    type,
    ...(type === 'Create' ? { createdAlarm: described(alarm) } : {}),
    ...(type === 'Update' ? { updatedAlarm: described(alarm), previousAlarm: before && described(before) } : {}),
    ...(type === 'Delete' ? { deletedAlarm: described(alarm) } : {}),
  };
  return {
    alarm: alarm.name,
    alarmType: typeOf(alarm),
    type: 'ConfigurationUpdate',
    at,
    summary: `Alarm "${alarm.name}" ${words[type]}`,
    data: JSON.stringify(data),
  };
}

const described = (alarm: AlarmRecord) =>
  withSmallLetters(alarm.kind === 'metric' ? describeMetric(alarm) : describeComposite(alarm));

const withSmallLetters = (members: object) =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name.startsWith('OK') ? `ok${name.slice(2)}` : name.charAt(0).toLowerCase() + name.slice(1),
      value,
    ]),
  );

/** How an action ended, for its history item. */
export interface ActionOutcome {
  readonly alarm: AlarmRecord;
  readonly arn: string;
  readonly outcome: 'Succeeded' | 'Failed' | 'Recorded';
  readonly error?: string;
  /** What was published, or the call that AWS would make. */
  readonly published?: unknown;
  readonly stateChangedAt: number;
  readonly at: number;
}

const summaries = {
  Succeeded: 'Successfully executed action',
  Failed: 'Failed to execute action',
  Recorded: 'Recorded action',
};

/** "Successfully executed action arn:..." (published); an EC2 or Auto Scaling action that has nowhere to go is only recorded. */
export const actionItem = ({
  alarm,
  arn,
  outcome,
  error,
  published,
  stateChangedAt,
  at,
}: ActionOutcome): HistoryItem => ({
  alarm: alarm.name,
  alarmType: typeOf(alarm),
  type: 'Action',
  at,
  summary: `${summaries[outcome]} ${arn}${error === undefined ? '' : `. Received error: "${error}"`}`,
  data: JSON.stringify({
    actionState: outcome,
    stateUpdateTimestamp: stateChangedAt,
    notificationResource: arn,
    publishedMessage: published === undefined ? null : JSON.stringify(published),
    error: error ?? null,
  }),
});
