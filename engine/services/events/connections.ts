import { randomUUID } from 'node:crypto';
import type {
  ConnectionState,
  CreateConnectionAuthRequestParameters,
  CreateConnectionRequest,
  CreateConnectionResponse,
  DeleteConnectionRequest,
  DeleteConnectionResponse,
  DescribeConnectionRequest,
  DescribeConnectionResponse,
  ListConnectionsRequest,
  ListConnectionsResponse,
  UpdateConnectionRequest,
  UpdateConnectionResponse,
} from '@aws-sdk/client-eventbridge';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { shownAuth } from './connection-auth.ts';
import type { EventsState } from './state.ts';

/** How API destinations prove who they are, as it is kept: with its secrets, which no answer shows. */
export interface Connection {
  readonly name: string;
  readonly arn: string;
  readonly secretArn: string;
  readonly description?: string;
  readonly authorizationType: CreateConnectionRequest['AuthorizationType'];
  readonly auth: CreateConnectionAuthRequestParameters;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** An OAuth endpoint is asked only when an event is sent; until then the connection is being authorized. */
export const stateOf = ({ authorizationType }: Connection): ConnectionState =>
  authorizationType === 'OAUTH_CLIENT_CREDENTIALS' ? 'AUTHORIZING' : 'AUTHORIZED';

export function connections(state: EventsState) {
  const { store, clock } = state.parts;
  const documents: Documents<Connection> = store.documents<Connection>('events.connections');

  const createConnection: Operation<CreateConnectionRequest, CreateConnectionResponse> = (call) => {
    const { Name: name = '', Description, AuthorizationType, AuthParameters = {} } = call.input;
    if (documents.has(scopeOf(call), name)) {
      throw new AwsError('ResourceAlreadyExistsException', `Connection ${name} already exists.`);
    }
    const { region, account } = call;
    const id = randomUUID();
    const now = clock.now();
    const connection: Connection = {
      name,
      arn: `arn:aws:events:${region}:${account}:connection/${name}/${id}`,
      secretArn: `arn:aws:secretsmanager:${region}:${account}:secret:events!connection/${name}/${randomUUID()}-${id.slice(0, 6)}`,
      description: Description,
      authorizationType: AuthorizationType,
      auth: AuthParameters,
      createdAt: now,
      modifiedAt: now,
    };
    documents.put(scopeOf(call), name, connection);
    const { LastAuthorizedTime: _none, ...answer } = changed(connection);
    return answer;
  };

  const updateConnection: Operation<UpdateConnectionRequest, UpdateConnectionResponse> = (call) => {
    const { Description, AuthorizationType, AuthParameters } = call.input;
    const connection = existing(call, call.input.Name, '');
    const updated: Connection = {
      ...connection,
      description: Description ?? connection.description,
      authorizationType: AuthorizationType ?? connection.authorizationType,
      auth: { ...connection.auth, ...(AuthParameters as CreateConnectionAuthRequestParameters | undefined) },
      modifiedAt: clock.now(),
    };
    documents.put(scopeOf(call), updated.name, updated);
    return changed(updated);
  };

  const describeConnection: Operation<DescribeConnectionRequest, DescribeConnectionResponse> = (call) => {
    const connection = existing(call, call.input.Name, 'Failed to describe the connection(s). ');
    return {
      ...changed(connection),
      Name: connection.name,
      Description: connection.description,
      AuthorizationType: connection.authorizationType,
      SecretArn: connection.secretArn,
      AuthParameters: shownAuth(connection.auth),
    };
  };

  const deleteConnection: Operation<DeleteConnectionRequest, DeleteConnectionResponse> = (call) => {
    const connection = existing(call, call.input.Name, '');
    documents.delete(scopeOf(call), connection.name);
    return { ...changed(connection), ConnectionState: 'DELETING' };
  };

  const listConnections: Operation<ListConnectionsRequest, ListConnectionsResponse> = (call) => {
    const { NamePrefix: prefix = '', ConnectionState: wanted, Limit: limit = 100, NextToken } = call.input;
    const found = documents
      .list(scopeOf(call))
      .filter((each) => each.name.startsWith(prefix) && (wanted ?? stateOf(each)) === stateOf(each));
    const { items, next } = page(found, limit, NextToken, ({ name }) => name);
    return {
      Connections: items.map((each) => ({
        ...changed(each),
        Name: each.name,
        AuthorizationType: each.authorizationType,
      })),
      NextToken: next,
    };
  };

  function existing(call: Pick<Call, 'account' | 'region'>, name: string | undefined, before: string): Connection {
    const connection = documents.get(scopeOf(call), name ?? '');
    if (!connection) {
      throw new AwsError('ResourceNotFoundException', `${before}Connection '${name}' does not exist.`);
    }
    return connection;
  }

  const operations = {
    CreateConnection: createConnection,
    UpdateConnection: updateConnection,
    DescribeConnection: describeConnection,
    DeleteConnection: deleteConnection,
    ListConnections: listConnections,
  };
  return {
    operations,
    byArn: (arn: string): Connection | undefined => {
      const [, , , region, account, resource = ''] = arn.split(':');
      const found = documents.get(`${account}/${region}`, resource.split('/')[1] ?? '');
      return found?.arn === arn ? found : undefined;
    },
  };
}

const changed = (connection: Connection) => ({
  ConnectionArn: connection.arn,
  ConnectionState: stateOf(connection),
  CreationTime: new Date(connection.createdAt),
  LastModifiedTime: new Date(connection.modifiedAt),
  LastAuthorizedTime: new Date(connection.modifiedAt),
});
