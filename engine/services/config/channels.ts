import type {
  DeleteDeliveryChannelRequest,
  DescribeDeliveryChannelStatusRequest,
  DescribeDeliveryChannelStatusResponse,
  DescribeDeliveryChannelsRequest,
  DescribeDeliveryChannelsResponse,
  PutDeliveryChannelRequest,
} from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import type { Call, Operation } from '../../service.ts';
import { refusals } from './errors.ts';
import type { Channel, ConfigState } from './state.ts';

const DEFAULT_NAME = 'default';

/** The delivery channel, of which an account has one in each region. */
export function channels(state: ConfigState) {
  const kept = state.channels;

  const putDeliveryChannel: Operation<PutDeliveryChannelRequest, void> = (call) => {
    const channel = call.input.DeliveryChannel!;
    const name = channel.name ?? DEFAULT_NAME;
    const scope = scopeOf(call);
    if (state.recorders.count(scope) === 0) throw refusals.noRecorder();
    if (!channel.s3BucketName) throw refusals.badBucket();
    if (!kept.has(scope, name) && kept.count(scope) > 0) throw refusals.tooManyChannels(name);
    kept.put(scope, name, { ...channel, name });
  };

  const deleteDeliveryChannel: Operation<DeleteDeliveryChannelRequest, void> = (call) => {
    const { name } = find(call, call.input.DeliveryChannelName!);
    if (state.recorders.list(scopeOf(call)).some(({ recording }) => recording)) throw refusals.channelInUse(name);
    kept.delete(scopeOf(call), name);
  };

  const describeDeliveryChannels: Operation<DescribeDeliveryChannelsRequest, DescribeDeliveryChannelsResponse> = (
    call,
  ) => ({ DeliveryChannels: named(call, call.input.DeliveryChannelNames) });

  const describeDeliveryChannelStatus: Operation<
    DescribeDeliveryChannelStatusRequest,
    DescribeDeliveryChannelStatusResponse
  > = (call) => ({
    DeliveryChannelsStatus: named(call, call.input.DeliveryChannelNames).map(({ name }) => ({ name })),
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
