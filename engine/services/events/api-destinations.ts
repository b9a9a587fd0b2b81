import { randomUUID } from 'node:crypto';
import type {
  ApiDestinationHttpMethod,
  CreateApiDestinationRequest,
  CreateApiDestinationResponse,
  DeleteApiDestinationRequest,
  DescribeApiDestinationRequest,
  DescribeApiDestinationResponse,
  ListApiDestinationsRequest,
  ListApiDestinationsResponse,
  ApiDestination as ListedDestination,
  UpdateApiDestinationRequest,
  UpdateApiDestinationResponse,
} from '@aws-sdk/client-eventbridge';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { type Connection, stateOf } from './connections.ts';
import type { EventsState } from './state.ts';

/** An HTTP endpoint events can be sent to, as it is kept. */
export interface ApiDestination {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly connectionArn: string;
  readonly endpoint: string;
  readonly method: ApiDestinationHttpMethod;
  readonly rate: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export function apiDestinations(state: EventsState, connectionOf: (arn: string) => Connection | undefined) {
  const { store, clock } = state.parts;
  const documents: Documents<ApiDestination> = store.documents<ApiDestination>('events.apiDestinations');

  const createApiDestination: Operation<CreateApiDestinationRequest, CreateApiDestinationResponse> = (call) => {
    const { Name: name = '', ConnectionArn: connectionArn = '' } = call.input;
    if (documents.has(scopeOf(call), name)) {
      throw new AwsError('ResourceAlreadyExistsException', `An api-destination '${name}' already exists.`);
    }
    checkConnection(connectionArn);
    const now = clock.now();
    const destination: ApiDestination = {
      name,
      arn: `arn:aws:events:${call.region}:${call.account}:api-destination/${name}/${randomUUID()}`,
      description: call.input.Description,
      connectionArn,
      endpoint: call.input.InvocationEndpoint ?? '',
      method: call.input.HttpMethod ?? 'POST',
      rate: call.input.InvocationRateLimitPerSecond ?? 300,
      createdAt: now,
      modifiedAt: now,
    };
    documents.put(scopeOf(call), name, destination);
    return changed(destination);
  };

  const updateApiDestination: Operation<UpdateApiDestinationRequest, UpdateApiDestinationResponse> = (call) => {
    const { input } = call;
    const before = existing(call, input.Name);
    if (input.ConnectionArn) checkConnection(input.ConnectionArn);
    const destination: ApiDestination = {
      ...before,
      description: input.Description ?? before.description,
      connectionArn: input.ConnectionArn ?? before.connectionArn,
      endpoint: input.InvocationEndpoint ?? before.endpoint,
      method: input.HttpMethod ?? before.method,
      rate: input.InvocationRateLimitPerSecond ?? before.rate,
      modifiedAt: clock.now(),
    };
    documents.put(scopeOf(call), destination.name, destination);
    return changed(destination);
  };

  const describeApiDestination: Operation<DescribeApiDestinationRequest, DescribeApiDestinationResponse> = (call) => {
    const destination = existing(call, call.input.Name, 'Failed to describe the api-destination(s). ');
    return { ...listed(destination), Description: destination.description };
  };

  const deleteApiDestination: Operation<DeleteApiDestinationRequest, object> = (call) => {
    documents.delete(scopeOf(call), existing(call, call.input.Name).name);
    return {};
  };

  const listApiDestinations: Operation<ListApiDestinationsRequest, ListApiDestinationsResponse> = (call) => {
    const { NamePrefix: prefix = '', ConnectionArn: connection, Limit: limit = 100, NextToken } = call.input;
    const found = documents
      .list(scopeOf(call))
      .filter((each) => each.name.startsWith(prefix) && (connection ?? each.connectionArn) === each.connectionArn);
    const { items, next } = page(found, limit, NextToken, ({ name }) => name);
    return { ApiDestinations: items.map(listed), NextToken: next };
  };

  function existing(call: Pick<Call, 'account' | 'region'>, name: string | undefined, before = ''): ApiDestination {
    const destination = documents.get(scopeOf(call), name ?? '');
    if (!destination) {
      throw new AwsError('ResourceNotFoundException', `${before}An api-destination '${name}' does not exist.`);
    }
    return destination;
  }

  function checkConnection(arn: string): void {
    if (connectionOf(arn)) return;
    throw new AwsError('ResourceNotFoundException', `Connection '${arn.split('/')[1] ?? arn}' does not exist.`);
  }

  const changed = (destination: ApiDestination) => {
    const connection = connectionOf(destination.connectionArn);
    const active = connection !== undefined && stateOf(connection) === 'AUTHORIZED';
    return {
      ApiDestinationArn: destination.arn,
      ApiDestinationState: active ? ('ACTIVE' as const) : ('INACTIVE' as const),
      CreationTime: new Date(destination.createdAt),
      LastModifiedTime: new Date(destination.modifiedAt),
    };
  };

  const listed = (destination: ApiDestination): ListedDestination => ({
    ...changed(destination),
    Name: destination.name,
    ConnectionArn: destination.connectionArn,
    InvocationEndpoint: destination.endpoint,
    HttpMethod: destination.method,
    InvocationRateLimitPerSecond: destination.rate,
  });

  const operations = {
    CreateApiDestination: createApiDestination,
    UpdateApiDestination: updateApiDestination,
    DescribeApiDestination: describeApiDestination,
    DeleteApiDestination: deleteApiDestination,
    ListApiDestinations: listApiDestinations,
  };
  return {
    operations,
    byArn: (arn: string): ApiDestination | undefined => {
      const [, , , region, account, resource = ''] = arn.split(':');
      const found = documents.get(`${account}/${region}`, resource.split('/')[1] ?? '');
      return found?.arn === arn ? found : undefined;
    },
  };
}
