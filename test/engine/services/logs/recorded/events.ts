import { FilterLogEventsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DAY, GROUP, group, put, refused, type Scenario, STREAM, type Stage, stream } from './stage.ts';

const getEvents = ({ logs }: Stage, more: object = {}) =>
  logs.send(new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: STREAM, ...more }));
const filterEvents = ({ logs }: Stage, more: object) =>
  logs.send(new FilterLogEventsCommand({ logGroupName: GROUP, ...more }));

export const events: Record<string, Scenario> = {
  test_put_log_events_to_invalid_stream: async (stage) => {
    await group(stage);
    return { 'error-invalid-stream': await refused(put(stage, [0], 'invalid-stream')) };
  },
  test_put_log_events_wrong_order: async (stage) => {
    await stream(stage);
    return { 'error-wrong-order': await refused(put(stage, [0, 2 * DAY])) };
  },
  test_put_log_events_too_old: async (stage) => {
    await stream(stage);
    return { 'response-too-old': await put(stage, [30 * DAY]) };
  },
  test_put_log_events_too_new: async (stage) => {
    await stream(stage);
    return { 'response-too-new': await put(stage, [-DAY]) };
  },
  test_get_log_events_invalid_token: async (stage) => {
    await stream(stage);
    return { 'error-invalid-token': await refused(getEvents(stage, { nextToken: 'invalid-token' })) };
  },
  test_get_log_events_limit_validation: async (stage) => {
    await stream(stage);
    return { 'error-limit-exceeded': await refused(getEvents(stage, { limit: 10_001 })) };
  },
  test_resource_does_not_exist: async (stage) => {
    const withoutGroup = await refused(getEvents(stage));
    await group(stage);
    return {
      'error-log-group-does-not-exist': withoutGroup,
      'error-log-stream-does-not-exist': await refused(getEvents(stage)),
    };
  },
  test_filter_log_events_limit_validation: async (stage) => {
    await stream(stage);
    return { 'error-limit-exceeded': await refused(filterEvents(stage, { limit: 10_001 })) };
  },
  test_filter_log_events_unknown_token: async (stage) => {
    await stream(stage);
    return { 'invalid-token': await refused(filterEvents(stage, { nextToken: 'wrong-group@stream@1' })) };
  },
};
