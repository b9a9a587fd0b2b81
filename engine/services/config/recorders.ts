import type {
  ConfigurationRecorder,
  ConfigurationRecorderStatus,
  DeleteConfigurationRecorderRequest,
  DescribeConfigurationRecorderStatusRequest,
  DescribeConfigurationRecorderStatusResponse,
  DescribeConfigurationRecordersRequest,
  DescribeConfigurationRecordersResponse,
  ListConfigurationRecordersRequest,
  ListConfigurationRecordersResponse,
  PutConfigurationRecorderRequest,
  RecorderStatus,
  RecordingGroup,
  StartConfigurationRecorderRequest,
  StopConfigurationRecorderRequest,
} from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import type { Call, Operation } from '../../service.ts';
import { refusals } from './errors.ts';
import type { ConfigState, Recorder } from './state.ts';

const DEFAULT_NAME = 'default';

/**
 * The recorder, of which an account has one in each region.
 * @param scheduled told when one was started, stopped or deleted
 */
export function recorders(state: ConfigState, scheduled: (scope: string) => void) {
  const kept = state.recorders;

  const putConfigurationRecorder: Operation<PutConfigurationRecorderRequest, void> = (call) => {
    const { name = DEFAULT_NAME, roleARN = '', recordingGroup, recordingMode } = call.input.ConfigurationRecorder!;
    const scope = scopeOf(call);
    const before = kept.get(scope, name);
    if (!before && kept.count(scope) > 0) throw refusals.tooManyRecorders(name);
    kept.put(scope, name, {
      recording: false,
      ...before,
      name,
      arn: `arn:aws:config:${call.region}:${call.account}:configuration-recorder/${name}`,
      roleArn: roleARN,
      group: completeGroup(recordingGroup),
      mode: recordingMode ?? { recordingFrequency: 'CONTINUOUS' },
    });
  };

  const deleteConfigurationRecorder: Operation<DeleteConfigurationRecorderRequest, void> = (call) => {
    kept.delete(scopeOf(call), find(call, call.input.ConfigurationRecorderName!).name);
    scheduled(scopeOf(call));
  };

  const startConfigurationRecorder: Operation<StartConfigurationRecorderRequest, void> = (call) => {
    const recorder = find(call, call.input.ConfigurationRecorderName!);
    if (state.channels.count(scopeOf(call)) === 0) throw refusals.noChannel();
    const now = state.parts.clock.now();
    const begun = recorder.recording ? {} : ({ startedAt: now, changedAt: now, status: 'PENDING' } as const);
    kept.put(scopeOf(call), recorder.name, { ...recorder, ...begun, recording: true });
    scheduled(scopeOf(call));
  };

  const stopConfigurationRecorder: Operation<StopConfigurationRecorderRequest, void> = (call) => {
    const recorder = find(call, call.input.ConfigurationRecorderName!);
    const now = state.parts.clock.now();
    kept.put(scopeOf(call), recorder.name, { ...recorder, recording: false, stoppedAt: now, changedAt: now });
    scheduled(scopeOf(call));
  };

  const describeConfigurationRecorders: Operation<
    DescribeConfigurationRecordersRequest,
    DescribeConfigurationRecordersResponse
  > = (call) => ({ ConfigurationRecorders: named(call, call.input.ConfigurationRecorderNames).map(described) });

  const describeConfigurationRecorderStatus: Operation<
    DescribeConfigurationRecorderStatusRequest,
    DescribeConfigurationRecorderStatusResponse
  > = (call) => ({ ConfigurationRecordersStatus: named(call, call.input.ConfigurationRecorderNames).map(statusOf) });

  const listConfigurationRecorders: Operation<ListConfigurationRecordersRequest, ListConfigurationRecordersResponse> = (
    call,
  ) => ({
    ConfigurationRecorderSummaries: kept
      .list(scopeOf(call))
      .map(({ name, arn }) => ({ name, arn, recordingScope: 'PAID' as const })),
  });

  const named = (call: Call<unknown>, names: readonly string[] | undefined): Recorder[] =>
    names?.length ? names.map((name) => find(call, name)) : kept.list(scopeOf(call));

  function find(call: Call<unknown>, name: string): Recorder {
    const found = kept.get(scopeOf(call), name);
    if (!found) throw refusals.noSuchRecorder(name);
    return found;
  }

  return {
    PutConfigurationRecorder: putConfigurationRecorder,
    DeleteConfigurationRecorder: deleteConfigurationRecorder,
    StartConfigurationRecorder: startConfigurationRecorder,
    StopConfigurationRecorder: stopConfigurationRecorder,
    DescribeConfigurationRecorders: describeConfigurationRecorders,
    ListConfigurationRecorders: listConfigurationRecorders,
    DescribeConfigurationRecorderStatus: describeConfigurationRecorderStatus,
  };
}

/**
 * The recording group with AWS's defaults; everything, global types aside, without one. It is all types, chosen ones, or all but some; the
 * last only where its strategy says so.
 * @throws AwsError InvalidRecordingGroupException for any mixture
 */
function completeGroup(given: RecordingGroup = { allSupported: true }): RecordingGroup {
  const types = given.resourceTypes ?? [];
  const excluded = given.exclusionByResourceTypes?.resourceTypes ?? [];
  const useOnly = given.allSupported
    ? 'ALL_SUPPORTED_RESOURCE_TYPES'
    : types.length > 0
      ? 'INCLUSION_BY_RESOURCE_TYPES'
      : 'EXCLUSION_BY_RESOURCE_TYPES';
  const chosen = [given.allSupported === true, types.length > 0, excluded.length > 0].filter(Boolean).length;
  const strategy = given.recordingStrategy?.useOnly ?? (excluded.length > 0 ? undefined : useOnly);
  if (chosen !== 1 || strategy !== useOnly || (given.includeGlobalResourceTypes && !given.allSupported)) {
    throw refusals.badRecordingGroup();
  }
  return {
    allSupported: given.allSupported ?? false,
    includeGlobalResourceTypes: given.includeGlobalResourceTypes ?? false,
    resourceTypes: types,
    exclusionByResourceTypes: { resourceTypes: excluded },
    recordingStrategy: { useOnly },
  };
}

const described = ({ name, arn, roleArn, group, mode }: Recorder): ConfigurationRecorder => ({
  name,
  arn,
  roleARN: roleArn,
  recordingGroup: group,
  recordingMode: mode,
  recordingScope: 'PAID',
});

const statusOf = (recorder: Recorder): ConfigurationRecorderStatus => ({
  name: recorder.name,
  arn: recorder.arn,
  recording: recorder.recording,
  lastStartTime: dateOf(recorder.startedAt),
  lastStopTime: dateOf(recorder.stoppedAt),
  // AWS spells it in capitals, unlike its model.
  lastStatus: recorder.startedAt === undefined ? undefined : ((recorder.status ?? 'SUCCESS') as RecorderStatus),
  lastStatusChangeTime: dateOf(recorder.changedAt),
});

const dateOf = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms));
