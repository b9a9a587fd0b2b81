import { createHash } from 'node:crypto';
import type { PutCompositeAlarmInput, PutMetricAlarmInput, Tag } from '@aws-sdk/client-cloudwatch';
import {
  AlarmRuleError,
  alarmsOf,
  configurationChangeEvent,
  parseAlarmRule,
  type StateRecord,
  unsuppressed,
} from '../../../../core/alarm/index.ts';
import { partitionOf } from '../../../arn.ts';
import type { Call, Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import { type CloudWatchState, homeOf } from '../state.ts';
import { checkMetricAlarm } from './check.ts';
import { type Composites, nameIn } from './composites.ts';
import { configurationUpdate } from './history-items.ts';
import { type AlarmRecord, type CompositeAlarmRecord, descriptionOf, type MetricAlarmRecord } from './record.ts';

/** PutMetricAlarm and PutCompositeAlarm. An alarm changed keeps its state and its tags. */
export function alarmPuts(state: CloudWatchState, composites: Composites) {
  const putMetricAlarm: Operation<PutMetricAlarmInput, void> = (call) => {
    const { Tags, ...input } = call.input;
    checkMetricAlarm(call.input);
    const before = existing(state, call, 'metric');
    const base = baseOf(state, call, before, input.ActionsEnabled, Tags);
    const alarm: MetricAlarmRecord = {
      ...base,
      kind: 'metric',
      input,
      metricId: metricId(base.arn, base.configuredAt),
    };
    state.parts.store.write(() => {
      save(state, state.scope(call), alarm, before);
      state.alarmTouched.tell({ scope: state.scope(call), name: alarm.name });
    });
  };

  const putCompositeAlarm: Operation<PutCompositeAlarmInput, void> = (call) => {
    const { Tags, ...input } = call.input;
    checkRule(state, call);
    checkActions(input);
    const before = existing(state, call, 'composite');
    const base = baseOf(state, call, before, input.ActionsEnabled, Tags);
    const kept = before?.kind === 'composite' && before.input.ActionsSuppressor === input.ActionsSuppressor;
    const suppression = kept ? before.suppression : unsuppressed;
    const alarm: CompositeAlarmRecord = { ...base, kind: 'composite', input, suppression };
    state.parts.store.write(() => {
      save(state, state.scope(call), alarm, before);
      composites.evaluateAnew(state.scope(call), alarm, before === undefined ? 'created' : 'updated');
    });
  };

  return { PutMetricAlarm: putMetricAlarm, PutCompositeAlarm: putCompositeAlarm };
}

type Put = Call<PutMetricAlarmInput> | Call<PutCompositeAlarmInput>;

/** Both kinds share one space of names. */
function existing(state: CloudWatchState, call: Put, kind: AlarmRecord['kind']): AlarmRecord | undefined {
  const found = state.alarms.get(state.scope(call), call.input.AlarmName ?? '');
  if (found === undefined || found.kind === kind) return found;
  throw validation(`An alarm of another type with the name ${found.name} exists already.`);
}

function baseOf(
  state: CloudWatchState,
  call: Put,
  before: AlarmRecord | undefined,
  actionsEnabled: boolean | undefined,
  tags: readonly Tag[] | undefined,
) {
  const now = state.now();
  const name = call.input.AlarmName ?? '';
  const created: StateRecord = { state: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation', at: now };
  return {
    name,
    arn: arnOf(call),
    createdAt: before?.createdAt ?? now,
    configuredAt: now,
    actionsEnabled: actionsEnabled ?? true,
    state: before?.state ?? created,
    transitionedAt: before?.transitionedAt ?? now,
    tags: before?.tags ?? Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  };
}

const arnOf = ({ region, account, input }: Put): string =>
  `arn:${partitionOf(region)}:cloudwatch:${region}:${account}:alarm:${input.AlarmName}`;

/** AWS names the one metric of an alarm by an id of its own that changes with the configuration. */
function metricId(arn: string, at: number): string {
  const hex = createHash('sha256').update(`${arn} ${at}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function save(state: CloudWatchState, scope: string, alarm: AlarmRecord, before: AlarmRecord | undefined): void {
  const operation = before === undefined ? 'create' : 'update';
  const type = before === undefined ? 'Create' : 'Update';
  const previous = before && descriptionOf(before);
  const at = alarm.configuredAt;
  state.alarms.put(scope, alarm.name, alarm);
  state.history.add(scope, configurationUpdate(type, alarm, at, before));
  state.event.tell(configurationChangeEvent(homeOf(scope), operation, descriptionOf(alarm), alarm.state, at, previous));
}

/** @throws AwsError when the rule cannot be read, or names an alarm that is not there */
function checkRule(state: CloudWatchState, call: Call<PutCompositeAlarmInput>): void {
  const text = call.input.AlarmRule ?? '';
  if (text.trim() !== text || text === '') {
    throw validation('AlarmRule must not contain leading or trailing whitespace or be null');
  }
  const scope = state.scope(call);
  const own = arnOf(call);
  const exists = (reference: string) => {
    if (reference === call.input.AlarmName || reference === own) return true;
    const alarm = state.alarms.get(scope, nameIn(reference));
    return alarm !== undefined && (!reference.startsWith('arn:') || alarm.arn === reference);
  };
  const missing = rulesAlarms(text).filter((reference) => !exists(reference));
  if (missing.length > 0) {
    throw validation(
      `Could not save the composite alarm as alarms [${missing.join(', ')}] in the alarm rule do not exist`,
    );
  }
  const { ActionsSuppressor: suppressor, ActionsSuppressorWaitPeriod, ActionsSuppressorExtensionPeriod } = call.input;
  const waits = [ActionsSuppressorWaitPeriod, ActionsSuppressorExtensionPeriod];
  if (waits.some((wait) => (wait === undefined) !== (suppressor === undefined))) {
    throw validation(
      'ActionsSuppressor, ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod must be given together or not at all',
    );
  }
  if (suppressor !== undefined && !exists(suppressor)) {
    throw validation(`Could not save the composite alarm as the actions suppressor ${suppressor} does not exist`);
  }
}

/** EC2 and Auto Scaling actions belong to metric alarms. @see AWS, PutCompositeAlarm, "AlarmActions" */
function checkActions({ AlarmActions, OKActions, InsufficientDataActions }: PutCompositeAlarmInput): void {
  for (const arn of [AlarmActions, OKActions, InsufficientDataActions].flatMap((arns) => arns ?? [])) {
    if (!arn.startsWith('arn:')) throw validation(`Invalid arn syntax: ${arn}`);
    if (/^arn:[^:]*:(?:automate|swf|autoscaling):/.test(arn)) {
      throw validation(`The action ${arn} is not supported by composite alarms.`);
    }
  }
}

function rulesAlarms(text: string): string[] {
  try {
    return alarmsOf(parseAlarmRule(text));
  } catch (error) {
    if (error instanceof AlarmRuleError) throw validation(`AlarmRule is not valid: ${error.message}`);
    throw error;
  }
}
