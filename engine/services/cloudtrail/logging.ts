import type {
  GetTrailStatusRequest,
  GetTrailStatusResponse,
  StartLoggingRequest,
  StopLoggingRequest,
} from '@aws-sdk/client-cloudtrail';
import { partitionOf } from '../../arn.ts';
import type { Call, Operation } from '../../service.ts';
import type { Trail } from './model.ts';
import { type CloudTrailState, noTrail } from './state.ts';
import { checkTrailName } from './trail-name.ts';

export function logging(state: CloudTrailState) {
  const { clock } = state.parts;

  const startLogging: Operation<StartLoggingRequest, object> = (call) => {
    const trail = state.trailAtHome(call, call.input.Name);
    state.put({ ...trail, logging: true, startedAt: clock.now() });
    return {};
  };

  const stopLogging: Operation<StopLoggingRequest, object> = (call) => {
    const trail = state.trailAtHome(call, call.input.Name);
    state.put({ ...trail, logging: false, stoppedAt: clock.now() });
    return {};
  };

  const getTrailStatus: Operation<GetTrailStatusRequest, GetTrailStatusResponse> = (call) => {
    const { logging, startedAt, stoppedAt, arn, logGroupArn } = named(call);
    const delivered = state.delivered.get(arn);
    const date = (time: number | undefined) => (time === undefined ? undefined : new Date(time));
    const text = (time: number | undefined) =>
      time === undefined ? '' : `${new Date(time).toISOString().slice(0, 19)}Z`;
    return {
      IsLogging: logging,
      StartLoggingTime: date(startedAt),
      StopLoggingTime: date(stoppedAt),
      LatestDeliveryTime: date(delivered),
      LatestCloudWatchLogsDeliveryTime: logGroupArn === undefined ? undefined : date(delivered),
      LatestDeliveryError: state.fileFailures.get(arn),
      LatestCloudWatchLogsDeliveryError: state.logFailures.get(arn),
      LatestDeliveryAttemptTime: text(delivered),
      LatestDeliveryAttemptSucceeded: text(delivered),
      LatestNotificationAttemptTime: '',
      LatestNotificationAttemptSucceeded: '',
      TimeLoggingStarted: text(startedAt),
      TimeLoggingStopped: text(stoppedAt),
    };
  };

  /** A trail whose status is asked for is missed by its ARN, though it was named by its name. */
  function named(call: Call<GetTrailStatusRequest>): Trail {
    const { account, region } = call;
    const { Name: name = '' } = call.input;
    if (name.startsWith('arn:')) return state.trail(call, name);
    checkTrailName(name);
    const found = state.find(call, name);
    if (!found) throw noTrail(`arn:${partitionOf(region)}:cloudtrail:${region}:${account}:trail/${name}`, account);
    return found;
  }

  return { StartLogging: startLogging, StopLogging: stopLogging, GetTrailStatus: getTrailStatus };
}
