import type {
  ConfigExportDeliveryInfo,
  ConfigStreamDeliveryInfo,
  DeleteDeliveryChannelRequest,
  DeliveryStatus,
  DescribeDeliveryChannelStatusRequest,
  DescribeDeliveryChannelStatusResponse,
  DescribeDeliveryChannelsRequest,
  DescribeDeliveryChannelsResponse,
  PutDeliveryChannelRequest,
} from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import type { Call, Operation } from '../../service.ts';
import type { ChannelFiles } from './channel-files.ts';
import { writabilityKey } from './delivery-keys.ts';
import { refusals } from './errors.ts';
import type { Schedule } from './schedule.ts';
import type { Channel, ConfigState, DeliveryInfo } from './state.ts';

const DEFAULT_NAME = 'default';

/** The delivery channel, of which an account has one in each region. */
export function channels(state: ConfigState, files: ChannelFiles, schedule: Schedule) {
  const kept = state.channels;

  const putDeliveryChannel: Operation<PutDeliveryChannelRequest, void> = (call) => {
    const channel = call.input.DeliveryChannel!;
    const name = channel.name ?? DEFAULT_NAME;
    const scope = scopeOf(call);
    if (state.recorders.count(scope) === 0) throw refusals.noRecorder();
    if (!channel.s3BucketName) throw refusals.badBucket();
    if (channel.s3KeyPrefix === '') throw refusals.badPrefix();
    if (channel.snsTopicARN === '') throw refusals.badTopic();
    if (channel.s3KmsKeyArn === '') throw refusals.badKey();
    if (!kept.has(scope, name) && kept.count(scope) > 0) throw refusals.tooManyChannels(name);
    const put = { ...channel, name };
    state.parts.store.write(() => {
      kept.put(scope, name, put);
      files.touch(put, writabilityKey(put, scope));
      schedule.set(scope);
    });
  };

  const deleteDeliveryChannel: Operation<DeleteDeliveryChannelRequest, void> = (call) => {
    const { name } = find(call, call.input.DeliveryChannelName!);
    if (state.recorders.list(scopeOf(call)).some(({ recording }) => recording)) throw refusals.channelInUse(name);
    state.parts.store.write(() => {
      kept.delete(scopeOf(call), name);
      state.channelStatus.delete(scopeOf(call), name);
      schedule.set(scopeOf(call));
    });
  };

  const describeDeliveryChannels: Operation<DescribeDeliveryChannelsRequest, DescribeDeliveryChannelsResponse> = (
    call,
  ) => ({ DeliveryChannels: named(call, call.input.DeliveryChannelNames) });

  const describeDeliveryChannelStatus: Operation<
    DescribeDeliveryChannelStatusRequest,
    DescribeDeliveryChannelStatusResponse
  > = (call) => ({
    DeliveryChannelsStatus: named(call, call.input.DeliveryChannelNames).map(({ name, snsTopicARN }) => {
      const { snapshot, history, stream } = state.channelStatus.get(scopeOf(call), name) ?? {};
      const next = schedule.next(scopeOf(call));
      return {
        name,
        configSnapshotDeliveryInfo: exported(snapshot, next.snapshot),
        configHistoryDeliveryInfo: exported(history, next.history),
        configStreamDeliveryInfo: snsTopicARN ? streamed(stream) : { lastStatus: NOT_APPLICABLE },
      };
    }),
  });

  const named = (call: Call<unknown>, names: readonly string[] | undefined): Channel[] =>
    names?.length ? names.map((name) => find(call, name)) : kept.list(scopeOf(call));

  function find(call: Call<unknown>, name: string): Channel {
    const found = kept.get(scopeOf(call), name);
    if (!found) throw refusals.noSuchChannel(name);
    return found;
  }

  return {
    PutDeliveryChannel: putDeliveryChannel,
    DeleteDeliveryChannel: deleteDeliveryChannel,
    DescribeDeliveryChannels: describeDeliveryChannels,
    DescribeDeliveryChannelStatus: describeDeliveryChannelStatus,
  };
}

// AWS spells these in capitals, unlike its model.
const NOT_APPLICABLE = 'NOT_APPLICABLE' as DeliveryStatus;

/** Empty before the first delivery, as clients of AWS's expect. */
const exported = (info: DeliveryInfo | undefined, next: number | undefined): ConfigExportDeliveryInfo =>
  info
    ? {
        lastStatus: info.status as DeliveryStatus,
        lastErrorCode: info.errorCode,
        lastErrorMessage: info.errorMessage,
        lastAttemptTime: new Date(info.attemptedAt),
        lastSuccessfulTime: info.succeededAt === undefined ? undefined : new Date(info.succeededAt),
        nextDeliveryTime: next === undefined ? undefined : new Date(next),
      }
    : {};

const streamed = (info: DeliveryInfo | undefined): ConfigStreamDeliveryInfo =>
  info
    ? {
        lastStatus: info.status as DeliveryStatus,
        lastErrorCode: info.errorCode,
        lastErrorMessage: info.errorMessage,
        lastStatusChangeTime: new Date(info.attemptedAt),
      }
    : {};
