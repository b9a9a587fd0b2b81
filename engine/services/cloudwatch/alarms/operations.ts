import type {
  DeleteAlarmsInput,
  DescribeAlarmHistoryInput,
  DescribeAlarmHistoryOutput,
  DisableAlarmActionsInput,
  EnableAlarmActionsInput,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch';
import { configurationChangeEvent } from '../../../../core/alarm/index.ts';
import { AwsError } from '../../../errors.ts';
import type { Call, Operation } from '../../../service.ts';
import { alarmNotFound, validation } from '../errors.ts';
import { type CloudWatchState, homeOf } from '../state.ts';
import type { Composites } from './composites.ts';
import { configurationUpdate } from './history-items.ts';
import { type AlarmRecord, descriptionOf } from './record.ts';
import type { Transitions } from './transition.ts';

/** What is done to alarms that are there: set by hand, silenced, deleted, looked back at. */
export function alarmOperations(state: CloudWatchState, transitions: Transitions, composites: Composites) {
  const { store } = state.parts;

  const setAlarmState: Operation<SetAlarmStateInput, void> = (call) => {
    const { AlarmName = '', StateValue, StateReason = '', StateReasonData } = call.input;
    const alarm = state.alarms.get(state.scope(call), AlarmName);
    if (StateReasonData !== undefined) checkJson(StateReasonData);
    if (alarm === undefined) throw alarmNotFound();
    const scope = state.scope(call);
    const next = {
      state: StateValue as AlarmRecord['state']['state'],
      reason: StateReason,
      reasonData: StateReasonData,
    };
    store.write(() => {
      transitions.enter(scope, alarm, { ...next, at: state.now() }, { act: true });
      state.alarmTouched.tell({ scope, name: AlarmName });
    });
  };

  const switchActions = (call: Call<EnableAlarmActionsInput | DisableAlarmActionsInput>, actionsEnabled: boolean) => {
    const scope = state.scope(call);
    store.write(() => {
      for (const name of call.input.AlarmNames ?? []) {
        const alarm = state.alarms.get(scope, name);
        if (alarm === undefined || alarm.actionsEnabled === actionsEnabled) continue;
        const at = state.now();
        const changed = { ...alarm, actionsEnabled, configuredAt: at };
        state.alarms.put(scope, name, changed);
        state.history.add(scope, configurationUpdate('Update', changed, at, alarm));
        const [now, before] = [descriptionOf(changed), descriptionOf(alarm)];
        state.event.tell(configurationChangeEvent(homeOf(scope), 'update', now, alarm.state, at, before));
      }
    });
  };

  const deleteAlarms: Operation<DeleteAlarmsInput, void> = (call) => {
    const scope = state.scope(call);
    const names = call.input.AlarmNames ?? [];
    const found = names.flatMap((name) => state.alarms.get(scope, name) ?? []);
    if (names.length > 100) throw validation('You can delete up to 100 alarms in one operation.');
    if (found.filter(({ kind }) => kind === 'composite').length > 1) {
      throw validation('You can delete only one composite alarm in one operation.');
    }
    checkDependants(found, (name) => composites.parentsOf(scope, name));
    store.write(() => {
      for (const alarm of found) remove(state, scope, alarm);
    });
  };

  const describeAlarmHistory: Operation<DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput> = (call) => {
    const { input } = call;
    const limit = input.MaxRecords ?? 100;
    const rows = state.history.list(state.scope(call), state.now(), {
      alarm: input.AlarmName,
      alarmTypes: input.AlarmTypes?.length ? input.AlarmTypes : ['MetricAlarm'],
      type: input.HistoryItemType,
      from: input.StartDate?.getTime() ?? 0,
      to: input.EndDate?.getTime() ?? state.now(),
      newestFirst: input.ScanBy !== 'TimestampAscending',
      after: readToken(input.NextToken),
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      AlarmHistoryItems: page.map((item) => ({
        AlarmName: item.alarm,
        AlarmType: item.alarmType,
        Timestamp: new Date(item.at),
        HistoryItemType: item.type,
        HistorySummary: item.summary,
        HistoryData: item.data,
      })),
      NextToken: rows.length > limit && last ? writeToken(last) : undefined,
    };
  };

  return {
    SetAlarmState: setAlarmState,
    EnableAlarmActions: ((call) => switchActions(call, true)) as Operation<EnableAlarmActionsInput, void>,
    DisableAlarmActions: ((call) => switchActions(call, false)) as Operation<DisableAlarmActionsInput, void>,
    DeleteAlarms: deleteAlarms,
    DescribeAlarmHistory: describeAlarmHistory,
  };
}

/** No alarm goes that a rule names, unless that rule goes with it; the text is AWS's. */
function checkDependants(going: readonly AlarmRecord[], parentsOf: (name: string) => readonly AlarmRecord[]): void {
  const names = new Set(going.map(({ name }) => name));
  const needed = [...names].filter((name) => parentsOf(name).some((parent) => !names.has(parent.name)));
  if (needed.length === 0) return;
  const on = needed.length === 1 ? 'it' : 'them';
  throw validation(`Cannot delete ${needed.join(',')} as there are composite alarm(s) depending on ${on}.`);
}

function remove(state: CloudWatchState, scope: string, alarm: AlarmRecord): void {
  const at = state.now();
  state.alarms.delete(scope, alarm.name);
  state.history.add(scope, configurationUpdate('Delete', alarm, at));
  state.event.tell(configurationChangeEvent(homeOf(scope), 'delete', descriptionOf(alarm), alarm.state, at));
  state.alarmTouched.tell({ scope, name: alarm.name });
}

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new AwsError('InvalidFormatFault', 'StateReasonData is not valid JSON.');
  }
}

const writeToken = ({ at, id }: { at: number; id: number }) => Buffer.from(`${at} ${id}`).toString('base64url');

function readToken(token: string | undefined): { at: number; id: number } | undefined {
  if (token === undefined) return undefined;
  const [at, id] = Buffer.from(token, 'base64url').toString().split(' ').map(Number);
  if (at === undefined || id === undefined || Number.isNaN(at + id)) {
    throw new AwsError('InvalidNextToken', 'The next token specified is invalid.');
  }
  return { at, id };
}
