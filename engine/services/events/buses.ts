import type {
  CreateEventBusRequest,
  CreateEventBusResponse,
  DeleteEventBusRequest,
  DescribeEventBusRequest,
  DescribeEventBusResponse,
  EventBus,
  ListEventBusesRequest,
  ListEventBusesResponse,
  UpdateEventBusRequest,
  UpdateEventBusResponse,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { type Bus, type BusRef, busArn, busRef, DEFAULT_BUS, ruleScope } from './model.ts';
import type { EventsState } from './state.ts';
import { invalid } from './state.ts';
import { tagsOf } from './tags.ts';
import { checkDeadLetterQueue } from './target-checks.ts';

export function buses(state: EventsState) {
  const { store, clock } = state.parts;

  const createEventBus: Operation<CreateEventBusRequest, CreateEventBusResponse> = (call) => {
    const { Name: name = '', Description: description, Tags: tags, KmsKeyIdentifier: kmsKeyId } = call.input;
    const ref: BusRef = { account: call.account, region: call.region, name };
    if (name.startsWith('aws.partner/')) {
      throw new AwsError('ResourceNotFoundException', `Event source ${name} does not exist.`);
    }
    if (name.includes('/')) throw invalid("Event bus name must not contain '/'.");
    if (state.bus(ref)) throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    const deadLetterArn = call.input.DeadLetterConfig?.Arn;
    checkDeadLetterQueue(ref, deadLetterArn);
    const now = clock.now();
    state.putBus(ref, {
      name,
      description,
      kmsKeyId,
      deadLetterArn,
      statements: [],
      tags: tagsOf(tags),
      createdAt: now,
      modifiedAt: now,
    });
    return {
      EventBusArn: busArn(ref),
      Description: description,
      KmsKeyIdentifier: kmsKeyId,
      DeadLetterConfig: call.input.DeadLetterConfig,
    };
  };

  const updateEventBus: Operation<UpdateEventBusRequest, UpdateEventBusResponse> = (call) => {
    const { Name: name, Description: description, KmsKeyIdentifier: kmsKeyId, DeadLetterConfig: dead } = call.input;
    const ref = busRef(call, name);
    const bus = state.existingBus(ref);
    checkDeadLetterQueue(ref, dead?.Arn);
    const changed: Bus = {
      ...bus,
      description: description ?? bus.description,
      kmsKeyId: kmsKeyId ?? bus.kmsKeyId,
      deadLetterArn: dead?.Arn ?? bus.deadLetterArn,
      modifiedAt: clock.now(),
    };
    state.putBus(ref, changed);
    return { Arn: busArn(ref), Name: ref.name, ...optional(changed) };
  };

  const describeEventBus: Operation<DescribeEventBusRequest, DescribeEventBusResponse> = (call) => {
    const ref = busRef(call, call.input.Name);
    return { ...shown(ref, state.existingBus(ref)), ...optional(state.existingBus(ref)) };
  };

  const deleteEventBus: Operation<DeleteEventBusRequest, void> = (call) => {
    const ref = busRef(call, call.input.Name);
    if (ref.name === DEFAULT_BUS) throw invalid('Cannot delete event bus default.');
    state.existingBus(ref);
    store.write(() => {
      for (const { name } of state.rules.list(ruleScope(ref))) state.rules.delete(ruleScope(ref), name);
      state.deleteBus(ref);
    });
  };

  const listEventBuses: Operation<ListEventBusesRequest, ListEventBusesResponse> = (call) => {
    const { NamePrefix: prefix = '', Limit: limit = 100, NextToken: token } = call.input;
    const found = state.listBuses(call).filter(({ name }) => name.startsWith(prefix));
    const { items, next } = page(found, limit, token, ({ name }) => name);
    return {
      EventBuses: items.map((bus) => shown({ account: call.account, region: call.region, name: bus.name }, bus)),
      NextToken: next,
    };
  };

  return {
    CreateEventBus: createEventBus,
    UpdateEventBus: updateEventBus,
    DescribeEventBus: describeEventBus,
    DeleteEventBus: deleteEventBus,
    ListEventBuses: listEventBuses,
  };
}

function shown(ref: BusRef, bus: Bus): EventBus {
  return {
    Name: bus.name,
    Arn: busArn(ref),
    Description: bus.description,
    Policy:
      bus.statements.length === 0 ? undefined : JSON.stringify({ Version: '2012-10-17', Statement: bus.statements }),
    CreationTime: new Date(bus.createdAt),
    LastModifiedTime: new Date(bus.modifiedAt),
  };
}

const optional = ({ description, kmsKeyId, deadLetterArn }: Bus) => ({
  Description: description,
  KmsKeyIdentifier: kmsKeyId,
  DeadLetterConfig: deadLetterArn === undefined ? undefined : { Arn: deadLetterArn },
});
