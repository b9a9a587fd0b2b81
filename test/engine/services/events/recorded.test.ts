import {
  CreateArchiveCommand,
  CreateConnectionCommand,
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeApiDestinationCommand,
  DescribeArchiveCommand,
  DescribeConnectionCommand,
  DescribeEventBusCommand,
  DescribeReplayCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTagsForResourceCommand,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemovePermissionCommand,
  StartReplayCommand,
  TestEventPatternCommand,
  UpdateArchiveCommand,
} from '@aws-sdk/client-eventbridge';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../../../engine/index.ts';
import { clientOptions } from '../../../support/engine.ts';
import { recordings, refusal } from '../../../support/recorded.ts';
import { sharedData } from '../../../support/shared.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:queue';
const busArn = (name: string) => `arn:aws:events:us-east-1:123456789012:event-bus/${name}`;

describe.skipIf(!sharedData)("EventBridge's answers, as recorded from AWS", () => {
  let engine: Engine;
  let events: EventBridgeClient;

  beforeAll(async () => {
    engine = await startEngine({ log: { warn: () => {}, error: () => {} } });
    events = new EventBridgeClient(clientOptions(engine));
    return () => engine.close();
  });

  /** @param names what the recording's placeholders stand for */
  const same = async (
    file: string,
    test: string,
    name: string,
    call: Promise<unknown>,
    names: Record<string, string> = {},
  ) => {
    const { Code, Message } = recordings(`events/${file}`).error(test, name);
    const expected = Message.replace(/<[a-z_-]+>/g, (placeholder) => names[placeholder] ?? placeholder);
    expect({ test, name, ...(await refusal(call)) }).toEqual({ test, name, Code, Message: expected });
  };

  it('to events that lack something', async () => {
    const recorded = recordings('events/test_events');
    const whole = { Source: 's', DetailType: 't', Detail: '{}' };
    const put = async (entry: object) => {
      const { $metadata: _metadata, ...answer } = await events.send(new PutEventsCommand({ Entries: [entry] }));
      return answer;
    };

    expect(await put({ ...whole, Source: undefined })).toEqual(
      recorded.answer('test_put_events_without_source', 'put-events'),
    );
    expect(await put({ ...whole, Detail: undefined })).toEqual(
      recorded.answer('test_put_event_without_detail', 'put-events'),
    );
    expect(await put({ ...whole, DetailType: undefined })).toEqual(
      recorded.answer('test_put_event_without_detail_type', 'put-events'),
    );
    for (const [kind, Detail] of Object.entries({
      STRING: 'text',
      ARRAY: '["a"]',
      MALFORMED_JSON: '{"a": }',
      SERIALIZED_STRING: '"text"',
    })) {
      expect(await put({ ...whole, Detail })).toEqual(
        recorded.answer(`test_put_event_malformed_detail[${kind}]`, 'put-events'),
      );
    }
    const Detail = JSON.stringify({ payload: 'p'.repeat(256 * 1024) });
    await same(
      'test_events',
      'test_put_event_with_too_big_detail',
      'put-events-too-big-detail-error',
      put({ ...whole, Detail }),
    );
  });

  it('about buses', async () => {
    await events.send(new CreateEventBusCommand({ Name: 'own' }));
    const of = (test: string, name: string, call: Promise<unknown>, bus = 'own') =>
      same('test_events', test, name, call, { '<bus-name>': bus, '<custom-event-bus>': bus });

    await of(
      'test_create_multiple_event_buses_same_name',
      'create-multiple-event-buses-same-name',
      events.send(new CreateEventBusCommand({ Name: 'own' })),
    );
    await of(
      'test_describe_delete_not_existing_event_bus',
      'describe-not-existing-event-bus-error',
      events.send(new DescribeEventBusCommand({ Name: 'none' })),
      'none',
    );
    await of(
      'test_delete_default_event_bus',
      'delete-default-event-bus-error',
      events.send(new DeleteEventBusCommand({ Name: 'default' })),
    );
    await of(
      'test_put_permission_non_existing_event_bus',
      'remove-permission-non-existing-sid-error',
      events.send(
        new PutPermissionCommand({
          EventBusName: 'none',
          Action: 'events:PutEvents',
          Principal: '123456789012',
          StatementId: 's',
        }),
      ),
      'none',
    );
    await of(
      'test_remove_permission_non_existing_sid[False-custom]',
      'remove-permission-non-existing-sid-error',
      events.send(new RemovePermissionCommand({ EventBusName: 'own', StatementId: 'none' })),
    );
  });

  it('about rules and targets', async () => {
    const of = (test: string, name: string, call: Promise<unknown>) =>
      same('test_events', test, name, call, { '<rule-name>': 'rule', '<target-id>': 'id' });
    const describeRule = new DescribeRuleCommand({ Name: 'rule' });
    await of('test_describe_nonexistent_rule', 'describe-not-existing-rule-error', events.send(describeRule));
    await events.send(new PutRuleCommand({ Name: 'rule', EventPattern: '{"source":["s"]}' }));
    await events.send(new PutTargetsCommand({ Rule: 'rule', Targets: [{ Id: 'id', Arn: QUEUE }] }));
    const putTargets = (Targets: object[]) =>
      events.send(
        new PutTargetsCommand({ Rule: 'rule', Targets: Targets.map((each) => ({ Id: 'id', Arn: QUEUE, ...each })) }),
      );

    await of(
      'test_delete_rule_with_targets',
      'delete-rule-with-targets-error',
      events.send(new DeleteRuleCommand({ Name: 'rule' })),
    );
    await of(
      'test_add_exceed_fife_targets_per_rule',
      'put-targets-client-error',
      putTargets(Array.from({ length: 7 }, (_, i) => ({ Id: String(i) }))),
    );
    await of('test_put_target_id_validation', 'put-targets-invalid-id-error', putTargets([{ Id: '!@#$@!#$' }]));
    const inputs = (test: string, name: string, call: Promise<unknown>) =>
      same('test_events_inputs', test, name, call, { '<target-id>': 'id' });
    await inputs(
      'test_put_events_with_input_transformer_missing_keys',
      'missing-key-exception-error',
      putTargets([{ InputTransformer: { InputPathsMap: {}, InputTemplate: '"<notdefinedkey>"' } }]),
    );
    await inputs(
      'test_put_event_input_path_and_input_transformer',
      'duplicated-input-operations-error',
      putTargets([{ InputPath: '$.detail', InputTransformer: { InputTemplate: '"x"' } }]),
    );
  });

  it('about schedules', async () => {
    await events.send(new CreateEventBusCommand({ Name: 'scheduled' }));
    const put = (ScheduleExpression: string, EventBusName?: string) =>
      events.send(new PutRuleCommand({ Name: 'schedule', ScheduleExpression, EventBusName }));
    const of = (test: string, name: string, call: Promise<unknown>) => same('test_events_schedule', test, name, call);

    await of(
      'tests_put_rule_with_schedule_custom_event_bus',
      'put-rule-with-custom-event-bus-error',
      put('rate(1 minute)', 'scheduled'),
    );
    for (const cron of [
      'cron(INVALID)',
      'cron(0 dummy ? * MON-FRI *)',
      'cron(7 20 * * NOT *)',
      'cron(71 8 1 * ? *)',
      'cron(0 1 * * * *)',
    ]) {
      await of(`tests_put_rule_with_invalid_schedule_cron[${cron}]`, 'invalid-put-rule', put(cron));
    }
  });

  it('about patterns', async () => {
    const test = (EventPattern: string, Event: string) =>
      events.send(new TestEventPatternCommand({ EventPattern, Event }));
    for (const pattern of ['this is valid json but not a dict', "{'bad': 'quotation'}", '{"not": closed mark"']) {
      await same(
        'test_events_patterns',
        `test_invalid_json_event_pattern[${pattern}]`,
        'invalid-pattern',
        test(pattern, '{}'),
      );
    }
    await same(
      'test_events_patterns',
      'test_plain_string_payload',
      'plain-string-payload-exc',
      test('{"a":["b"]}', 'plain string'),
    );
  });

  it('about tags', async () => {
    const list = (ResourceARN: string) => events.send(new ListTagsForResourceCommand({ ResourceARN }));
    const of = (test: string, name: string, call: Promise<unknown>) =>
      same('test_events_tags', test, name, call, { '<not-existing-resource-name>': 'none' });

    await of(
      'tests_tag_list_untag_not_existing_resource[not_existing_rule]',
      'list_tags_for_not_existing_resource_error',
      list('arn:aws:events:us-east-1:123456789012:rule/none'),
    );
    await of(
      'tests_tag_list_untag_not_existing_resource[not_existing_event_bus]',
      'list_tags_for_not_existing_resource_error',
      list(busArn('none')),
    );
  });

  it('about archives and replays', async () => {
    const archive = (ArchiveName: string, EventSourceArn = busArn('default')) =>
      events.send(new CreateArchiveCommand({ ArchiveName, EventSourceArn }));
    const { ArchiveArn } = await archive('archive');
    await events.send(new CreateEventBusCommand({ Name: 'another' }));
    const replay = (more: object) =>
      events.send(
        new StartReplayCommand({
          ReplayName: 'replay',
          EventSourceArn: ArchiveArn,
          EventStartTime: new Date(0),
          EventEndTime: new Date(1000),
          Destination: { Arn: busArn('default') },
          ...more,
        }),
      );
    const names = {
      '<event-bus-name>': 'none',
      '<archive-name>': 'archive',
      '<replay-name>': 'replay',
    };
    const of = (test: string, name: string, call: Promise<unknown>, more: Record<string, string> = {}) =>
      same('test_archive_and_replay', test, name, call, { ...names, ...more });

    await of(
      'test_create_archive_error_unknown_event_bus',
      'create-archive-unknown-event-bus-error',
      archive('x', busArn('none')),
    );
    await of('test_create_archive_error_duplicate[default]', 'create-archive-duplicate-error', archive('archive'));
    await of(
      'test_describe_archive_error_unknown_archive',
      'describe-archive-unknown-archive-error',
      events.send(new DescribeArchiveCommand({ ArchiveName: 'none' })),
      { '<archive-name>': 'none' },
    );
    await of(
      'test_update_archive_error_unknown_archive',
      'update-archive-unknown-archive-error',
      events.send(new UpdateArchiveCommand({ ArchiveName: 'none' })),
    );
    const test = 'test_start_replay_error_unknown_event_bus';
    await of(test, 'start-replay-unknown-event-bus-error', replay({ Destination: { Arn: busArn('none') } }));
    await of(test, 'start-replay-wrong-event-bus-error', replay({ Destination: { Arn: busArn('another') } }));
    await of(
      'test_start_replay_error_unknown_archive',
      'start-replay-unknown-archive-error',
      replay({ EventSourceArn: 'arn:aws:events:us-east-1:123456789012:archive/none' }),
      { '<archive-name>': 'none' },
    );
    await of(
      'test_start_replay_error_invalid_end_time[0]',
      'start-replay-invalid-end-time-error',
      replay({ EventEndTime: new Date(0) }),
    );
    await replay({});
    await of('test_start_replay_error_duplicate_name_same_archive', 'start-replay-duplicate-error', replay({}));
    await of(
      'test_describe_replay_error_unknown_replay',
      'describe-replay-unknown-replay-error',
      events.send(new DescribeReplayCommand({ ReplayName: 'none' })),
      { '<replay-name>': 'none' },
    );
  });

  it('about connections and API destinations', async () => {
    const recorded = recordings('events/test_api_destinations_and_connection');
    const { ConnectionState } = await events.send(
      new CreateConnectionCommand({
        Name: 'connection',
        AuthorizationType: 'BASIC',
        AuthParameters: { BasicAuthParameters: { Username: 'user', Password: 'pass' } },
      }),
    );
    const described = await events.send(new DescribeConnectionCommand({ Name: 'connection' }));
    const expected = recorded.answer('test_create_connection_with_auth[auth_params0]', 'describe-connection-auth');

    expect(ConnectionState).toBe('AUTHORIZED');
    expect(described.AuthParameters).toEqual((expected as typeof described).AuthParameters);
    expect(Object.keys(expected as object).sort()).toEqual(
      Object.entries(described)
        .filter(([name, value]) => value !== undefined && name !== '$metadata')
        .map(([name]) => name)
        .sort(),
    );
    await same(
      'test_api_destinations_and_connection',
      'test_delete_connection',
      'describe-deleted-connection',
      events.send(new DescribeConnectionCommand({ Name: 'none' })),
      { '<connection-name>': 'none' },
    );
    await same(
      'test_api_destinations_and_connection',
      'test_api_destinations[auth0]',
      'describe-api-destination-not-found-error',
      events.send(new DescribeApiDestinationCommand({ Name: 'none' })),
      { '<destination-name>': 'none' },
    );
  });
});
